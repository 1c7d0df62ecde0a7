/**
 * What the slow oracle is told of a week: one value per second, in its own words. Nothing here, and nothing in the
 * oracle, comes from the product, so that an error of the product can't excuse itself.
 */
export interface Scenario {
  readonly seed: number;
  readonly week: string;
  readonly nowMs: number;
  readonly zones: readonly { readonly validFrom: string; readonly timeZone: string }[];
  readonly maxima: readonly {
    readonly id: string;
    readonly bpm: number;
    readonly source: 'measured' | 'entered' | 'confirmed' | 'formula';
    readonly validFrom: string;
    readonly createdAtMs: number;
  }[];
  readonly prescriptions: readonly Dose[];
  readonly sessions: readonly Recorded[];
  readonly firstStrengthDate: string | null;
  readonly firstEvidenceDate: string | null;
  readonly excused: boolean;
  /** Weeks met in a row before this one, per target. */
  readonly streaksBefore: Readonly<Record<TargetName, number>>;
  readonly allDay: readonly AllDay[];
  readonly resting: readonly {
    readonly date: string;
    readonly bpm: number;
    readonly source: 'device' | 'monitoring' | 'guided' | 'entered';
  }[];
}

export type TargetName = 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'strength' | 'cardio';

/** All-day monitoring of a date, one entry per second. */
export interface AllDay {
  readonly date: string;
  readonly startMs: number;
  readonly seconds: readonly { readonly bpm: number; readonly moving: boolean }[];
}

export interface Dose {
  readonly id: string;
  readonly validFrom: string;
  readonly bands: readonly {
    readonly id: 'zone2' | 'interval_4x4' | 'anti_inflammatory';
    readonly lowPercent: number;
    readonly highPercent: number;
  }[];
  readonly zone2: {
    readonly minimum: number;
    readonly maximum: number;
    readonly minimumMinutes: number;
    readonly maximumMinutes: number;
  };
  readonly interval4x4: { readonly minimum: number; readonly maximum: number };
  readonly antiInflammatory: {
    readonly minimumDays: number;
    readonly maximumDays: number;
    readonly minimumMinutes: number;
    readonly maximumMinutes: number;
  };
  readonly cardio: {
    readonly minimum: number;
    readonly maximum: number;
    readonly minimumMinutes: number;
    readonly lowPercent: number;
  };
  readonly strength: { readonly minimum: number; readonly maximum: number; readonly minimumMinutes: number };
}

/** One second of a session: a bpm, no trustworthy value, or paused. */
export type Second = number | 'unknown' | 'paused';

export interface Recorded {
  readonly id: string;
  readonly startMs: number;
  readonly sport: string;
  readonly subSport: string | null;
  readonly setCount: number;
  readonly simulated: boolean;
  readonly logged: boolean;
  readonly seconds: readonly Second[];
}

/** The article's numbers, written down a second time. */
export const ARTICLE: Dose = {
  id: 'default',
  validFrom: '1900-01-01',
  bands: [
    { id: 'anti_inflammatory', lowPercent: 50, highPercent: 65 },
    { id: 'zone2', lowPercent: 60, highPercent: 70 },
    { id: 'interval_4x4', lowPercent: 85, highPercent: 90 },
  ],
  zone2: { minimum: 3, maximum: 5, minimumMinutes: 30, maximumMinutes: 60 },
  interval4x4: { minimum: 2, maximum: 2 },
  antiInflammatory: { minimumDays: 5, maximumDays: 7, minimumMinutes: 30, maximumMinutes: 45 },
  cardio: { minimum: 2, maximum: 2, minimumMinutes: 20, lowPercent: 60 },
  strength: { minimum: 2, maximum: 3, minimumMinutes: 15 },
};
