import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, sql } from 'kysely';
import type { Insertable, NotNull, Selectable } from 'kysely';
import type { PutRecording, RecordingStore } from '../../../application/ports/recording-store.ts';
import type { Recording, RecordingFacts } from '../../../domain/timeline/recording.ts';
import type { Items } from '../../../domain/timeline/sample.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { packExtra, unpackExtra } from '../packing/pack-extra.ts';
import { packRr, packRrKeys, unpackRr, unpackRrKeys } from '../packing/pack-rr.ts';
import { packSamples, unpackSamples } from '../packing/pack-samples.ts';
import { manyRows } from '../many-rows.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

/** Four and a half hours at 1 Hz: most recordings are one row, and none is unbounded. */
const CHUNK_ITEMS = 16_384;

const COLUMNS = [
  'id',
  'kind',
  'sport',
  'sub_sport',
  'start_ms',
  'end_ms',
  'content_hash',
  'simulated',
  'multisport_id',
  'utc_offset_minutes',
  'device',
  'sets',
] as const;

const TYPES = {
  id: 'text',
  kind: 'text',
  sport: 'text',
  sub_sport: 'text',
  start_ms: 'double precision',
  end_ms: 'double precision',
  content_hash: 'text',
  simulated: 'boolean',
  multisport_id: 'text',
  utc_offset_minutes: 'smallint',
  device: 'jsonb',
  sets: 'jsonb',
  extra: 'bytea',
  upload_id: 'text',
};

const CHUNK_TYPES = {
  recording_id: 'text',
  ordinal: 'smallint',
  items: 'bytea',
  rr_keys: 'bytea',
  rr: 'bytea',
};

type FactColumns = Pick<Selectable<Schema['recording']>, (typeof COLUMNS)[number]>;
type LoadedRow = FactColumns & { items: Buffer | null; rr_keys: Buffer | null };

/** Recordings with their chunks in one round trip: most have one, so that little is said twice. */
const LOAD = `select ${COLUMNS.map((column) => `r.${column}`).join()}, c.items, c.rr_keys
  from recording r
  left join recording_chunk c on c.athlete_id = r.athlete_id and c.recording_id = r.id
  where r.athlete_id = $1 and r.id = any($2)
  order by r.id, c.ordinal`;

export function createRecordingStore(db: Executor): RecordingStore {
  return {
    async put(athleteId, recordings) {
      if (recordings.length === 0) return;
      // Of one id the last counts.
      const byId = new Map(recordings.map((each) => [each.recording.facts.id, each]));
      await atomically(db, async (trx) => {
        const packed: PackedRecording[] = [];
        for (const each of byId.values()) {
          const chunks = toChunks(each);
          packed.push({ row: toRow(each), first: chunks.next().value, others: chunks });
          await setImmediate();
        }
        const inserted = await insertRecordings(trx, athleteId, packed);
        const there = packed.filter(({ row }) => !inserted.has(row.id));
        if (there.length > 0) {
          await remove(
            trx,
            athleteId,
            there.map(({ row }) => row.id),
          );
          await insertRecordings(trx, athleteId, there);
        }
        for (const { others } of packed) {
          for (const chunk of others)
            await trx
              .insertInto('recording_chunk')
              .values({ athlete_id: athleteId, ...chunk })
              .execute();
        }
      }).catch(refuse);
    },

    async listFacts(athleteId, fromMs, toMs) {
      const rows = await db
        .selectFrom('recording')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('end_ms', '>=', fromMs)
        .where('start_ms', '<=', toMs)
        .orderBy('start_ms')
        .orderBy('id')
        .execute();
      return rows.map(toFacts);
    },

    async load(athleteId, ids) {
      if (ids.length === 0) return [];
      const { rows } = await db.executeQuery<LoadedRow>(CompiledQuery.raw(LOAD, [athleteId, [...ids]]));
      const found = new Map<string, LoadedRow[]>();
      for (const row of rows) {
        const own = found.get(row.id);
        if (own === undefined) found.set(row.id, [row]);
        else own.push(row);
      }
      return ids.flatMap((id): Recording[] => {
        const own = found.get(id);
        return own === undefined ? [] : [{ facts: toFacts(own[0]!), items: toItems(own.filter(hasItems)) }];
      });
    },

    async listFactsByUpload(athleteId, uploadId) {
      const rows = await db
        .selectFrom('recording')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('upload_id', '=', uploadId)
        .orderBy('start_ms')
        .orderBy('id')
        .execute();
      return rows.map(toFacts);
    },

    async loadExtra(athleteId, id) {
      const row = await db
        .selectFrom('recording')
        .select('extra')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      const chunks = await db
        .selectFrom('recording_chunk')
        .select('rr')
        .where('athlete_id', '=', athleteId)
        .where('recording_id', '=', id)
        .orderBy('ordinal')
        .execute();
      const rr = chunks.flatMap((chunk) => (chunk.rr === null ? [] : [unpackRr(chunk.rr)]));
      const rest = row === undefined || row.extra === null ? null : unpackExtra(row.extra);
      if (rr.length === 0) return rest;
      return { ...rest, rr: rr.flat() };
    },

    async sumUncounted(athleteId, ids) {
      const rows = await db
        .selectFrom('recording')
        .select('extra')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...ids]})`)
        .where('kind', '=', 'live')
        .where('extra', 'is not', null)
        .$narrowType<{ extra: NotNull }>()
        .execute();
      let quarantined = 0;
      let conflicts = 0;
      for (const { extra } of rows) {
        const { uncounted } = unpackExtra(extra);
        quarantined += uncounted?.quarantined ?? 0;
        conflicts += uncounted?.conflicts ?? 0;
      }
      return { quarantined, conflicts };
    },

    async loadLaps(athleteId, ids) {
      const rows = await db
        .selectFrom('recording')
        .select(['id', 'extra'])
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...ids]})`)
        .where('extra', 'is not', null)
        .$narrowType<{ extra: NotNull }>()
        .execute();
      return new Map(rows.map(({ id, extra }) => [id, unpackExtra(extra).laps ?? []] as const));
    },

    async listUploadIds(athleteId, ids) {
      const rows = await db
        .selectFrom('recording')
        .select('upload_id')
        .distinct()
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...ids]})`)
        .where('upload_id', 'is not', null)
        .orderBy('upload_id')
        .$narrowType<{ upload_id: NotNull }>()
        .execute();
      return rows.map((row) => row.upload_id);
    },

    remove: (athleteId, ids) => remove(db, athleteId, ids),
  };
}

type Row = Omit<Insertable<Schema['recording']>, 'athlete_id'>;
type Chunk = Omit<Insertable<Schema['recording_chunk']>, 'athlete_id'>;

interface PackedRecording {
  readonly row: Row;
  /** Mostly the only one. */
  readonly first: Chunk | undefined;
  readonly others: Iterable<Chunk>;
}

/** With their first chunks, in one round trip. Answers the ids of those whose id was not there. */
async function insertRecordings(
  db: Executor,
  athleteId: string,
  recordings: readonly PackedRecording[],
): Promise<ReadonlySet<string>> {
  const whole = manyRows(
    recordings.map(({ row }) => row),
    TYPES,
  );
  const chunks = manyRows(
    recordings.flatMap(({ first }) => first ?? []),
    CHUNK_TYPES,
  );
  const { rows } = await sql<{ id: string }>`
    with whole as (
      insert into recording (athlete_id, ${whole.columns})
      select ${athleteId}, ${whole.values} from ${whole.source}
      on conflict (athlete_id, id) do nothing
      returning id
    ), first_chunks as (
      insert into recording_chunk (athlete_id, ${chunks.columns})
      select ${athleteId}, ${chunks.values} from ${chunks.source}
      where given.recording_id in (select id from whole)
    )
    select id from whole
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

async function remove(db: Executor, athleteId: string, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('recording')
    .where('athlete_id', '=', athleteId)
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .execute();
}

function toRow({ recording: { facts }, uploadId, extra }: PutRecording): Row {
  return {
    id: facts.id,
    kind: facts.kind,
    sport: facts.sport,
    sub_sport: facts.subSport,
    start_ms: facts.startMs,
    end_ms: facts.endMs,
    content_hash: facts.contentHash,
    simulated: facts.simulated,
    multisport_id: facts.multisportId,
    utc_offset_minutes: facts.utcOffsetMinutes,
    device: facts.device && JSON.stringify(facts.device),
    sets: JSON.stringify(facts.sets),
    extra: packExtra(extra),
    upload_id: uploadId,
  };
}

function hasItems(row: LoadedRow): row is LoadedRow & { items: Buffer } {
  return row.items !== null;
}

function toFacts(row: FactColumns): RecordingFacts {
  return {
    id: row.id,
    kind: row.kind,
    sport: row.sport,
    subSport: row.sub_sport,
    startMs: row.start_ms,
    endMs: row.end_ms,
    contentHash: row.content_hash,
    simulated: row.simulated,
    multisportId: row.multisport_id,
    utcOffsetMinutes: row.utc_offset_minutes,
    device: row.device,
    sets: row.sets,
  };
}

/** One at a time: between two of them the event loop is free. */
function* toChunks({ recording: { facts, items }, extra }: PutRecording): Generator<Chunk, undefined> {
  for (let ordinal = 0, from = 0; from < items.count; ordinal++, from += CHUNK_ITEMS) {
    const to = Math.min(from + CHUNK_ITEMS, items.count);
    yield {
      recording_id: facts.id,
      ordinal,
      items: packSamples(items, from, to),
      rr_keys: items.rrKey === undefined ? null : packRrKeys(items.rrKey.subarray(from, to)),
      rr: extra?.rr === undefined ? null : packRr(extra.rr.slice(from, to)),
    };
  }
}

function toItems(chunks: readonly { items: Buffer; rr_keys: Buffer | null }[]): Items {
  const parts = chunks.map((chunk) => unpackSamples(chunk.items));
  if (parts.length === 1 && chunks[0]!.rr_keys === null) return parts[0]!;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const atMs = new Float64Array(count);
  const code = new Int16Array(count);
  const rrKey = chunks.some((chunk) => chunk.rr_keys !== null) ? new Uint32Array(count) : null;
  let at = 0;
  parts.forEach((part, i) => {
    atMs.set(part.atMs, at);
    code.set(part.code, at);
    const keys = chunks[i]!.rr_keys;
    if (rrKey !== null && keys !== null) rrKey.set(unpackRrKeys(keys), at);
    at += part.count;
  });
  return rrKey === null ? { count, atMs, code } : { count, atMs, code, rrKey };
}
