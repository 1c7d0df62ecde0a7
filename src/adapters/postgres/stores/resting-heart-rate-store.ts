import { CompiledQuery, sql } from 'kysely';
import type { RestingHeartRateStore } from '../../../application/ports/resting-heart-rate-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { manyRows } from '../many-rows.ts';
import { refuse } from '../refuse.ts';

type Values = Parameters<RestingHeartRateStore['put']>[1];

/** `origin` of a value that no upload brought. */
const NO_UPLOAD = '';

const ROWS = manyRows({ date: 'date', bpm: 'smallint', source: 'text', origin: 'text' }, 1);
const PUT = `
  insert into resting_heart_rate (athlete_id, ${ROWS.columns})
  select $1, ${ROWS.values} from ${ROWS.source}
  on conflict on constraint resting_heart_rate_pk
    do update set bpm = excluded.bpm, recorded_at = clock_timestamp()
`;

/**
 * Every upload keeps the value it brought, and the lowest of a date and source is the one that counts: a device's value
 * of the day only falls as the day goes on, and so the order of arrival makes no difference (Z10). Undoing an upload
 * gives back what the others said.
 */
export function createRestingHeartRateStore(db: Executor): RestingHeartRateStore {
  const valuesOf = (athleteId: string) =>
    db
      .selectFrom('resting_heart_rate')
      .distinctOn(['date', 'source'])
      .select(['date', 'bpm', 'source'])
      .where('athlete_id', '=', athleteId)
      .orderBy('date')
      .orderBy('source')
      .orderBy('bpm');
  return {
    list(athleteId, from, to) {
      return valuesOf(athleteId).where('date', '>=', from).where('date', '<=', to).execute();
    },

    listAll(athleteId) {
      return valuesOf(athleteId).execute();
    },

    async listEntered(athleteId) {
      const rows = await db
        .selectFrom('resting_heart_rate')
        .select(['date', 'bpm', 'source'])
        .where('athlete_id', '=', athleteId)
        .where('source', 'in', ['guided', 'entered'])
        .where('origin', '=', NO_UPLOAD)
        .orderBy('date')
        .orderBy('source')
        .$narrowType<{ source: 'guided' | 'entered' }>()
        .execute();
      return rows;
    },

    async removeEntered(athleteId, date) {
      const { numDeletedRows } = await db
        .deleteFrom('resting_heart_rate')
        .where('athlete_id', '=', athleteId)
        .where('date', '=', date)
        .where('source', '=', 'entered')
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async replaceMonitored(athleteId, dates, values) {
      if (dates.length === 0) return;
      await atomically(db, async (trx) => {
        await sql`
          delete from resting_heart_rate
          where athlete_id = ${athleteId} and source = 'monitoring' and date = any(${[...dates]}::date[])
        `.execute(trx);
        await put(
          trx,
          athleteId,
          values.map((value) => ({ ...value, source: 'monitoring', uploadId: null })),
        );
      });
    },

    put: (athleteId, values) => put(db, athleteId, values),
  };
}

async function put(db: Executor, athleteId: string, values: Values): Promise<void> {
  if (values.length === 0) return;
  const rows = values.map(({ date, bpm, source, uploadId }) => ({
    date,
    bpm,
    source,
    origin: uploadId ?? NO_UPLOAD,
  }));
  const parameters = [athleteId, ...ROWS.parametersOf(rows)];
  await db.executeQuery(CompiledQuery.raw(PUT, parameters)).catch(refuse);
}
