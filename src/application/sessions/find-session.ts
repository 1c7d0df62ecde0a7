import { AppError } from '../errors.ts';
import type { StoredSession } from '../ports/session-store.ts';
import type { Stores } from '../ports/stores.ts';

/** @throws AppError `not_found`; `session_moved` with the survivor's id for an absorbed one (Z10). */
export async function findSession(
  stores: Pick<Stores, 'sessions'>,
  athleteId: string,
  id: string,
): Promise<StoredSession> {
  const session = await stores.sessions.find(athleteId, id);
  if (session !== null) return session;
  const survivor = await stores.sessions.findSurvivor(athleteId, id);
  if (survivor !== null) {
    throw new AppError('session_moved', 'This session became part of another one.', { location: survivor });
  }
  throw new AppError('not_found', 'There is no such session.');
}
