import type { BpmRange } from '../bands/band.ts';
import type { BasisShift, HeartBasis } from '../bands/heart-basis.ts';
import type { Note } from '../note.ts';
import type { Dose, Prescription, Target } from '../prescription/prescription.ts';
import type { LocalDate } from '../units.ts';
import type { WeekDay } from './target-week.ts';
import type { TargetWeek } from './target-week.ts';
import type { JudgedSession } from './session-verdict.ts';
import type { Tally } from './tally.ts';

/** A target with the doses that a kind takes. */
export type TargetOf<Unit extends Dose['unit']> = Target & {
  readonly dose: Extract<Dose, { unit: Unit }>;
};

/** A week in which targets are counted, with the basis shifted or not (M6). */
export interface CountedWeek {
  readonly facts: Pick<TargetWeek, 'prescription' | 'sunday'>;
  readonly days: readonly WeekDay[];
  /** Of the week, earliest first. */
  readonly sessions: readonly JudgedSession[];
  readonly shift: BasisShift | null;
  /** Whether a target that was counted before has credited a session (T7). */
  readonly isCredited: (targetIds: readonly string[], sessionId: string) => boolean;
}

/** The athlete's own numbers of one moment, for sentences. */
export interface NoteContext {
  readonly prescription: Pick<Prescription, 'bands'>;
  readonly basis: HeartBasis;
}

/** What is still left of a target, for a sentence (T9). */
export interface Left extends NoteContext {
  readonly count: number;
  readonly byDate: LocalDate;
  /** Of today, or of the running session; null when today's part is earned or not asked for. */
  readonly minutesNow: number | null;
  readonly isRunning: boolean;
}

/** A session that runs, as a target sees it. */
export interface RunningSession {
  readonly localDate: LocalDate;
  /** Its dates so far, ascending; the last is today. */
  readonly dates: readonly LocalDate[];
  inRangeMs(range: BpmRange, date?: LocalDate): number;
  /** Ranges of the target on a date, kept; null without its basis. */
  rangesOn(date: LocalDate): TargetRanges | null;
  /** Credited intervals of this target; null where they are not recognised. */
  readonly intervals: number | null;
  /** Whether another target has earned the session (T7). */
  readonly isCredited: boolean;
  /** Milliseconds by date that the week has without it. */
  readonly msBefore: ReadonlyMap<LocalDate, number>;
  readonly creditedBefore: ReadonlySet<LocalDate>;
  readonly monday: LocalDate;
  readonly sunday: LocalDate;
}

/** What a target counts in, and what lies above it. */
export interface TargetRanges {
  readonly basis: HeartBasis;
  readonly within: BpmRange;
  readonly above: BpmRange;
}

/** What a running session leaves of a target (T9). */
export interface LiveLeft {
  /** Null where the target is not counted in time. */
  readonly todayMs: number | null;
  /** Sessions, days or minutes that the week still needs. */
  readonly count: number;
  /** The running session has earned the credit of its date. */
  readonly earned: boolean;
  readonly sentence: 'done' | 'counted' | 'running';
  /** Of which date's basis the sentence speaks. */
  readonly date: LocalDate;
}

/**
 * One kind of target: everything that the product does with it. A new kind is a file with one of these, its place in the
 * list, and its sentences.
 */
export interface TargetKind<T extends Target = Target> {
  /** By which it is credited. */
  readonly rule: string;
  /** In which it is reported. */
  readonly unit: 'sessions' | 'days' | 'minutes';
  readonly takes: (target: Target) => target is T;
  /** Why nothing can be said about it in this week, whatever was recorded; null where it can. */
  readonly lacks: (facts: TargetWeek, target: T) => Note | null;
  readonly tally: (week: CountedWeek, target: T) => Tally;
  /** What one session earns by itself. */
  readonly ofSession: (
    session: JudgedSession,
    target: T,
    isCredited: boolean,
  ) => Pick<Tally, 'credits' | 'refusals'>;
  /** Seconds that matter to it this week. */
  readonly seconds: (week: CountedWeek, target: T, tally: Tally) => number;
  /** Credits that the days left could still bring (T8). */
  readonly possible: (facts: Pick<TargetWeek, 'done' | 'today'>, tally: Tally) => number;
  /** Credits that recorded unknown time could have brought (u of T8). */
  readonly uncertain: (tally: Tally) => number;
  readonly ruleNote: (target: T, context: NoteContext) => Note;
  readonly leftNote: (target: T, left: Left) => Note;
  /** Null where a heart that runs tells nothing about it. */
  readonly live: ((target: T, running: RunningSession) => LiveLeft | null) | null;
}
