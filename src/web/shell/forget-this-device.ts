import { deleteDB } from 'idb';
import { SESSION_DATABASE } from '../live/session-store.ts';

/** Nothing of the person stays in this browser: no token, no answer, no beat that was still to be sent. */
export async function forgetThisDevice(): Promise<void> {
  localStorage.clear();
  await deleteDB(SESSION_DATABASE);
  for (const name of await caches.keys()) if (name.startsWith('zone-coach.')) await caches.delete(name);
  location.assign('/');
}
