import { chooseMaxHeartRate, usableMaxHeartRates } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { LocalDate } from '../units.ts';
import type { JudgedTargetId } from '../week/judge-week.ts';
import { judgeWeek } from '../week/judge-week.ts';
import type { WeekFacts } from '../week/week-facts.ts';
import { weekFacts } from '../week/week-facts.ts';
import type { WeekInput } from '../week/week-input.ts';

/** The targets a running heart works on. */
export type LiveTargetId = Exclude<JudgedTargetId, 'strength'>;

/** What stays the same while a session runs. */
export type DoseFacts = Pick<WeekFacts, 'monday' | 'sunday' | 'prescription' | 'maxHeartRateOn'>;

/**
 * The week without the running session, judged once when a stream starts and when the local week changes. One is kept per
 * running stream, so it holds the verdicts and none of the evidence.
 */
export interface DoseBaseline {
  readonly facts: DoseFacts;
  readonly credited: Readonly<Record<JudgedTargetId, ReadonlySet<LocalDate>>>;
  /** Milliseconds in the light band by date (T5). */
  readonly lightMs: ReadonlyMap<LocalDate, number>;
}

/** Judges the week without some sessions: those that are running (T9). */
export function doseBaseline(input: WeekInput, excludeSessionIds: readonly string[]): DoseBaseline {
  const sessions = input.sessions.filter(({ id }) => !excludeSessionIds.includes(id));
  const facts = weekFacts({ ...input, sessions });
  const { tallies } = judgeWeek(facts, 0);
  const { monday, sunday, prescription } = facts;
  const values = usableMaxHeartRates(input.maxHeartRates, input.athlete.flags);
  return {
    facts: { monday, sunday, prescription, maxHeartRateOn: maxHeartRateOf(values) },
    credited: {
      zone2: kept(tallies.zone2.creditedDates),
      interval_4x4: kept(tallies.interval_4x4.creditedDates),
      anti_inflammatory: kept(tallies.anti_inflammatory.creditedDates),
      strength: kept(tallies.strength.creditedDates),
      cardio: kept(tallies.cardio.creditedDates),
    },
    lightMs: new Map(tallies.anti_inflammatory.doses.map((dose) => [dose.date, dose.inBandMs])),
  };
}

const NO_DATES: ReadonlySet<LocalDate> = new Set();

/** Most running streams have most of their week still before them: they share the empty set. */
function kept(dates: ReadonlySet<LocalDate>): ReadonlySet<LocalDate> {
  return dates.size === 0 ? NO_DATES : dates;
}

/** A function of its own: a closure made beside the evidence would keep all of it. */
function maxHeartRateOf(values: readonly MaxHeartRate[]): DoseFacts['maxHeartRateOn'] {
  let last: { readonly date: LocalDate; readonly bpm: number | null } | null = null;
  return (date) => {
    if (last?.date !== date) last = { date, bpm: chooseMaxHeartRate(values, date)?.value.bpm ?? null };
    return last.bpm;
  };
}
