import { signal } from '@preact/signals';
import type { LiveClientState } from '../../adapters/wire/live/live-client-options.ts';
import { forgetAnswers } from '../api/resource.ts';
import { rememberWeek } from '../shell/known-week.ts';
import { connectClient } from './connect-client.ts';
import { show } from './live-view.ts';
import { lockSession } from './lock-session.ts';
import type { OpenSession, SessionStore } from './session-store.ts';
import { keepAwake } from './wake-clients.ts';

/** Runs that have ended and whose rest is on its way while the person goes on. */
export const sendingOn = signal(0);

/** One more of them; the answered function says that it is over, once. */
export function countSendingOn(): () => void {
  sendingOn.value++;
  let counted = true;
  return () => {
    if (counted) sendingOn.value--;
    counted = false;
  };
}

/** Nothing more goes to the server: another connection writes the session, the token is no longer good, or the run was deleted. */
export function isGivenUp(state: LiveClientState): boolean {
  return state === 'refused' || state === 'superseded' || state === 'deleted';
}

/** Ends a session of before and sends what the server has not, however long that takes. */
export async function sendRest(session: OpenSession, store: SessionStore): Promise<void> {
  const unlock = await lockSession(session.id);
  // Another tab does.
  if (unlock === null) return;
  const over = countSendingOn();
  const done = (): void => {
    unlock();
    letSleep();
    over();
  };
  const client = connectClient(session, store.buffer, {
    state(state) {
      if (isGivenUp(state)) done();
      if (state === 'deleted') show({ trouble: 'deleted' });
    },
    ended() {
      done();
      resultsChanged();
    },
  });
  const letSleep = keepAwake(client);
  try {
    await client.start();
    await client.end();
  } catch {
    // Its storage does not open: the next visit tries again.
    done();
  }
}

/** The server has judged a run: what was answered before is outdated. */
export function resultsChanged(): void {
  forgetAnswers();
  void rememberWeek().catch(() => undefined);
}
