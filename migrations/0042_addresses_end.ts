import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * An address is kept for as long as it serves: of an invitation until it is taken up or taken back, and nowhere once its
 * person is gone, whoever removes them. About users and clinics, not athletes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `update invitation set email = null where accepted_at is not null or revoked_at is not null`,
  `create function forget_address() returns trigger language plpgsql as $$
  begin
    update invitation set email = null where lower(email) = lower(old.email);
    delete from auth_verification
      where strpos(value, old.id) > 0 or strpos(lower(value), '"' || lower(old.email) || '"') > 0;
    return null;
  end $$`,
  `create trigger auth_user_forgotten after delete on auth_user
    for each row execute function forget_address()`,
];
