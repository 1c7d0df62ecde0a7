import { sql } from 'kysely';
import type { LocalDate } from '../../../domain/units.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

/** A heart rate that is in force from a date on. */
interface DatedHeartRate<Source extends string> {
  readonly id: string;
  readonly bpm: number;
  readonly source: Source;
  readonly validFrom: LocalDate;
  readonly method: string | null;
  readonly createdAtMs: number;
}

interface DatedHeartRateStore<Source extends string> {
  list(athleteId: string): Promise<DatedHeartRate<Source>[]>;
  add(athleteId: string, value: DatedHeartRate<Source>): Promise<void>;
  remove(athleteId: string, id: string): Promise<boolean>;
}

interface Row<Source> {
  readonly id: string;
  readonly bpm: number;
  readonly source: Source;
  readonly valid_from: LocalDate;
  readonly method: string | null;
  readonly created_at: Date;
}

/** Values of one table in the shape of the port; `Source` is what the table's check allows. */
export function createDatedHeartRateStore<Source extends string>(
  db: Executor,
  name: 'max_heart_rate' | 'threshold_heart_rate',
): DatedHeartRateStore<Source> {
  const table = sql.table(name);
  return {
    async list(athleteId) {
      const { rows } = await sql<Row<Source>>`
        select id, bpm, source, valid_from, method, created_at from ${table}
        where athlete_id = ${athleteId}
        order by valid_from, created_at, id
      `.execute(db);
      return rows.map((row) => ({
        id: row.id,
        bpm: row.bpm,
        source: row.source,
        validFrom: row.valid_from,
        method: row.method,
        createdAtMs: row.created_at.getTime(),
      }));
    },

    async add(athleteId, { id, bpm, source, validFrom, method, createdAtMs }) {
      await sql`
        insert into ${table} (athlete_id, id, bpm, source, valid_from, method, created_at)
        values (${athleteId}, ${id}, ${bpm}, ${source}, ${validFrom}, ${method}, ${new Date(createdAtMs)})
      `
        .execute(db)
        .catch(refuse);
    },

    async remove(athleteId, id) {
      const { numAffectedRows } = await sql`
        delete from ${table} where athlete_id = ${athleteId} and id = ${id}
      `.execute(db);
      return numAffectedRows !== undefined && numAffectedRows > 0n;
    },
  };
}
