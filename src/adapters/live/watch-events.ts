import { Readable } from 'node:stream';
import type { LiveCaller } from './live-caller.ts';
import type { LiveHub } from './live-hub.ts';
import { watchAthlete } from './watch-athlete.ts';

/** Proxies close a connection on which nothing is sent. */
const COMMENT_EVERY_MS = 15_000;

/**
 * L12: the frames of the athlete's leading run as server-sent events, named by their type. Ends with the authority that
 * it relies on (L14), with the server (L11) or with its reader.
 */
export function watchEvents(hub: LiveHub, { athleteId, authority }: LiveCaller): Readable {
  const events = new Readable({ read: () => undefined });
  const end = (): void => {
    events.push(null);
  };
  const watcher = { close: end };
  // An event at once: the reader knows that it is connected.
  events.push(': watching\n\n');
  const comments = setInterval(() => events.push(': watching\n\n'), COMMENT_EVERY_MS);
  const stopWatching = watchAthlete(hub, athleteId, {
    get bufferedBytes() {
      return events.readableLength;
    },
    send: (text, type) => events.push(`event: ${type}\ndata: ${text}\n\n`),
  });
  const stop = (): void => {
    clearInterval(comments);
    stopWatching();
  };
  const letGo = hub.authorities.hold(authority, () => {
    stop();
    end();
  });
  events.once('close', () => {
    stop();
    letGo();
    hub.removeWatcher(watcher);
  });
  hub.addWatcher(watcher);
  return events;
}
