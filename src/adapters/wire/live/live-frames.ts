import type { Static, TSchema } from 'typebox';
import type { endSchema, helloSchema, pingSchema, samplesSchema, skipSchema } from './live-schemas.ts';
import type {
  ackSchema,
  bandsSchema,
  coachSchema,
  endedSchema,
  errorSchema,
  pongSchema,
  welcomeSchema,
} from './live-server-schemas.ts';

/** The frames of `zone-coach.live.v1` as their schemas describe them: values that nobody changes. */
type Frame<Schema extends TSchema> = Unchanging<Static<Schema>>;
type Unchanging<T> = T extends object ? { readonly [Key in keyof T]: Unchanging<T[Key]> } : T;

export type HelloFrame = Frame<typeof helloSchema>;
export type SamplesFrame = Frame<typeof samplesSchema>;
export type SkipFrame = Frame<typeof skipSchema>;
export type PingFrame = Frame<typeof pingSchema>;
export type EndFrame = Frame<typeof endSchema>;
export type ClientFrame = HelloFrame | SamplesFrame | SkipFrame | PingFrame | EndFrame;

export type LiveItemTuple = SamplesFrame['items'][number];
export type LiveDeviceKind = NonNullable<NonNullable<HelloFrame['device']>['kind']>;
export type LiveIntent = NonNullable<HelloFrame['intent']>;

export type WelcomeFrame = Frame<typeof welcomeSchema>;
export type AckFrame = Frame<typeof ackSchema>;
export type PongFrame = Frame<typeof pongSchema>;
export type CoachFrame = Frame<typeof coachSchema>;
export type BandsFrame = Frame<typeof bandsSchema>;
export type EndedFrame = Frame<typeof endedSchema>;
export type ErrorFrame = Frame<typeof errorSchema>;
export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | PongFrame
  | CoachFrame
  | BandsFrame
  | EndedFrame
  | ErrorFrame;

/** Whose run a frame tells of (L12). */
export type RunIdentity = Pick<CoachFrame, 'session' | 'device' | 'simulated'>;
export type LiveErrorCode = ErrorFrame['code'];
