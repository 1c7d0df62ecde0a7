import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Where triggers tell of changes: the database itself, and the workers of Citus that rows lie on. */
export async function listNodeUrls(db: Database, url: string): Promise<string[]> {
  const { rows: catalogs } = await sql<{ there: boolean }>`
    select to_regclass('pg_dist_node') is not null as there
  `.execute(db);
  if (catalogs[0]?.there !== true) return [url];
  const { rows: workers } = await sql<{ host: string; port: number }>`
    select nodename as host, nodeport as port from pg_dist_node
    where groupid <> 0 and isactive and noderole = 'primary'
    order by nodename, nodeport
  `.execute(db);
  return [
    url,
    ...workers.map(
      ({ host, port }) => Object.assign(new URL(url), { hostname: host, port: String(port) }).href,
    ),
  ];
}
