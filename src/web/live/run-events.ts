import type { LiveClientEvents, LiveClientState } from '../../adapters/wire/live/live-client-options.ts';
import { createBlockedSocketWatch } from './blocked-socket.ts';
import { show, type LiveView } from './live-view.ts';
import { isGivenUp, resultsChanged } from './rest-of-runs.ts';
import type { RunCoaching } from './run-coaching.ts';
import { dismiss, tellOnce } from './tell-once.ts';

const SERVER_STATE: Readonly<Record<LiveClientState, LiveView['server']>> = {
  idle: 'connecting',
  connecting: 'connecting',
  streaming: 'connected',
  waiting: 'offline',
  superseded: 'superseded',
  refused: 'refused',
  deleted: 'connected',
  ended: 'connected',
  stopped: 'offline',
};

interface Run {
  readonly coaching: RunCoaching;
  /** Whether the run is still the one on the screen. */
  readonly isShown: () => boolean;
  /** No more goes to the server. */
  readonly over: () => void;
  /** The server has judged the run. */
  readonly ended: () => void;
  /** The run on the screen was deleted elsewhere (L15). */
  readonly deleted: () => void;
}

/** What a run that this tab bridges shows and says of what happens to it. */
export function runEvents({ coaching, isShown, over, ended, deleted }: Run): LiveClientEvents {
  const showOwn = (changes: Partial<LiveView>): void => {
    if (isShown()) show(changes);
  };
  const socket = createBlockedSocketWatch(isShown);
  return {
    state(state) {
      showOwn({ server: SERVER_STATE[state] });
      if (state !== 'streaming') coaching.serverLost();
      if (state === 'deleted' && isShown()) deleted();
      // While it is on the screen its numbers are still this tab's to give.
      if (isGivenUp(state) && !isShown()) over();
    },
    unopened: () => socket.unopened(),
    storage(keeps) {
      if (!isShown()) return;
      show({ keeps });
      if (keeps) dismiss('storage_lost');
      tellOnce(keeps ? 'storage_back' : 'storage_lost');
    },
    welcome({ maxHeartRate, bands, ack }) {
      socket.opened();
      coaching.acknowledged(ack);
      showOwn({ maxHeartRate, bands });
      if (isShown()) dismiss('no_socket');
    },
    bands: ({ maxHeartRate, bands }) => showOwn({ maxHeartRate, bands }),
    captured: (entry) => coaching.captured(entry),
    clock: (segments) => coaching.clock(segments),
    ack: (seq) => coaching.acknowledged(seq),
    unsent: (unsent) => showOwn({ unsent }),
    coach(frame) {
      // Another run of the same athlete is not this one's (L12).
      if (frame.session === coaching.session) coaching.serverSaid(frame);
    },
    error({ code }) {
      if (code === 'quarantined' && isShown()) tellOnce('set_aside');
    },
    ended() {
      over();
      ended();
      resultsChanged();
    },
  };
}
