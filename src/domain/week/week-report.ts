import type { BandTime } from '../bands/band.ts';
import type { CellTime } from '../bands/cell.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { IntervalQuality } from './interval-quality.ts';
import type { Note } from '../note.ts';
import type { Words } from '../words.ts';
import type { ThresholdHeartRate } from '../basis/threshold-heart-rate.ts';
import type { Credit, Refusal } from '../targets/target-week.ts';
import type { RestingHeartRate, RestingTrend } from '../monitoring/resting.ts';
import type { IsoWeek, LocalDate } from '../units.ts';

export type Status = 'met' | 'on_track' | 'behind' | 'missed' | 'undetermined';

/** The status of a target where one basis is so many bpm another on every date. */
export interface ShiftedVerdict {
  readonly maxHeartRateDelta?: number;
  readonly restingHeartRateDelta?: number;
  readonly thresholdHeartRateDelta?: number;
  readonly status: Status;
}

export interface TargetReport {
  readonly id: string;
  /** What a person called it; left out for a target of the article, which has its words in the catalogue. */
  readonly name?: Words;
  readonly unit: 'sessions' | 'days' | 'minutes';
  readonly credited: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Null where nothing is judged (T14). */
  readonly status: Status | null;
  /** Seconds that matter to the target this week (in band; active for strength). */
  readonly seconds: number | null;
  /** Seconds of the week in its band, of every sport; null where it has none. */
  readonly bandSeconds: number | null;
  readonly remaining: {
    readonly sessions: number | null;
    readonly days: number | null;
    /** Only of a target that counts minutes. */
    readonly minutes?: number;
    readonly todaySeconds: number | null;
    readonly note: Note;
  } | null;
  readonly credits: readonly Credit[];
  readonly refusals: readonly Refusal[];
  readonly days:
    | readonly {
        readonly date: LocalDate;
        readonly seconds: number;
        readonly aboveSeconds: number;
        readonly met: boolean;
      }[]
    | null;
  readonly robustness: readonly ShiftedVerdict[] | null;
  /** Consecutive weeks met up to and including this one (T11); null where nothing is judged. */
  readonly streakWeeks: number | null;
  readonly notes: readonly Note[];
}

export interface Guard {
  readonly rule: string;
  readonly severity: 'note' | 'caution' | 'strong';
  readonly date: LocalDate;
  /** The first day of what raised it: who sees no day before a later one learns nothing of it (C6). */
  readonly restsFrom: LocalDate;
  readonly note: Note;
  /** The worst of the lesser ones of the same day that rests on later days: told to who learns nothing of this one. */
  readonly lesser: Guard | null;
}

/** What to do on one of the days left (T9). */
export interface PlannedActivity {
  readonly date: LocalDate;
  readonly activity: 'interval_4x4' | 'zone2' | 'light' | 'strength';
  /** Null for a 4×4: its length is its shape. */
  readonly minutes: number | null;
  readonly note: Note;
  /** The shape of intervals that are not the article's; left out elsewhere. */
  readonly intervals?: {
    readonly band: string | null;
    readonly reps: number;
    readonly workMs: number;
    readonly recoveryMs: number;
  };
}

/** One week of one athlete, judged (T1–T15): data only, rendered by the rim. */
export interface WeekReport {
  readonly week: IsoWeek;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly timeZone: string;
  /** Worst of the targets that decide it, of the article its three bands (T13). */
  readonly status: Status;
  readonly basis: {
    readonly maxHeartRates: readonly MaxHeartRate[];
    /** Only where the prescription uses them (P2). */
    readonly restingHeartRates?: readonly RestingHeartRate[];
    readonly thresholdHeartRates?: readonly ThresholdHeartRate[];
    readonly prescriptionId: string;
    readonly ruleVersion: string;
  };
  readonly activeSeconds: number;
  readonly passiveSeconds: number;
  /** 0…1, null when nothing was recorded (Z8). */
  readonly coverage: number | null;
  readonly cells: readonly CellTime[] | null;
  readonly bands: readonly BandTime[];
  readonly targets: readonly TargetReport[];
  readonly days: readonly {
    readonly date: LocalDate;
    readonly sessions: readonly string[];
    readonly bands: readonly { readonly id: string; readonly seconds: number }[];
  }[];
  readonly guards: readonly Guard[];
  /** How often the prescribed ceiling was crossed (X2); left out where none is prescribed. */
  readonly ceiling?: {
    readonly crossings: number;
    readonly sessions: readonly {
      readonly sessionId: string;
      readonly crossings: number;
      readonly peakBpm: number;
    }[];
  };
  /** Illness or holiday, as the athlete said (T11). */
  readonly excused: boolean;
  /** For the days left, today included; empty once the week has finished (T9). */
  readonly plan: readonly PlannedActivity[];
  /** One row per session and target with a credited interval, earliest first (I2). */
  readonly intervalQuality: readonly IntervalQuality[];
  /** On the last date of the week that has begun (R). */
  readonly restingHeartRate: RestingTrend;
  readonly notes: readonly Note[];
}
