import { v7 as uuidV7 } from 'uuid';
import type { Database } from '../../src/adapters/postgres/database.ts';

/** An import that is always under way: another process holds it. Answers its id. */
export async function addHeldImportJob(db: Database, athleteId: string): Promise<string> {
  const id = uuidV7();
  await db
    .insertInto('import_job')
    .values({
      athlete_id: athleteId,
      id,
      file_name: 'a.zip',
      size_bytes: 1,
      total: 2,
      state: 'running',
      created_at: new Date(),
      lease_until: new Date(Date.now() + 3_600_000),
    })
    .execute();
  return id;
}
