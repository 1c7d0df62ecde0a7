import type { CoachFrame } from './live-frames.ts';

/** What a clinic's wall is sent (R5): a runner as their own coach frame tells, or that one is gone. */
export type WallFrame =
  | {
      readonly type: 'runner';
      readonly athleteId: string;
      readonly name: string;
      readonly session: string;
      readonly coach: CoachFrame;
    }
  | { readonly type: 'gone'; readonly athleteId: string };
