import { mostStreams } from './most-streams.ts';
import { MAX_BATCH, MAX_IN_FLIGHT } from '../wire/live/live-protocol.ts';

/** Every budget of the live channel in one place; tests tighten them. */
export interface LiveLimits {
  /** A socket that has not said a valid `hello` by then is closed 4401. */
  readonly helloTimeoutMs: number;
  /** The server pings this often; two unanswered pings end the socket (L9). */
  readonly pingIntervalMs: number;
  /** Commits begin at least this far apart, so that they are shared by many streams. */
  readonly commitIntervalMs: number;
  /** Items received and not yet committed per socket: the credit (L8). */
  readonly maxUnstoredItems: number;
  /** Unstored bytes of all streams at which sockets with more than a few items waiting are no longer read. */
  readonly pressureBytes: number;
  /** Unstored bytes of all streams at which streams are closed 4503: the phone's buffer is safer than ours (L8). */
  readonly overloadBytes: number;
  /** Streams on this process, idle ones included; one more is answered 4503. */
  readonly maxStreams: number;
  /** `hello`s being opened at once, the rest wait, and how many may wait before one more is answered 4503. */
  readonly openingAtOnce: number;
  readonly openingWaiting: number;
  /** Bytes waiting to be written to a socket at which coach frames are left out, and at which it is ended. */
  readonly slowReaderBytes: number;
  readonly deadReaderBytes: number;
  /** Fresh items per minute (L8: more than 10 a second over 60 s), times the time scale of a simulation (L13). */
  readonly freshItemsPerMinute: number;
  /** Frames of any kind per minute, likewise. */
  readonly framesPerMinute: number;
  /** Unreadable frames per minute that close the socket 4400 (L10). */
  readonly badFramesPerMinute: number;
  /** Holes in a stream's numbers: a bridge has a few, an attacker's would be memory. */
  readonly maxHoles: number;
  /** Streams nobody writes are looked for this often (L9). */
  readonly janitorIntervalMs: number;
  /** How long a shutdown waits for the last commits (L11). */
  readonly drainTimeoutMs: number;
}

export const LIVE_LIMITS: LiveLimits = {
  helloTimeoutMs: 5_000,
  pingIntervalMs: 20_000,
  commitIntervalMs: 100,
  maxUnstoredItems: MAX_BATCH * MAX_IN_FLIGHT,
  pressureBytes: 16 * 1024 * 1024,
  overloadBytes: 64 * 1024 * 1024,
  maxStreams: mostStreams(),
  openingAtOnce: 32,
  openingWaiting: 20_000,
  slowReaderBytes: 64 * 1024,
  deadReaderBytes: 1024 * 1024,
  freshItemsPerMinute: 600,
  framesPerMinute: 6_000,
  badFramesPerMinute: 10,
  maxHoles: 2_000,
  janitorIntervalMs: 60_000,
  drainTimeoutMs: 10_000,
};
