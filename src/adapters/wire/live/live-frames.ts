/**
 * The frames of `zone-coach.live.v1`: the contract between whatever captures heartbeats and the server. Times are
 * milliseconds unless a name says otherwise, RR intervals are integers in 1/1024 s, sequence numbers start at 1 and are
 * given at capture.
 */
export const LIVE_SUBPROTOCOL = 'zone-coach.live.v1';
/** Of a clinic's wall. */
export const WALL_SUBPROTOCOL = 'zone-coach.wall.v1';

/** Credit (L8): a client never has more than this many unacknowledged batches, of this many items each. */
export const MAX_BATCH = 300;
export const MAX_IN_FLIGHT = 3;
export const MAX_FRAME_BYTES = 64 * 1024;
export const HIGHEST_SEQUENCE = 0xffff_ffff;

export type LiveDeviceKind = 'strap' | 'watch' | 'relay' | 'on-change' | 'simulated';
export type LiveIntent = 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'free';

/** `[mono, wall, value, rr?, contact?]`: a skipped optional element before a later one is null. */
export type LiveItemTuple = readonly [
  mono: number,
  wall: number,
  value: number | null | 'pause' | 'resume',
  rr?: readonly number[] | null,
  contact?: boolean | null,
];

export interface HelloFrame {
  readonly type: 'hello';
  readonly protocol: 1;
  /** UUID made by the client; it becomes the id of the recording. */
  readonly session: string;
  readonly token?: string;
  /** Highest number captured so far, 0 before the first. */
  readonly lastSeq: number;
  readonly clock: { readonly mono: number; readonly wall: number; readonly offset?: number };
  readonly device?: { readonly name?: string; readonly kind?: LiveDeviceKind };
  readonly sport?: string;
  readonly intent?: LiveIntent;
  /** A language tag; another than `da` is answered in English. */
  readonly locale?: string;
  readonly simulated?: { readonly timeScale: number };
}

/** Consecutive items have consecutive numbers from `first`. A frame never mixes clock segments: one offset for all. */
export interface SamplesFrame {
  readonly type: 'samples';
  readonly first: number;
  readonly offset: number;
  readonly items: readonly LiveItemTuple[];
}

export interface SkipFrame {
  readonly type: 'skip';
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface PingFrame {
  readonly type: 'ping';
  readonly id: number;
  readonly mono: number;
  readonly wall: number;
}

export interface EndFrame {
  readonly type: 'end';
  readonly lastSeq: number;
}

export type ClientFrame = HelloFrame | SamplesFrame | SkipFrame | PingFrame | EndFrame;

export interface WelcomeFrame {
  readonly type: 'welcome';
  readonly ack: number;
  readonly serverTime: number;
  readonly maxBatch: number;
  readonly maxInFlight: number;
  readonly maxHeartRate: number | null;
  readonly bands: readonly { readonly id: string; readonly lowBpm: number; readonly highBpm: number }[];
  readonly ended: boolean;
  /** The run was deleted (L15): nothing is taken, the client forgets it and tells the runner. */
  readonly deleted?: boolean;
}

export interface AckFrame {
  readonly type: 'ack';
  /** Highest contiguous number that is durably committed (L1). */
  readonly seq: number;
  /** The holes above `seq`, ascending, both ends inclusive (L3). */
  readonly missing?: readonly (readonly [from: number, to: number])[];
}

export interface PongFrame {
  readonly type: 'pong';
  readonly id: number;
  readonly mono: number;
  readonly serverTime: number;
}

export type IntervalPhase = 'warm_up' | 'work' | 'recovery' | 'done';

/** Whose run a frame tells of (L12). */
export interface RunIdentity {
  readonly session: string;
  readonly device: string | null;
  readonly simulated: boolean;
}

export interface CoachFrame extends RunIdentity {
  readonly type: 'coach';
  readonly at: number;
  readonly bpm: number | null;
  readonly percent: number | null;
  readonly bands: readonly string[];
  readonly stale: boolean;
  /** This session so far, whole seconds per band. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly remaining: readonly {
    readonly target: string;
    readonly todaySeconds?: number;
    readonly weekSessions?: number;
    readonly weekDays?: number;
    readonly weekMinutes?: number;
    readonly text: string;
  }[];
  readonly interval?: {
    readonly credited: number;
    readonly of: number;
    readonly phase: IntervalPhase;
    readonly elapsedSeconds: number;
    readonly effortSeconds: number;
    readonly event?: string;
  };
  /** The guard of a prescribed ceiling (X); left out where there is none. */
  readonly ceiling?: {
    /** The highest bpm that is not above it. */
    readonly bpm: number;
    readonly above: boolean;
    readonly peakBpm: number | null;
    readonly crossings: number;
    readonly event?: 'above' | 'still_above' | 'back_under';
  };
  readonly cue?: { readonly id: string; readonly text: string };
}

/** The basis has changed: another max heart rate, another prescription. */
export interface BandsFrame extends Pick<WelcomeFrame, 'maxHeartRate' | 'bands'> {
  readonly type: 'bands';
}

export interface EndedFrame {
  readonly type: 'ended';
  /** What `GET /v1/sessions/{id}` answers; null when the session held nothing. */
  readonly session: Readonly<Record<string, unknown>> | null;
}

export type LiveErrorCode =
  | 'bad_envelope'
  | 'bad_field'
  | 'unauthorised'
  | 'not_allowed'
  | 'superseded'
  | 'too_large'
  | 'too_fast'
  | 'overloaded'
  | 'quarantined'
  | 'conflict'
  | 'internal';

export interface ErrorFrame {
  readonly type: 'error';
  readonly code: LiveErrorCode;
  readonly message: string;
  readonly field?: string;
  readonly fatal: boolean;
  readonly retryAfterSeconds?: number;
}

export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | PongFrame
  | CoachFrame
  | BandsFrame
  | EndedFrame
  | ErrorFrame;

/** Why the server closes a live socket. 1000 follows `ended` when the client closes; 1001 is the browser's own. */
export const LIVE_CLOSE = {
  badMessage: 4400,
  unauthorised: 4401,
  notAllowed: 4403,
  superseded: 4409,
  tooLarge: 4413,
  tooFast: 4429,
  overloaded: 4503,
  restart: 1012,
} as const;

export type LiveCloseCode = (typeof LIVE_CLOSE)[keyof typeof LIVE_CLOSE];
