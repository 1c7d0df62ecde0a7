import { sql, type Selectable } from 'kysely';
import type {
  Inlet,
  InletChanges,
  InletKey,
  InletRuns,
  InletRunSpan,
  InletSighting,
  InletStore,
  SeenInlet,
} from '../../../application/ports/inlet-store.ts';
import { arrayOfTexts } from '../array-text.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

type Row = Selectable<Schema['inlet']>;

const MOST_UNREADABLE_KEPT = 10;
/** A longer silence begins a new rate. */
const RATE_GAP_SECONDS = 60;
/** What the latest sighting counts beside those before it. */
const RATE_WEIGHT = 0.3;

export function createInletStore(db: Executor): InletStore {
  return {
    async add(athleteId, inlet, tokenHash) {
      await db
        .insertInto('inlet')
        .values({
          athlete_id: athleteId,
          id: inlet.id,
          token_hash: tokenHash,
          created_at: new Date(inlet.createdAtMs),
          name: inlet.name,
          kind: inlet.kind,
          answer_with_coaching: inlet.answerWithCoaching,
          intent: inlet.intent,
          sport: inlet.sport,
          expires_at: dateOf(inlet.expiresAtMs),
        })
        .execute()
        .catch(refuse);
    },
    list: (athleteId) => listSeen(db, athleteId, null),
    find: async (athleteId, id) => (await listSeen(db, athleteId, id))[0] ?? null,
    async findByHash(athleteId, tokenHash) {
      const row = await db
        .selectFrom('inlet')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .where('token_hash', '=', Buffer.from(tokenHash))
        .executeTakeFirst();
      return row === undefined ? null : toInlet(row);
    },
    async findEach(keys) {
      const { rows } = await sql<Row>`
        select inlet.* from inlet
        join unnest(
          ${arrayOfTexts(keys.map(({ athleteId }) => athleteId))}::text[],
          ${arrayOfTexts(keys.map(({ inletId }) => inletId))}::text[]
        ) as named (athlete_id, id) using (athlete_id, id)
      `.execute(db);
      return rows.map((row) => ({ ...toInlet(row), athleteId: row.athlete_id }));
    },
    async findAnywhere(by) {
      const rows = await db
        .selectFrom('inlet')
        .selectAll()
        .where('kind' in by ? 'kind' : 'id', '=', 'kind' in by ? by.kind : by.id)
        .limit(2)
        .execute();
      return rows.map((row) => ({ ...toInlet(row), athleteId: row.athlete_id }));
    },
    async update(athleteId, id, changes) {
      const { numUpdatedRows } = await db
        .updateTable('inlet')
        .set({ id, ...columnsOf(changes) })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('inlet')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    runsAround: (key, at, newSessionId) => atomically(db, (trx) => runsAround(trx, key, at, newSessionId)),
    noteSightings: (sightings) => noteSightings(db, sightings),
  };
}

async function listSeen(db: Executor, athleteId: string, id: string | null): Promise<SeenInlet[]> {
  const { rows } = await sql<
    Row & { session_id: string | null; started_at: Date | null; last_at: Date | null }
  >`
    select inlet.*, run.session_id, run.started_at, run.last_at
    from inlet left join lateral (
      select session_id, started_at, last_at from inlet_run
      where athlete_id = inlet.athlete_id and inlet_id = inlet.id
      order by started_at desc limit 1
    ) run on true
    where inlet.athlete_id = ${athleteId} and (${id}::text is null or inlet.id = ${id})
    order by inlet.created_at, inlet.id
  `.execute(db);
  return rows.map((row) => ({
    ...toInlet(row),
    lastSeenAtMs: row.last_seen_at?.getTime() ?? null,
    lastBpm: row.last_bpm,
    recognisedAs: row.recognised_as,
    deviceName: row.device_name,
    transport: row.transport,
    addressClass: row.address_class,
    beatsPerSecond: row.beats_per_second,
    plainHttp: row.plain_http,
    unreadable: row.unreadable,
    unreadableCount: row.unreadable_count,
    run:
      row.session_id === null
        ? null
        : toSpan({ session_id: row.session_id, started_at: row.started_at!, last_at: row.last_at! }),
  }));
}

/**
 * The inlet's row is held, so that two processes that get the first beats of a run agree on one stream. The look-up is a
 * separate statement: it sees what the other has committed meanwhile.
 */
async function runsAround(
  trx: Executor,
  { athleteId, inletId }: InletKey,
  { atMs, reachMs, sinceMs }: { atMs: number; reachMs: number; sinceMs: number },
  newSessionId: string,
): Promise<InletRuns | null> {
  const held = await trx
    .selectFrom('inlet')
    .select(['intent', 'sport'])
    .where('athlete_id', '=', athleteId)
    .where('id', '=', inletId)
    .forUpdate()
    .executeTakeFirst();
  if (held === undefined) return null;
  const rows = await trx
    .selectFrom('inlet_run')
    .select([
      'session_id',
      'started_at',
      'last_at',
      sql<Date | null>`(
        select deleted_at from live_stream
        where athlete_id = inlet_run.athlete_id and session_id = inlet_run.session_id
      )`.as('deleted_at'),
    ])
    .where('athlete_id', '=', athleteId)
    .where('inlet_id', '=', inletId)
    .where('last_at', '>=', new Date(Math.min(sinceMs, atMs - reachMs)))
    .orderBy('started_at')
    .execute();
  const runs = rows.map(toSpan);
  const isThere = runs.some(
    ({ startedAtMs, lastAtMs, deletedAtMs = Infinity }) =>
      startedAtMs <= atMs + reachMs && lastAtMs >= atMs - reachMs && atMs <= deletedAtMs,
  );
  if (isThere) return { ...held, runs };
  const at = new Date(atMs);
  const run = { session_id: newSessionId, started_at: at, last_at: at };
  await trx
    .insertInto('inlet_run')
    .values({ athlete_id: athleteId, inlet_id: inletId, ...run })
    .execute();
  return { ...held, runs: [...runs, toSpan(run)] };
}

async function noteSightings(db: Executor, sightings: readonly InletSighting[]): Promise<void> {
  if (sightings.length === 0) return;
  await sql`
    update inlet set
      last_seen_at = greatest(inlet.last_seen_at, to_timestamp(seen."atMs" / 1000)),
      last_bpm = coalesce(seen.bpm, inlet.last_bpm),
      recognised_as = coalesce(seen."recognisedAs", inlet.recognised_as),
      device_name = coalesce(seen."deviceName", inlet.device_name),
      transport = seen.transport,
      address_class = coalesce(seen."addressClass", inlet.address_class),
      plain_http = seen."plainHttp",
      beats_per_second = case when seen.beats = 0 then inlet.beats_per_second else (
        select ${RATE_WEIGHT} * rate + ${1 - RATE_WEIGHT} * coalesce(inlet.beats_per_second, rate) from (
          select seen.beats / nullif(seconds, 0) as rate, seconds from (
            select extract(epoch from to_timestamp(seen."atMs" / 1000) - inlet.last_seen_at)::float8 as seconds
          ) since
        ) latest where seconds between 0 and ${RATE_GAP_SECONDS}
      ) end,
      unreadable = case when seen."unreadableCount" = 0 then inlet.unreadable else (
        select jsonb_agg(frame) from (
          select frame from jsonb_array_elements(seen.unreadable || inlet.unreadable) frame
          limit ${MOST_UNREADABLE_KEPT}
        ) latest
      ) end,
      unreadable_count = inlet.unreadable_count + seen."unreadableCount"
    from jsonb_to_recordset(${JSON.stringify(sightings)}::jsonb) as seen(
      "athleteId" text, "inletId" text, "atMs" double precision, bpm smallint, beats integer, "recognisedAs" text,
      "deviceName" text, transport text, "addressClass" text, "plainHttp" boolean, unreadable jsonb, "unreadableCount" integer
    )
    where inlet.athlete_id = seen."athleteId" and inlet.id = seen."inletId"
  `.execute(db);
  const runs = sightings.flatMap(({ athleteId, inletId, runs: spans }) =>
    spans.map(({ sessionId, startedAtMs, lastAtMs }) => ({
      athleteId,
      inletId,
      sessionId,
      startedAtMs,
      lastAtMs,
    })),
  );
  if (runs.length === 0) return;
  await sql`
    update inlet_run run set
      started_at = least(run.started_at, to_timestamp(seen."startedAtMs" / 1000)),
      last_at = greatest(run.last_at, to_timestamp(seen."lastAtMs" / 1000))
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as seen(
      "athleteId" text, "inletId" text, "sessionId" uuid, "startedAtMs" double precision, "lastAtMs" double precision
    )
    where run.athlete_id = seen."athleteId" and run.inlet_id = seen."inletId" and run.session_id = seen."sessionId"
  `.execute(db);
}

function columnsOf(changes: InletChanges) {
  const { name, kind, answerWithCoaching, expiresAtMs, intent, sport } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(kind !== undefined && { kind }),
    ...(answerWithCoaching !== undefined && { answer_with_coaching: answerWithCoaching }),
    ...(expiresAtMs !== undefined && { expires_at: dateOf(expiresAtMs) }),
    ...(intent !== undefined && { intent }),
    ...(sport !== undefined && { sport }),
  };
}

function toInlet(row: Row): Inlet {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    answerWithCoaching: row.answer_with_coaching,
    intent: row.intent,
    sport: row.sport,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at?.getTime() ?? null,
  };
}

function toSpan(row: {
  session_id: string;
  started_at: Date;
  last_at: Date;
  deleted_at?: Date | null;
}): InletRunSpan {
  const deletedAtMs = row.deleted_at?.getTime();
  return {
    ...(deletedAtMs !== undefined && { deletedAtMs }),
    sessionId: row.session_id,
    startedAtMs: row.started_at.getTime(),
    lastAtMs: row.last_at.getTime(),
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
