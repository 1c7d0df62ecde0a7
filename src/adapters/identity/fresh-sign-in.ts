import type { Pool } from 'pg';

const FRESH_SIGN_IN = '10 minutes';

/** Whether a session began in the last ten minutes: proof of being the person, as the current password is. */
export async function signedInJustNow(pool: Pool, sessionId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'select from auth_session where id = $1 and "createdAt" > now() - $2::interval',
    [sessionId, FRESH_SIGN_IN],
  );
  return rowCount === 1;
}
