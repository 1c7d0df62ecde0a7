import { CompiledQuery } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { PackedRecording, PutRecording } from '../../../application/ports/recording-store.ts';
import type { Recording, RecordingFacts } from '../../../domain/timeline/recording.ts';
import type { Items } from '../../../domain/timeline/sample.ts';
import type { Executor } from '../database.ts';
import { packExtra } from '../packing/pack-extra.ts';
import { packRr, packRrKeys, unpackRrKeys } from '../packing/pack-rr.ts';
import { packSamples, unpackSamples } from '../packing/pack-samples.ts';
import { manyRows } from '../many-rows.ts';
import type { Schema } from '../schema/schema.ts';

/** Four and a half hours at 1 Hz: most recordings are one row, and none is unbounded. */
const CHUNK_ITEMS = 16_384;

export const COLUMNS = [
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

const WHOLE = manyRows<Row & Pick<Insertable<Schema['recording']>, 'upload_id'>>(TYPES, 1);
const CHUNKS = manyRows<Chunk>(CHUNK_TYPES, WHOLE.last);
const INSERT = `
  with whole as (
    insert into recording (athlete_id, ${WHOLE.columns})
    select $1, ${WHOLE.values} from ${WHOLE.source}
    on conflict (athlete_id, id) do nothing
    returning id
  ), first_chunks as (
    insert into recording_chunk (athlete_id, ${CHUNKS.columns})
    select $1, ${CHUNKS.values} from ${CHUNKS.source}
    where given.recording_id in (select id from whole)
  )
  select id from whole
`;

export type FactColumns = Pick<Selectable<Schema['recording']>, (typeof COLUMNS)[number]>;
export type LoadedRow = FactColumns & { items: Buffer | null; rr_keys: Buffer | null };

type Row = Omit<Insertable<Schema['recording']>, 'athlete_id' | 'upload_id'>;
type Chunk = Omit<Insertable<Schema['recording_chunk']>, 'athlete_id'>;

type Unpacked = Pick<PutRecording, 'recording' | 'extra'>;

export class PackedRow implements PackedRecording {
  readonly row: Row;
  /** Mostly the only one. */
  readonly first: Chunk | undefined;
  readonly #put: Unpacked;

  constructor(put: Unpacked) {
    this.#put = put;
    this.row = toRow(put);
    [this.first] = toChunks(put, 0);
  }

  /** Packed as they are asked for, and each time: what could not be stored is stored again. */
  others(): Iterable<Chunk> {
    return toChunks(this.#put, 1);
  }
}

/** One beside the upload that brought it; null of a live one. */
export interface PlacedRow {
  readonly packed: PackedRow;
  readonly uploadId: string | null;
}

/** With their first chunks, in one round trip. Answers the ids of those whose id was not there. */
export async function insertRecordings(
  db: Executor,
  athleteId: string,
  recordings: readonly PlacedRow[],
): Promise<ReadonlySet<string>> {
  const whole = recordings.map(({ packed, uploadId }) => ({ ...packed.row, upload_id: uploadId }));
  const chunks = recordings.flatMap(({ packed }) => packed.first ?? []);
  const parameters = [athleteId, ...WHOLE.parametersOf(whole), ...CHUNKS.parametersOf(chunks)];
  const { rows } = await db.executeQuery<{ id: string }>(CompiledQuery.raw(INSERT, parameters));
  return new Set(rows.map(({ id }) => id));
}

function toRow({ recording: { facts }, extra }: Unpacked): Row {
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
  };
}

function hasItems(row: LoadedRow): row is LoadedRow & { items: Buffer } {
  return row.items !== null;
}

export function toFacts(row: FactColumns): RecordingFacts {
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

/** Its items are unpacked when somebody first looks at them: of many that are loaded at a time, one after the other. */
export function toRecording(rows: readonly LoadedRow[]): Recording {
  let items: Items | null = null;
  return {
    facts: toFacts(rows[0]!),
    get items() {
      return (items ??= toItems(rows.filter(hasItems)));
    },
  };
}

/** One at a time: between two of them the event loop is free. */
function* toChunks(
  { recording: { facts, items }, extra }: Unpacked,
  firstOrdinal: number,
): Generator<Chunk, undefined> {
  for (let ordinal = firstOrdinal; ordinal * CHUNK_ITEMS < items.count; ordinal++) {
    const from = ordinal * CHUNK_ITEMS;
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
