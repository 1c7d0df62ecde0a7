import type { BpmRange } from '../bands/band.ts';
import { bandRange, findBand, lowestAtOrAbove } from '../bands/band.ts';
import { chooseMaxHeartRate, usableMaxHeartRates } from '../max-heart-rate/choose-max-heart-rate.ts';
import type { JudgedTargetId } from '../week/judge-week.ts';
import { doseOf, judgeWeek } from '../week/judge-week.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { LocalDate } from '../units.ts';
import { HIGHEST_BPM, MINUTE_MS, SECOND_MS } from '../units.ts';
import type { WeekFacts } from '../week/week-facts.ts';
import { weekFacts } from '../week/week-facts.ts';
import type { WeekInput } from '../week/week-input.ts';

/** The targets a running heart works on. */
export type LiveTargetId = Exclude<JudgedTargetId, 'strength'>;

export interface RemainingDose {
  readonly target: LiveTargetId;
  /** Time in range still needed today; null where the target is not counted in minutes, or nothing can be told. */
  readonly todaySeconds: number | null;
  /** Credits still needed for the week's minimum, the running session counted as soon as it has earned one. */
  readonly weekSessions: number | null;
  readonly weekDays: number | null;
  readonly note: Note;
}

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

/** The running session so far. */
export interface LiveDose {
  /** Local date of its start: session credits go there (T2). */
  readonly localDate: LocalDate;
  /** Its dates so far, ascending; the last is today. */
  readonly dates: readonly LocalDate[];
  /** Milliseconds from `lowBpm` to `highBpm`, both inclusive: of the session, or of one date of it. */
  readonly rangeMs: (lowBpm: number, highBpm: number, date?: LocalDate) => number;
  /** Credited intervals in the best run (I4). */
  readonly fourByFourCredited: number;
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

/**
 * What is left today and this week with the running session counted (T9). Called once a second for every stream: a few
 * sums over bins, no dates, no `Intl`. Without a max heart rate there is nothing to tell: empty.
 */
export function remainingDose(baseline: DoseBaseline, live: LiveDose): RemainingDose[] {
  const maxHeartRate = baseline.facts.maxHeartRateOn(live.localDate);
  if (maxHeartRate === null) return [];
  const zone2 = zone2Dose(baseline, live, maxHeartRate);
  const interval = intervalDose(baseline, live, maxHeartRate);
  const alsoCardio = zone2.earned || interval.earned;
  return [
    zone2.dose,
    interval.dose,
    ...lightDose(baseline, live),
    cardioDose(baseline, live, maxHeartRate, alsoCardio),
  ];
}

const NO_DATES: ReadonlySet<LocalDate> = new Set();

/** Most running streams have most of their week still before them: they share the empty set. */
function kept(dates: ReadonlySet<LocalDate>): ReadonlySet<LocalDate> {
  return dates.size === 0 ? NO_DATES : dates;
}

/** A function of its own: a closure made beside the evidence would keep all of it. */
function maxHeartRateOf(values: readonly MaxHeartRate[]): DoseFacts['maxHeartRateOn'] {
  return (date) => chooseMaxHeartRate(values, date)?.value.bpm ?? null;
}

interface SessionDose {
  readonly dose: RemainingDose;
  /** The running session has earned the credit by itself. */
  readonly earned: boolean;
}

function zone2Dose(baseline: DoseBaseline, live: LiveDose, maxHeartRate: number): SessionDose {
  const { prescription, sunday } = baseline.facts;
  const range = bandRange(findBand(prescription.bands, 'zone2'), maxHeartRate);
  const inBandMs = liveMs(live, range);
  const aboveMs = liveMs(live, above(range));
  const { minimumMinutes, maximumMinutes } = prescription.zone2;
  const neededMs = Math.max(minimumMinutes * MINUTE_MS - inBandMs, 2 * aboveMs - inBandMs, 0);
  const earned = neededMs === 0;
  const count = creditsLeft(baseline, 'zone2', live.localDate, earned);
  const counted = earned || baseline.credited.zone2.has(live.localDate);
  const say = (): Note => {
    if (count === 0) return note('remaining.done');
    if (counted)
      return note('remaining.zone2', { count, minimumMinutes, maximumMinutes, ...range, byDate: sunday });
    return note('remaining.zone2_live', { minutes: wholeMinutes(neededMs), ...range, count });
  };
  const todaySeconds = counted ? 0 : wholeSecondsUp(neededMs);
  return {
    earned,
    dose: { target: 'zone2', todaySeconds, weekSessions: count, weekDays: null, note: say() },
  };
}

/** Intervals of a completed session (I5). */
const COMPLETE = 4;

function intervalDose(baseline: DoseBaseline, live: LiveDose, maxHeartRate: number): SessionDose {
  const { prescription, sunday } = baseline.facts;
  const earned = live.fourByFourCredited >= COMPLETE;
  const count = creditsLeft(baseline, 'interval_4x4', live.localDate, earned);
  const range = bandRange(findBand(prescription.bands, 'interval_4x4'), maxHeartRate);
  const said =
    count === 0
      ? note('remaining.done')
      : note('remaining.interval_4x4', { count, ...range, byDate: sunday });
  return {
    earned,
    dose: { target: 'interval_4x4', todaySeconds: null, weekSessions: count, weekDays: null, note: said },
  };
}

/** The light band counts by the date of the sample and each date's own max heart rate (T5). */
function lightDose(baseline: DoseBaseline, live: LiveDose): RemainingDose[] {
  const { facts, lightMs, credited } = baseline;
  const { minimumMinutes } = facts.prescription.antiInflammatory;
  const band = findBand(facts.prescription.bands, 'anti_inflammatory');
  const today = live.dates.at(-1) ?? live.localDate;
  const maxHeartRate = facts.maxHeartRateOn(today);
  if (maxHeartRate === null) return [];
  let met = credited.anti_inflammatory.size;
  let neededTodayMs = minimumMinutes * MINUTE_MS - (lightMs.get(today) ?? 0);
  for (const date of live.dates) {
    const { lowBpm, highBpm } = bandRange(band, facts.maxHeartRateOn(date) ?? maxHeartRate);
    const ms = live.rangeMs(lowBpm, highBpm, date);
    const before = lightMs.get(date);
    const enough = before !== undefined && before + ms >= minimumMinutes * MINUTE_MS;
    if (enough && !credited.anti_inflammatory.has(date)) met += 1;
    if (date === today) neededTodayMs -= ms;
  }
  neededTodayMs = Math.max(0, neededTodayMs);
  const count = Math.max(0, doseOf(facts, 'anti_inflammatory').minimum - met);
  const range = bandRange(band, maxHeartRate);
  const say = (): Note => {
    if (neededTodayMs > 0) {
      return note('remaining.anti_inflammatory_today', {
        minutes: wholeMinutes(neededTodayMs),
        ...range,
        count,
      });
    }
    if (count === 0) return note('remaining.done');
    return note('remaining.anti_inflammatory', { count, minimumMinutes, ...range, byDate: facts.sunday });
  };
  const todaySeconds = wholeSecondsUp(neededTodayMs);
  return [{ target: 'anti_inflammatory', todaySeconds, weekSessions: null, weekDays: count, note: say() }];
}

function cardioDose(
  baseline: DoseBaseline,
  live: LiveDose,
  maxHeartRate: number,
  alreadyCredited: boolean,
): RemainingDose {
  const { minimumMinutes, lowPercent } = baseline.facts.prescription.cardio;
  const lowBpm = lowestAtOrAbove(lowPercent, maxHeartRate);
  const ms = liveMs(live, { lowBpm, highBpm: HIGHEST_BPM });
  const neededMs = alreadyCredited ? 0 : Math.max(0, minimumMinutes * MINUTE_MS - ms);
  const count = creditsLeft(baseline, 'cardio', live.localDate, neededMs === 0);
  const counted = neededMs === 0 || baseline.credited.cardio.has(live.localDate);
  const say = (): Note => {
    if (count === 0) return note('remaining.done');
    if (counted)
      return note('remaining.cardio', { count, minimumMinutes, lowBpm, byDate: baseline.facts.sunday });
    return note('remaining.cardio_live', { minutes: wholeMinutes(neededMs), lowBpm, count });
  };
  const todaySeconds = counted ? 0 : wholeSecondsUp(neededMs);
  return { target: 'cardio', todaySeconds, weekSessions: count, weekDays: null, note: say() };
}

/** Credits still needed; the running session adds one where it has earned it and its date has none. */
function creditsLeft(baseline: DoseBaseline, target: LiveTargetId, date: LocalDate, earned: boolean): number {
  const dates = baseline.credited[target];
  const inWeek = date >= baseline.facts.monday && date <= baseline.facts.sunday;
  const credited = dates.size + (earned && inWeek && !dates.has(date) ? 1 : 0);
  return Math.max(0, doseOf(baseline.facts, target).minimum - credited);
}

function liveMs(live: LiveDose, { lowBpm, highBpm }: BpmRange): number {
  return live.rangeMs(lowBpm, highBpm);
}

function above({ lowBpm, highBpm }: BpmRange): BpmRange {
  return { lowBpm: Math.max(lowBpm, highBpm + 1), highBpm: HIGHEST_BPM };
}

/** What is left is rounded up: at "0" nothing is left. */
function wholeSecondsUp(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}

function wholeMinutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS);
}
