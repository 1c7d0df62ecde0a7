import { CompiledQuery, sql } from 'kysely';
import type { Insertable, NotNull, Selectable } from 'kysely';
import type { RecordingExtra, RecordingStore } from '../../../application/ports/recording-store.ts';
import type { Recording, RecordingFacts } from '../../../domain/timeline/recording.ts';
import type { Items } from '../../../domain/timeline/sample.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { packExtra, unpackExtra } from '../packing/pack-extra.ts';
import { packRr, packRrKeys, unpackRr, unpackRrKeys } from '../packing/pack-rr.ts';
import { packSamples, unpackSamples } from '../packing/pack-samples.ts';
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
    async put(athleteId, recording, uploadId, extra) {
      await atomically(db, async (trx) => {
        const row = toRow(athleteId, recording.facts, uploadId, extra);
        const chunks = toChunks(athleteId, recording, extra);
        const first = chunks.next().value;
        if (!(await insertRecording(trx, row, first))) {
          await trx
            .deleteFrom('recording')
            .where('athlete_id', '=', athleteId)
            .where('id', '=', recording.facts.id)
            .execute();
          await insertRecording(trx, row, first);
        }
        for (const chunk of chunks) await trx.insertInto('recording_chunk').values(chunk).execute();
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

    async remove(athleteId, ids) {
      await db
        .deleteFrom('recording')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', sql<string>`any(${[...ids]})`)
        .execute();
    },
  };
}

/** With its first chunk, which mostly is the only one, in one round trip. False when the id is there. */
async function insertRecording(
  db: Executor,
  row: Insertable<Schema['recording']>,
  chunk: Insertable<Schema['recording_chunk']> | undefined,
): Promise<boolean> {
  const inserted = await db
    .with('whole', (parts) =>
      parts
        .insertInto('recording')
        .values(row)
        .onConflict((conflict) => conflict.columns(['athlete_id', 'id']).doNothing())
        .returning(['athlete_id', 'id']),
    )
    .with('first_chunk', (parts) =>
      parts
        .insertInto('recording_chunk')
        .columns(['athlete_id', 'recording_id', 'ordinal', 'items', 'rr_keys', 'rr'])
        .expression(
          sql`select athlete_id, id, 0, ${chunk?.items}::bytea, ${chunk?.rr_keys}::bytea, ${chunk?.rr}::bytea
            from whole where ${chunk !== undefined}`,
        ),
    )
    .selectFrom('whole')
    .select('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

function toRow(
  athleteId: string,
  facts: RecordingFacts,
  uploadId: string | null,
  extra: RecordingExtra | null,
): Insertable<Schema['recording']> {
  return {
    athlete_id: athleteId,
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
function* toChunks(
  athleteId: string,
  { facts, items }: Recording,
  extra: RecordingExtra | null,
): Generator<Insertable<Schema['recording_chunk']>, undefined> {
  for (let ordinal = 0, from = 0; from < items.count; ordinal++, from += CHUNK_ITEMS) {
    const to = Math.min(from + CHUNK_ITEMS, items.count);
    yield {
      athlete_id: athleteId,
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
