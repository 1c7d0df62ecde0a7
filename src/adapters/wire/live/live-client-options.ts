import type { CapturedEntry, ClockSegment, LiveBuffer } from './live-buffer.ts';
import type { DeviceClock } from './live-clock.ts';
import type {
  BandsFrame,
  CoachFrame,
  EndedFrame,
  ErrorFrame,
  HelloFrame,
  WelcomeFrame,
} from './live-frames.ts';

/** As much of a WebSocket as the client uses: the browser's own, or the one of `ws`. */
export interface ClientSocket {
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
}

export interface ClientTimers {
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/**
 * `waiting`: the next attempt is timed. `superseded`: another connection writes this session, watch instead (L4).
 * `refused`: token or right is missing. `deleted`: the run was deleted, nothing of it is kept (L15). `ended`: all is
 * stored and the session is judged. `stopped`: by the caller.
 */
export type LiveClientState =
  | 'idle'
  | 'connecting'
  | 'streaming'
  | 'waiting'
  | 'superseded'
  | 'refused'
  | 'deleted'
  | 'ended'
  | 'stopped';

export interface LiveClientEvents {
  state?(state: LiveClientState): void;
  /** A connection ended before it was open. */
  unopened?(): void;
  /** Whether the storage keeps what is captured; while it refuses, that is kept in memory and sent all the same (L16). */
  storage?(keeps: boolean): void;
  /** The item has its number; it will be durable, where the storage allows, and sent. */
  captured?(entry: CapturedEntry): void;
  /** The offsets of these clock segments are fixed from now on (L5). */
  clock?(segments: readonly ClockSegment[]): void;
  welcome?(frame: WelcomeFrame): void;
  bands?(frame: BandsFrame): void;
  /** Highest contiguous number stored by the server. */
  ack?(seq: number): void;
  /** Captured and not yet acknowledged. */
  unsent?(count: number): void;
  coach?(frame: CoachFrame): void;
  ended?(session: EndedFrame['session']): void;
  error?(frame: ErrorFrame): void;
}

export interface LiveClientOptions {
  readonly url: string;
  /** UUID v7, one per session, kept with the buffer. */
  readonly session: string;
  readonly token?: string;
  readonly about?: Pick<HelloFrame, 'device' | 'sport' | 'intent' | 'locale' | 'simulated'>;
  readonly buffer: LiveBuffer;
  /** The session has just been made: the buffer can hold nothing of it, so its storage need not be open yet. */
  readonly isNew?: boolean;
  readonly createSocket: (url: string, protocol: string) => ClientSocket;
  readonly clock: DeviceClock;
  readonly timers: ClientTimers;
  /** In [0, 1). */
  readonly random: () => number;
  /** Set by simulators, whose instants are their own: nothing is measured. */
  readonly fixedOffsetMs?: number;
  readonly events?: LiveClientEvents;
}

export interface Capture {
  /** bpm; null when the sensor has no value. */
  readonly value: number | null;
  readonly rr?: readonly number[] | null;
  readonly contact?: boolean | null;
  /** Readings of the device's clocks at the capture; now when left out. */
  readonly mono?: number;
  readonly wall?: number;
}
