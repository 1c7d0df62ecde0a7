import { migrations } from '../../migrations/index.ts';
import type { Readiness } from '../adapters/http/routes/health-routes.ts';
import { canWrite } from '../adapters/postgres/can-write.ts';
import type { Database } from '../adapters/postgres/database.ts';
import { isMigrated } from '../adapters/postgres/migrate.ts';
import type { Clock } from '../application/ports/clock.ts';

/** Anybody may ask, so the database is asked no more often than this. */
const KEPT_MS = 1_000;

/** Whether the service can do its work: the database answers, has our tables, and can store (Y3). */
export function probeReadiness(deps: {
  readonly db: Database;
  readonly clock: Clock;
}): () => Promise<Readiness> {
  let last: { readonly atMs: number; readonly answer: Promise<Readiness> } | null = null;
  return () => {
    const nowMs = deps.clock.nowMs();
    if (last === null || Math.abs(nowMs - last.atMs) >= KEPT_MS) {
      last = { atMs: nowMs, answer: probe(deps.db) };
    }
    return last.answer;
  };
}

async function probe(db: Database): Promise<Readiness> {
  const migrated = await isMigrated(db, migrations).catch(() => null);
  if (migrated === null) return { database: false, migrations: false, storage: false };
  return { database: true, migrations: migrated, storage: await canWrite(db).catch(() => false) };
}
