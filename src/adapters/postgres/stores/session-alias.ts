import { sql } from 'kysely';
import type { Executor } from '../database.ts';

/** Remembers which session an id was absorbed by (Z10). */
export async function rememberAliases(
  db: Executor,
  athleteId: string,
  aliases: readonly { absorbedId: string; survivorId: string }[],
): Promise<void> {
  if (aliases.length === 0) return;
  await sql`
    insert into session_alias (athlete_id, absorbed_id, survivor_id)
    select distinct on (absorbed) ${athleteId}, absorbed, survivor
    from unnest(${aliases.map((alias) => alias.absorbedId)}::text[],
      ${aliases.map((alias) => alias.survivorId)}::text[]) as a (absorbed, survivor)
    on conflict on constraint session_alias_pk do update set survivor_id = excluded.survivor_id
  `.execute(db);
}

/** Follows absorptions of absorptions to the session that stands now. */
export async function findSurvivor(
  db: Executor,
  athleteId: string,
  absorbedId: string,
): Promise<string | null> {
  // union, not union all: a circle of aliases ends instead of turning for ever.
  const { rows } = await sql<{ id: string }>`
    with recursive hop (id) as (
      select survivor_id from session_alias where athlete_id = ${athleteId} and absorbed_id = ${absorbedId}
      union
      select a.survivor_id from session_alias a join hop on a.absorbed_id = hop.id where a.athlete_id = ${athleteId}
    )
    select s.id from hop join session s on s.athlete_id = ${athleteId} and s.id = hop.id limit 1
  `.execute(db);
  return rows[0]?.id ?? null;
}
