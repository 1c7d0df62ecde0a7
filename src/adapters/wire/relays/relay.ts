import type { LiveDeviceKind } from '../live/live-frames.ts';
import type { RelayFrame } from './relay-frame.ts';

/** When a source says that a beat was. */
export interface SourceTime {
  /** Milliseconds since the epoch by the source's clock; of a local time without an offset, as if it were UTC. */
  readonly ms: number;
  /** False for a local time: it tells one beat from another, not when it was (N4). */
  readonly hasOffset: boolean;
}

/** One heartbeat as a relay app tells it. */
export interface RelayBeat {
  /** A bpm as sent, or NO_VALUE or INVALID of `domain/sample`. */
  readonly code: number;
  readonly time: SourceTime | null;
  /** 1/1024 s, oldest first. */
  readonly rr: readonly number[] | null;
  readonly contact: boolean | null;
}

export interface RelayReading {
  /** In the order sent; none for a frame that speaks of other things, which is read all the same. */
  readonly beats: readonly RelayBeat[];
  /** The sensor behind the app, where it says. */
  readonly device: string | null;
  /** The app's own name of the message: a repeat has the same one. */
  readonly messageId: string | null;
}

/** What became of a frame: `read` after the commit, `unreadable` when nothing of it was understood. */
export type RelayOutcome = 'read' | 'unreadable';

export interface RelayAnswer {
  readonly status: number;
  readonly text: string;
}

/** A heartbeat to be told in a dialect, for tests and demonstrations. */
export interface SpokenBeat {
  readonly bpm: number;
  readonly atMs: number;
  /** Milliseconds. */
  readonly rrMs: readonly number[];
  /** How many were told before. */
  readonly index: number;
}

export interface Speech {
  readonly transport: 'http' | 'websocket';
  readonly contentType: string;
  readonly userAgent?: string;
  /** What the app says first on a new socket. */
  readonly opening?: readonly string[];
  say(beats: readonly SpokenBeat[]): string;
  /** Most beats in one message. */
  readonly batch: number;
  /** Whether the message says when each beat was, so that a repeat is known as one. */
  readonly tellsTime: boolean;
}

/** One app that sends heart rate to an address: everything that is known of it. */
export interface Relay {
  /** Stable; the `kind` of an inlet. */
  readonly id: string;
  /** How people know the app. */
  readonly name: string;
  readonly deviceKind: LiveDeviceKind;
  recognise(frame: RelayFrame): boolean;
  /** Null when the frame is of this app and cannot be read. */
  items(frame: RelayFrame): RelayReading | null;
  /** The answer that the app expects; left out where it listens to nothing but the status. */
  answer?(frame: RelayFrame, outcome: RelayOutcome): RelayAnswer | null;
  readonly speech: Speech | null;
}

export const NOTHING: RelayReading = { beats: [], device: null, messageId: null };
