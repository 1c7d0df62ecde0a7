import type { Migration } from 'kysely';
import { Migrator, sql } from 'kysely';
import { StartupError } from '../../application/startup-error.ts';
import { whyUnreachable } from '../../application/why-unreachable.ts';
import type { Database, Executor } from './database.ts';

/**
 * Brings the database to the newest migration and answers the names of those applied now. Several processes may do
 * this at once: Kysely's Migrator takes turns on an advisory lock, inside one transaction.
 *
 * @throws StartupError when the database was migrated by a newer version, or cannot be reached.
 */
export async function migrate(
  db: Database,
  migrations: Readonly<Record<string, Migration>>,
): Promise<readonly string[]> {
  const applied = await listAppliedMigrations(db).catch((error: unknown) => {
    throw unreachable(error);
  });
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new StartupError(
      `The database was last used by a newer version of Zone Coach (it has ${unknown.join(', ')}): install that version.`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
    throw new Error(`migration ${failed} failed`, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of the migrations that the database has, oldest first; none when it is empty. */
export async function listAppliedMigrations(db: Executor): Promise<string[]> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there
  `.execute(db);
  if (tables[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}

/** Ready means: reachable, and at exactly this version's schema. */
export async function isMigrated(
  db: Database,
  migrations: Readonly<Record<string, Migration>>,
): Promise<boolean> {
  const applied = await listAppliedMigrations(db);
  return (
    applied.join() ===
    Object.keys(migrations)
      .sort((a, b) => (a < b ? -1 : 1))
      .join()
  );
}

const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'it refuses the user or the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no database of that name',
  '53300': 'it has no connection left',
};

function unreachable(error: unknown): StartupError {
  const reason = whyUnreachable(error, REASONS);
  return new StartupError(`The database cannot be used: ${reason}. Check DATABASE_URL.`, { cause: error });
}
