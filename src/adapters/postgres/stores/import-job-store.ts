import { sql } from 'kysely';
import type { Expression, Selectable } from 'kysely';
import type { ImportJob, ImportJobStore, JobLease } from '../../../application/ports/import-job-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { IMPORT_QUEUED, tell } from '../notifications.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = [
  'id',
  'file_name',
  'size_bytes',
  'state',
  'total',
  'done',
  'imported',
  'partial',
  'duplicate',
  'rejected',
  'scan_done_bytes',
  'scan_total_bytes',
  'created_at',
  'finished_at',
] as const;

/**
 * What an archive is read back in: as text, two characters a byte, it comes in one read of the driver's socket. What does not,
 * the driver joins in ever larger buffers: it left the collector nine times the bytes of a chunk.
 */
const SLICE_BYTES = 24 * 2 ** 10;
const sliceOf = (bytes: Expression<Uint8Array>, from: number) =>
  sql<Uint8Array>`substring(${bytes} from ${from}::int for ${SLICE_BYTES}::int)`;

type Row = Pick<Selectable<Schema['import_job']>, (typeof COLUMNS)[number]>;

/** Jobs of large imports; exactly one runner holds one at a time, known by its epoch. */
export function createImportJobStore(db: Executor): ImportJobStore {
  const ofLease = ({ athleteId, id, epoch }: JobLease) =>
    db
      .updateTable('import_job')
      .where('athlete_id', '=', athleteId)
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('epoch', '=', epoch);
  const dropBytes = (trx: Executor, athleteId: string, jobId: string) =>
    trx
      .deleteFrom('import_job_chunk')
      .where('athlete_id', '=', athleteId)
      .where('job_id', '=', jobId)
      .execute();

  return {
    async create(athleteId, job, bytes) {
      await atomically(db, async (trx) => {
        await trx
          .insertInto('import_job')
          .values({
            athlete_id: athleteId,
            id: job.id,
            file_name: job.fileName,
            size_bytes: job.sizeBytes,
            total: job.total,
            created_at: new Date(job.createdAtMs),
          })
          .returning(tell(IMPORT_QUEUED, athleteId).as('told'))
          .execute();
        let ordinal = 0;
        let storing: Promise<unknown> = Promise.resolve();
        // One is read while the one before it is stored.
        for await (const piece of bytes) {
          await storing;
          storing = trx
            .insertInto('import_job_chunk')
            .values({ athlete_id: athleteId, job_id: job.id, ordinal: ordinal++, bytes: piece })
            .execute();
          storing.catch(() => undefined);
        }
        await storing;
      }).catch(refuse);
    },

    async find(athleteId, id) {
      const row = await db
        .selectFrom('import_job')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : toJob(row);
    },

    async list(athleteId, limit) {
      const rows = await db
        .selectFrom('import_job')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toJob);
    },

    async countWaiting(athleteId) {
      const { count } = await db
        .selectFrom('import_job')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('athlete_id', '=', athleteId)
        .where('state', 'in', ['queued', 'running'])
        .executeTakeFirstOrThrow();
      return count;
    },

    async claim(nowMs, leaseUntilMs) {
      const { rows } = await sql<Row & { athlete_id: string; epoch: number; fruitless: number }>`
        update import_job job set
          state = 'running', epoch = epoch + 1, fruitless = fruitless + 1, lease_until = ${new Date(leaseUntilMs)}
        from (
          select athlete_id, id from import_job
          where state in ('queued', 'running') and (lease_until is null or lease_until <= ${new Date(nowMs)})
          order by created_at limit 1
          for update skip locked
        ) free
        where job.athlete_id = free.athlete_id and job.id = free.id
        returning job.athlete_id, job.epoch, job.fruitless, ${sql.join(COLUMNS.map((name) => sql.ref(`job.${name}`)))}
      `.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      const { athlete_id: athleteId, epoch, fruitless } = row;
      return { lease: { athleteId, id: row.id, epoch }, job: toJob(row), fruitless };
    },

    async renew(lease, leaseUntilMs) {
      const { numUpdatedRows } = await ofLease(lease)
        .set({ lease_until: new Date(leaseUntilMs) })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async noteScan(lease, { scan, total }) {
      const { numUpdatedRows } = await ofLease(lease)
        .set((eb) => ({
          scan_done_bytes: scan?.doneBytes ?? null,
          scan_total_bytes: scan?.totalBytes ?? null,
          total: eb.fn<number>('greatest', [eb.ref('total'), eb.val(total)]),
        }))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async advance(lease, { done, counts, leaseUntilMs }) {
      const { numUpdatedRows } = await ofLease(lease)
        .set((eb) => ({
          ...counts,
          done,
          total: eb.fn<number>('greatest', [eb.ref('total'), eb.val(done)]),
          fruitless: 0,
          lease_until: new Date(leaseUntilMs),
        }))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async finish(lease, state, atMs) {
      return atomically(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('import_job')
          .set((eb) => ({
            state,
            finished_at: new Date(atMs),
            lease_until: null,
            ...(state === 'done' && { total: eb.ref('done') }),
          }))
          .where('athlete_id', '=', lease.athleteId)
          .where('id', '=', lease.id)
          .where('state', '=', 'running')
          .where('epoch', '=', lease.epoch)
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await dropBytes(trx, lease.athleteId, lease.id);
        return numUpdatedRows > 0n;
      });
    },

    async release(lease) {
      await ofLease(lease).set({ lease_until: null, fruitless: 0 }).execute();
    },

    async end(athleteId, id, { from, to, atMs }) {
      return atomically(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('import_job')
          .set({ state: to, finished_at: new Date(atMs), lease_until: null })
          .where('athlete_id', '=', athleteId)
          .where('id', '=', id)
          .where('state', 'in', [...from])
          .executeTakeFirst();
        if (numUpdatedRows > 0n) await dropBytes(trx, athleteId, id);
        return numUpdatedRows > 0n;
      });
    },

    async *readBytes(athleteId, id) {
      const ask = (ordinal: number, from: number) =>
        db
          .selectFrom('import_job_chunk')
          .select((of) => sliceOf(of.ref('bytes'), from).as('bytes'))
          .where('athlete_id', '=', athleteId)
          .where('job_id', '=', id)
          .where('ordinal', '=', ordinal)
          .executeTakeFirst();
      let [ordinal, from] = [0, 1];
      let asked = ask(ordinal, from);
      for (;;) {
        const row = await asked;
        if (row === undefined) return;
        const { bytes } = row;
        if (bytes.length === SLICE_BYTES) from += SLICE_BYTES;
        else [ordinal, from] = [ordinal + 1, 1];
        // The next comes while this one is written.
        asked = ask(ordinal, from);
        asked.catch(() => undefined);
        if (bytes.length > 0) yield bytes;
      }
    },
  };
}

function toJob(row: Row): ImportJob {
  return {
    id: row.id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    state: row.state,
    total: row.total,
    done: row.done,
    counts: {
      imported: row.imported,
      partial: row.partial,
      duplicate: row.duplicate,
      rejected: row.rejected,
    },
    scan:
      row.state === 'running' && row.scan_done_bytes !== null && row.scan_total_bytes !== null
        ? { doneBytes: row.scan_done_bytes, totalBytes: row.scan_total_bytes }
        : null,
    createdAtMs: row.created_at.getTime(),
    finishedAtMs: row.finished_at?.getTime() ?? null,
  };
}
