import type { IsoWeek } from '../../domain/units.ts';

/** What was looked at: the class of the route, never a value. */
export const LOOKS = [
  'athlete',
  'max_heart_rate',
  'max_heart_rate_suggested',
  'prescription',
  'prescription_written',
  'prescription_proposed',
  'excused_week',
  'resting_heart_rate',
  'threshold_heart_rate',
  'plan',
  'roster',
  'week',
  'weeks',
  'session',
  'sessions',
  'live',
  'notes',
  'note_written',
  'link',
] as const;
export type LookedAt = (typeof LOOKS)[number];

/** One look at an athlete by somebody else (C4). */
export interface Look {
  readonly who: {
    readonly userId: string;
    readonly name: string;
    readonly clinicName: string | null;
    /** Of the application that looked for them; left out where they looked themselves. */
    readonly application?: string;
  };
  readonly grantId: string;
  readonly what: LookedAt;
  readonly week: IsoWeek | null;
  readonly sessionId: string | null;
}

export interface NewLook extends Look {
  readonly athleteId: string;
  /** Of its row, where it is not a repeated one. */
  readonly id: string;
}

export interface LoggedLook extends Look {
  readonly id: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  /** When the session that was looked at began; null where there was none, or it has gone since. */
  readonly sessionStartMs: number | null;
}

export interface AccessLogStore {
  /** Counts a repeated look on the row of the first one, for ten minutes. One person's looks, at one or many athletes. */
  record(looks: readonly NewLook[], atMs: number): Promise<void>;
  /** Newest first, begun before the position. */
  list(
    athleteId: string,
    page: { limit: number; before: { firstAtMs: number; id: string } | null },
  ): Promise<readonly LoggedLook[]>;
  /** Removes what is older than it is kept, of all athletes. */
  removeOld(nowMs: number): Promise<void>;
}
