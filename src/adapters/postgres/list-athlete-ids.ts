import type { Executor } from './database.ts';

/** Every athlete of this database, oldest id first: the operator's view, for the command line only. */
export async function listAthleteIds(db: Executor): Promise<string[]> {
  const rows = await db.selectFrom('athlete').select('athlete_id').orderBy('athlete_id').execute();
  return rows.map((row) => row.athlete_id);
}
