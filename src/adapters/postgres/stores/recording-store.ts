import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, sql } from 'kysely';
import type { NotNull } from 'kysely';
import type { PutRecording, RecordingStore } from '../../../application/ports/recording-store.ts';
import type { Recording } from '../../../domain/timeline/recording.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { unpackExtra } from '../packing/pack-extra.ts';
import { unpackRr } from '../packing/pack-rr.ts';
import { refuse } from '../refuse.ts';
import {
  COLUMNS,
  insertRecordings,
  type LoadedRow,
  PackedRow,
  toFacts,
  toRecording,
} from './recording-rows.ts';

/** Recordings with their chunks in one round trip: most have one, so that little is said twice. */
const LOAD = `select ${COLUMNS.map((column) => `r.${column}`).join()}, c.items, c.rr_keys
  from recording r
  left join recording_chunk c on c.athlete_id = r.athlete_id and c.recording_id = r.id
  where r.athlete_id = $1 and r.id = any($2)
  order by r.id, c.ordinal`;

export function createRecordingStore(db: Executor): RecordingStore {
  return {
    pack,

    async put(athleteId, recordings) {
      if (recordings.length === 0) return;
      // Of one id the last counts.
      const last = [...new Map(recordings.map((each) => [each.recording.facts.id, each])).values()];
      const known = last.flatMap(({ packed }) => (packed instanceof PackedRow ? [packed] : []));
      const rows = known.length === last.length ? known : await pack(last);
      const placed = rows.map((packed, i) => ({ packed, uploadId: last[i]!.uploadId }));
      await atomically(db, async (trx) => {
        const inserted = await insertRecordings(trx, athleteId, placed);
        const there = placed.filter(({ packed }) => !inserted.has(packed.row.id));
        if (there.length > 0) {
          const ids = there.map(({ packed }) => packed.row.id);
          await remove(trx, athleteId, ids);
          await insertRecordings(trx, athleteId, there);
        }
        for (const { packed } of placed) {
          for (const chunk of packed.others()) {
            const row = { athlete_id: athleteId, ...chunk };
            await trx.insertInto('recording_chunk').values(row).execute();
          }
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
        return own === undefined ? [] : [toRecording(own)];
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

async function pack(recordings: readonly Pick<PutRecording, 'recording' | 'extra'>[]): Promise<PackedRow[]> {
  const packed: PackedRow[] = [];
  for (const each of recordings) {
    packed.push(new PackedRow(each));
    // Hours take milliseconds to pack: others get their turn in between.
    await setImmediate();
  }
  return packed;
}

async function remove(db: Executor, athleteId: string, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('recording')
    .where('athlete_id', '=', athleteId)
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .execute();
}
