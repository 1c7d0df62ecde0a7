import { deleteDB } from 'idb';
import { forgetAll } from '../browser-storage.ts';
import { SESSION_DATABASE } from '../live/session-store.ts';
import { stopPush } from './push.ts';

/** Nothing of the person stays in this browser: no token, no answer, no beat that was still to be sent. */
export async function forgetThisDevice(): Promise<void> {
  forgetAll();
  // A browser that keeps nothing refuses to be asked.
  await Promise.allSettled([deleteSessions(), deleteCaches(), stopPush()]);
  location.assign('/');
}

async function deleteSessions(): Promise<void> {
  await deleteDB(SESSION_DATABASE);
}

async function deleteCaches(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('zone-coach.'));
  await Promise.all(names.map((name) => caches.delete(name)));
}
