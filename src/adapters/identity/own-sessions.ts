import type { Pool } from 'pg';
import { AppError } from '../../application/errors.ts';

/** A browser that a person is signed in with. */
export interface OwnSession {
  readonly id: string;
  readonly createdAtMs: number;
  /** Exact to ten minutes: a session is not written at every request. */
  readonly lastUsedAtMs: number;
  readonly expiresAtMs: number;
  /** As the browser called itself at the sign-in. */
  readonly userAgent: string | null;
}

const MOST_LISTED = 100;

/** Most recently used first. */
export async function listOwnSessions(pool: Pool, userId: string): Promise<OwnSession[]> {
  const { rows } = await pool.query<{
    id: string;
    createdAt: Date;
    updatedAt: Date;
    expiresAt: Date;
    userAgent: string | null;
  }>(
    `select id, "createdAt", "updatedAt", "expiresAt", "userAgent" from auth_session
      where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc, id limit $2`,
    [userId, MOST_LISTED],
  );
  return rows.map(({ id, createdAt, updatedAt, expiresAt, userAgent }) => ({
    id,
    createdAtMs: createdAt.getTime(),
    lastUsedAtMs: updatedAt.getTime(),
    expiresAtMs: expiresAt.getTime(),
    userAgent,
  }));
}

/** @throws AppError `not_found` for a session that is none of the person's. */
export async function endOwnSession(pool: Pool, userId: string, sessionId: string): Promise<void> {
  const { rowCount } = await pool.query('delete from auth_session where "userId" = $1 and id = $2', [
    userId,
    sessionId,
  ]);
  if (rowCount === 0) throw new AppError('not_found', 'There is no such session.');
}

/** Signs the person out everywhere, here as well. */
export async function endOwnSessions(pool: Pool, userId: string): Promise<void> {
  await pool.query('delete from auth_session where "userId" = $1', [userId]);
}
