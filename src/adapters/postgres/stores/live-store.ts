import { sql } from 'kysely';
import { ARCHIVE_EPOCH } from '../../../application/live/close-live-recording.ts';
import type {
  BatchColumns,
  ClaimedStream,
  LiveStore,
  StoredBatch,
  StreamFacts,
  StreamKey,
} from '../../../application/ports/live-store.ts';
import type { Span } from '../../../domain/timeline/span.ts';
import type { SetAside } from '../../../application/live/set-aside.ts';
import { arrayOfNumbers, arrayOfTexts } from '../array-text.ts';
import type { Database } from '../database.ts';

/** The tables of `0002_live`. All SQL of the live channel is here, whole; nothing else touches these two tables. */
export function createLiveStore(db: Database): LiveStore {
  return {
    claim: (key, facts, atMs) => claim(db, key, facts, atMs),
    append: (batches, receivedAtMs) => append(db, batches, receivedAtMs),
    load: (key) => load(db, key),
    find: (key) => find(db, key),
    seal: (key, batches, archive, atMs, setAside) => seal(db, key, batches, archive, atMs, setAside),
    listIdle: (beforeMs, limit) => listIdle(db, beforeMs, limit),
    listExpired: (beforeMs, limit) => listExpired(db, beforeMs, limit),
    prune: (key, prunedThrough, rest, beforeMs) => prune(db, key, prunedThrough, rest, beforeMs),
  };
}

interface FactColumns {
  readonly sport: string | null;
  readonly device_name: string | null;
  readonly device_kind: string | null;
  readonly intent: string | null;
  readonly time_scale: number | null;
  readonly closed: boolean;
  readonly pruned_through: number | null;
  readonly deleted: boolean;
  readonly placed_shift_ms: number | null;
  readonly removed_spans: readonly Span[] | null;
}

function toFacts(row: FactColumns): StreamFacts {
  return {
    sport: row.sport,
    deviceName: row.device_name,
    deviceKind: row.device_kind,
    intent: row.intent,
    timeScale: row.time_scale,
  };
}

/**
 * The update waits for appends that hold the row in share mode, so a load that follows sees all that the former writer
 * stored (L4). The first hello says what the stream is; a later one may change the intent and add what was not known.
 */
async function claim(
  db: Database,
  { athleteId, sessionId }: StreamKey,
  facts: StreamFacts,
  atMs: number,
): Promise<ClaimedStream> {
  const { rows } = await sql<FactColumns & { epoch: number }>`
    insert into live_stream as stream (athlete_id, session_id, epoch, sport, device_name, device_kind, intent, time_scale,
                                       opened_at, claimed_at)
    values (${athleteId}, ${sessionId}, ${ARCHIVE_EPOCH + 1}, ${facts.sport}, ${facts.deviceName}, ${facts.deviceKind},
            ${facts.intent}, ${facts.timeScale}, ${new Date(atMs)}, ${new Date(atMs)})
    on conflict on constraint live_stream_pk do update set
      epoch = stream.epoch + 1,
      claimed_at = excluded.claimed_at,
      sport = coalesce(stream.sport, excluded.sport),
      device_name = coalesce(stream.device_name, excluded.device_name),
      device_kind = coalesce(stream.device_kind, excluded.device_kind),
      intent = coalesce(excluded.intent, stream.intent)
    returning epoch, sport, device_name, device_kind, intent, time_scale, closed_at is not null as closed, pruned_through,
              deleted_at is not null as deleted, placed_shift_ms, removed_spans
  `.execute(db);
  const row = rows[0]!;
  return {
    epoch: row.epoch,
    known: row.epoch > ARCHIVE_EPOCH + 1,
    closed: row.closed,
    prunedThrough: row.pruned_through,
    deleted: row.deleted,
    placedShiftMs: row.placed_shift_ms,
    removedSpans: row.removed_spans ?? [],
    facts: toFacts(row),
  };
}

/**
 * One statement for all streams. `held` takes each stream's row in share mode only where the epoch is still the writer's,
 * which fences and orders it against `claim` and `seal`; what is not held is answered as refused. A closed stream is
 * reopened by what arrives (L9), which is rare enough to look for before joining anything. The payloads travel as one
 * binary value and are cut here.
 *
 * Shaped so that its cost is a few index look-ups per batch whatever the tables' statistics say: the lateral subquery is
 * one look-up by primary key, and nothing joins two lists of unknown size.
 */
async function append(db: Database, batches: BatchColumns, receivedAtMs: number): Promise<readonly number[]> {
  const bytes = Buffer.from(batches.bytes.buffer, batches.bytes.byteOffset, batches.bytes.byteLength);
  const { rows } = await sql<{ index: number }>`
    with batch as materialized (
      select athlete_id, session_id, epoch, part, start, size, index::integer
      from unnest(${arrayOfTexts(batches.athleteId)}::text[], ${arrayOfTexts(batches.sessionId)}::uuid[],
                  ${arrayOfNumbers(batches.epoch)}::integer[], ${arrayOfNumbers(batches.part)}::integer[],
                  ${arrayOfNumbers(batches.offset)}::integer[], ${arrayOfNumbers(batches.length)}::integer[])
           with ordinality as row (athlete_id, session_id, epoch, part, start, size, index)
    ), held as materialized (
      select batch.*, stream.closed
      from batch cross join lateral (
        select closed_at is not null as closed from live_stream
        where athlete_id = batch.athlete_id and session_id = batch.session_id and epoch = batch.epoch
          and deleted_at is null
        for share
      ) stream
    ), stored as (
      insert into live_batch (athlete_id, session_id, epoch, part, received_at, payload)
      select athlete_id, session_id, epoch, part, ${new Date(receivedAtMs)},
             substring(${bytes}::bytea from start + 1 for size)
      from held
      on conflict on constraint live_batch_pk do nothing
    ), reopened as (
      update live_stream stream set closed_at = null
      from held
      where (select bool_or(closed) from held) and held.closed
        and stream.athlete_id = held.athlete_id and stream.session_id = held.session_id
    )
    select index - 1 as index from (select index from batch except select index from held) refused
  `.execute(db);
  return rows.map((row) => row.index);
}

async function load(db: Database, { athleteId, sessionId }: StreamKey): Promise<readonly StoredBatch[]> {
  const { rows } = await sql<{ epoch: number; part: number; received_at: Date; payload: Buffer }>`
    select epoch, part, received_at, payload from live_batch
    where athlete_id = ${athleteId} and session_id = ${sessionId}
    order by epoch, part
  `.execute(db);
  return rows.map(({ epoch, part, received_at, payload }) => ({
    epoch,
    part,
    receivedAtMs: received_at.getTime(),
    payload,
  }));
}

async function find(
  db: Database,
  { athleteId, sessionId }: StreamKey,
): Promise<Omit<ClaimedStream, 'epoch' | 'known'> | null> {
  const { rows } = await sql<FactColumns>`
    select sport, device_name, device_kind, intent, time_scale, closed_at is not null as closed, pruned_through,
           deleted_at is not null as deleted, placed_shift_ms, removed_spans
    from live_stream
    where athlete_id = ${athleteId} and session_id = ${sessionId}
  `.execute(db);
  const row = rows[0];
  return row === undefined
    ? null
    : {
        facts: toFacts(row),
        closed: row.closed,
        prunedThrough: row.pruned_through,
        deleted: row.deleted,
        placedShiftMs: row.placed_shift_ms,
        removedSpans: row.removed_spans ?? [],
      };
}

/** The row lock keeps appends out while the batches that were read become the archive. */
async function seal(
  db: Database,
  { athleteId, sessionId }: StreamKey,
  batches: readonly StoredBatch[],
  archive: Uint8Array,
  atMs: number,
  setAside: SetAside | null,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`
      select from live_stream where athlete_id = ${athleteId} and session_id = ${sessionId} for update
    `.execute(tx);
    const { rows } = await sql<{ epoch: number; part: number }>`
      select epoch, part from live_batch where athlete_id = ${athleteId} and session_id = ${sessionId}
      order by epoch, part
    `.execute(tx);
    // Another close was quicker, or items arrived: the recording must be built from what is there now.
    if (rows.map(keyOf).join() !== batches.map(keyOf).join()) return false;
    // Its own number, so that a slower close can tell that this archive is not the one it read.
    const archivePart = batches[0]?.epoch === ARCHIVE_EPOCH ? batches[0].part + 1 : 0;
    await sql`delete from live_batch where athlete_id = ${athleteId} and session_id = ${sessionId}`.execute(
      tx,
    );
    if (archive.length > 0) {
      await sql`
        insert into live_batch (athlete_id, session_id, epoch, part, received_at, payload)
        values (${athleteId}, ${sessionId}, ${ARCHIVE_EPOCH}, ${archivePart}, ${new Date(atMs)}, ${Buffer.from(archive)})
      `.execute(tx);
    }
    await sql`
      update live_stream set closed_at = ${new Date(atMs)},
                             set_aside = ${setAside === null ? null : JSON.stringify(setAside)}::jsonb
      where athlete_id = ${athleteId} and session_id = ${sessionId}
    `.execute(tx);
    return true;
  });
}

function keyOf({ epoch, part }: { readonly epoch: number; readonly part: number }): string {
  return `${epoch}/${part}`;
}

async function listIdle(db: Database, beforeMs: number, limit: number): Promise<readonly StreamKey[]> {
  const { rows } = await sql<{ athlete_id: string; session_id: string }>`
    select stream.athlete_id, stream.session_id
    from live_stream stream
    left join lateral (
      select received_at from live_batch batch
      where batch.athlete_id = stream.athlete_id and batch.session_id = stream.session_id
      order by epoch desc, part desc limit 1
    ) last on true
    where stream.closed_at is null and stream.deleted_at is null and stream.claimed_at < ${new Date(beforeMs)}
      and coalesce(last.received_at, stream.claimed_at) < ${new Date(beforeMs)}
    limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ athleteId: row.athlete_id, sessionId: row.session_id }));
}

async function listExpired(db: Database, beforeMs: number, limit: number): Promise<readonly StreamKey[]> {
  const { rows } = await sql<{ athlete_id: string; session_id: string }>`
    select athlete_id, session_id from live_stream
    where closed_at < ${new Date(beforeMs)} and pruned_through is null and deleted_at is null
      and set_aside is null
    order by closed_at
    limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ athleteId: row.athlete_id, sessionId: row.session_id }));
}

async function prune(
  db: Database,
  { athleteId, sessionId }: StreamKey,
  prunedThrough: number,
  rest: Uint8Array,
  beforeMs: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update live_stream set pruned_through = ${prunedThrough}
      where athlete_id = ${athleteId} and session_id = ${sessionId} and pruned_through is null
        and closed_at < ${new Date(beforeMs)}
    `.execute(tx);
    // Late items have reopened it: its time begins again.
    if (numAffectedRows === 0n) return;
    await sql`delete from live_batch where athlete_id = ${athleteId} and session_id = ${sessionId}`.execute(
      tx,
    );
    if (rest.length === 0) return;
    await sql`
      insert into live_batch (athlete_id, session_id, epoch, part, received_at, payload)
      values (${athleteId}, ${sessionId}, ${ARCHIVE_EPOCH}, 0, ${new Date(beforeMs)}, ${Buffer.from(rest)})
    `.execute(tx);
  });
}
