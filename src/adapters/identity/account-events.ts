import type { Pool } from 'pg';

/** Something done to a person's account that the person should know of (W). */
export interface AccountEvent {
  readonly atMs: number;
  readonly what: 'credentials_changed';
  readonly endedSessions: number;
}

const MOST_LISTED = 50;

/** Newest first. */
export async function listAccountEvents(pool: Pool, userId: string): Promise<AccountEvent[]> {
  const { rows } = await pool.query<{ at: Date; what: AccountEvent['what']; endedSessions: number }>(
    'select at, what, "endedSessions" from auth_account_event where "userId" = $1 order by at desc, id limit $2',
    [userId, MOST_LISTED],
  );
  return rows.map(({ at, what, endedSessions }) => ({ atMs: at.getTime(), what, endedSessions }));
}

/** Ends all sessions of the person but one, and writes down that their credentials were set: both or neither. */
export async function endOtherSessions(pool: Pool, userId: string, keptSessionId: string): Promise<void> {
  await pool.query(
    `with ended as (delete from auth_session where "userId" = $1 and id <> $2 returning id)
     insert into auth_account_event ("userId", "endedSessions") select $1, count(*) from ended`,
    [userId, keptSessionId],
  );
}
