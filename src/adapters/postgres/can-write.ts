import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Some megabytes of rows: far more than the memory that the statement is given. */
const ROWS = 60_000;

/**
 * Whether the database takes writes: its disk has room and it is no read-only copy. A result that does not fit into
 * memory spills to the disk, so the disk is asked without a row of ours and without a line in the write-ahead log.
 * Rejects, or answers false, where it has no room.
 */
export async function canWrite(db: Database): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`set local work_mem = '64kB'`.execute(trx);
    const { rows } = await sql<{ writable: boolean }>`
      select current_setting('transaction_read_only') = 'off' and count(*) > 0 as writable
      from generate_series(1, ${sql.lit(ROWS)})`.execute(trx);
    return rows[0]?.writable === true;
  });
}
