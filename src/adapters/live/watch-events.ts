import { Readable } from 'node:stream';
import type { LiveCaller } from './live-caller.ts';
import type { LiveChannel } from './live-channel.ts';
import { watchAthlete } from './watch-athlete.ts';

/** Proxies close a connection on which nothing is sent. */
const COMMENT_EVERY_MS = 15_000;

/**
 * L12: the frames of the athlete's leading run as server-sent events, named by their type. Ends with the authority that
 * it relies on (L14), with the server (L11) or with its reader.
 */
export function watchEvents(
  { live, registry }: Pick<LiveChannel, 'live' | 'registry'>,
  { athleteId, authority }: LiveCaller,
): Readable {
  const events = new Readable({ read: () => undefined });
  const end = (): void => {
    events.push(null);
  };
  const watcher = { close: end };
  // An event at once: the reader knows that it is connected.
  events.push(': watching\n\n');
  const comments = setInterval(() => events.push(': watching\n\n'), COMMENT_EVERY_MS);
  const stopWatching = watchAthlete(live, athleteId, {
    get bufferedBytes() {
      return events.readableLength;
    },
    send: (text, type) => events.push(`event: ${type}\ndata: ${text}\n\n`),
  });
  const stop = (): void => {
    clearInterval(comments);
    stopWatching();
  };
  const letGo = live.authorities.hold(authority, () => {
    stop();
    end();
  });
  events.once('close', () => {
    stop();
    letGo();
    registry.watchers.delete(watcher);
  });
  registry.watchers.add(watcher);
  return events;
}
