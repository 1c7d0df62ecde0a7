import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** A grant that is given, changed or revoked is told to the athlete's webhooks, noted as it commits (D1, C2). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table event_outbox drop constraint event_outbox_change_check`,
  `alter table event_outbox add column grant_id text,
    add constraint event_outbox_change_check check (change in ('added', 'removed', 'basis', 'grant'))`,
  `create function note_grant_change() returns trigger language plpgsql as $$
  declare it access_grant := case when tg_op = 'DELETE' then old else new end;
  begin
    insert into event_outbox (athlete_id, change, grant_id)
    select it.athlete_id, 'grant', it.id
    from event_cursor join athlete using (athlete_id)
    where athlete_id = it.athlete_id;
    return null;
  end $$`,
  `create trigger access_grant_change_noted after insert or update or delete on access_grant
    for each row execute function note_grant_change()`,
];
