import { knownMsOf } from '../session/running-ms.ts';
import { chooseMaxHeartRate, usableMaxHeartRates } from '../max-heart-rate/choose-max-heart-rate.ts';
import { choosePrescription } from '../prescription/choose-prescription.ts';
import { chooseBasis } from '../basis/choose-basis.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import type { AthleteFlag } from '../athlete.ts';
import { addDays, daysBetween, localDateAt } from '../calendar/local-time.ts';
import type { MaxHeartRate } from '../max-heart-rate/max-heart-rate.ts';
import type { PassiveDay, SessionDay, SessionEvidence } from '../session/session.ts';
import type { TargetWeek, WeekDay } from '../targets/target-week.ts';
import type { IsoWeek, LocalDate } from '../units.ts';
import type { WeekInput } from './week-input.ts';
import { GUARD_LOOK_BACK_DAYS } from './week-input.ts';
import { mondayOf } from '../calendar/week.ts';
import { BoundedMap } from '../bounded-map.ts';

/** A week laid out by local date, before anything is judged. */
export interface WeekFacts extends TargetWeek {
  readonly input: WeekInput;
  readonly dates: readonly LocalDate[];
  /** Those of the look-back and of the week, ascending. */
  readonly lookBackDates: readonly LocalDate[];
  readonly monday: LocalDate;
  readonly phase: 'future' | 'open' | 'finished';
  /** Counted sessions that start in the week, earliest first. */
  readonly sessions: readonly SessionEvidence[];
  /** Counted sessions of the look-back and the week. */
  readonly recent: readonly SessionEvidence[];
  readonly maxHeartRateOn: (date: LocalDate) => number | null;
  readonly basisOn: (date: LocalDate) => HeartBasis;
  /** Simulated sessions left out because a real one was recorded in the same hours (L13). */
  readonly leftOutCount: number;
}

/** Lays out the evidence of a week. One pass over the sessions, none over their seconds. */
export function weekFacts(input: WeekInput): WeekFacts {
  const lookBackDates = lookBackDatesOf(input.week);
  const dates = lookBackDates.slice(GUARD_LOOK_BACK_DAYS);
  const monday = dates[0]!;
  const sunday = dates[6]!;
  const today = localDateAt(input.nowMs, input.athlete.timeZones);
  const values = usableMaxHeartRates(input.maxHeartRates, input.athlete.flags);
  const byDate = sessionsByDate(input.sessions);
  const near: SessionEvidence[] = [];
  for (const date of lookBackDates) near.push(...(byDate.get(date) ?? []));
  const recent = withoutOverlappedSimulations(near).sort(byStart);
  const inWeek = recent.filter((session) => touches(session, monday, sunday));
  const passive = new Map<string, PassiveDay>();
  for (const day of input.passiveDays) {
    if (day.date >= monday && day.date <= sunday) passive.set(day.date, day);
  }
  const basisOn = basesByDate(input, values);
  const done = Math.min(7, Math.max(0, daysBetween(monday, today)));
  return {
    input,
    dates,
    lookBackDates,
    monday,
    sunday,
    today,
    done,
    phase: today > sunday ? 'finished' : today < monday ? 'future' : 'open',
    prescription: choosePrescription(input.prescriptions, input.week),
    firstStrengthDate: input.firstStrengthDate,
    days: dates.map((date) => {
      const chosen = chooseMaxHeartRate(values, date);
      return {
        date,
        chosen,
        maxHeartRate: chosen?.value.bpm ?? null,
        basis: basisOn(date),
        parts: partsOn(inWeek, date),
        started: inWeek.filter((session) => session.localDate === date),
        passive: passive.get(date) ?? null,
      };
    }),
    sessions: inWeek.filter(({ localDate }) => localDate >= monday),
    recent,
    maxHeartRateOn: (date) => basisOn(date).maxBpm,
    basisOn,
    leftOutCount: near.length - recent.length,
  };
}

/** Weeks kept with their dates: about twenty years. */
const CACHED_WEEKS = 1_000;
const lookBackDates = new BoundedMap<IsoWeek, readonly LocalDate[]>(CACHED_WEEKS);

function lookBackDatesOf(week: IsoWeek): readonly LocalDate[] {
  let dates = lookBackDates.get(week);
  if (dates === undefined) {
    const from = addDays(mondayOf(week), -GUARD_LOOK_BACK_DAYS);
    dates = Array.from({ length: GUARD_LOOK_BACK_DAYS + 7 }, (_, days) => addDays(from, days));
    lookBackDates.set(week, dates);
  }
  return dates;
}

type SessionsByDate = ReadonlyMap<LocalDate, readonly SessionEvidence[]>;
const byDateOfSessions = new WeakMap<readonly SessionEvidence[], SessionsByDate>();

/** By start date, once for all weeks that are judged from the same evidence. */
function sessionsByDate(sessions: readonly SessionEvidence[]): SessionsByDate {
  let byDate = byDateOfSessions.get(sessions);
  if (byDate === undefined) {
    const groups = new Map<LocalDate, SessionEvidence[]>();
    for (const session of sessions) {
      const group = groups.get(session.localDate);
      if (group === undefined) groups.set(session.localDate, [session]);
      else group.push(session);
    }
    byDate = groups;
    byDateOfSessions.set(sessions, byDate);
  }
  return byDate;
}

interface KnownBases {
  readonly flags: readonly AthleteFlag[];
  readonly restingHeartRates: WeekInput['restingHeartRates'];
  readonly thresholdHeartRates: WeekInput['thresholdHeartRates'] | undefined;
  readonly byDate: Map<LocalDate, HeartBasis>;
}
const basesOfValues = new WeakMap<readonly MaxHeartRate[], KnownBases>();

/**
 * Each date's basis, worked out once for all weeks that are judged by the same values: every week asks for the dates of
 * its look-back too.
 */
function basesByDate(
  { athlete, maxHeartRates, restingHeartRates, thresholdHeartRates }: WeekInput,
  usable: readonly MaxHeartRate[],
): (date: LocalDate) => HeartBasis {
  const { flags } = athlete;
  let known = basesOfValues.get(maxHeartRates);
  if (
    known === undefined ||
    known.flags !== flags ||
    known.restingHeartRates !== restingHeartRates ||
    known.thresholdHeartRates !== thresholdHeartRates
  ) {
    known = { flags, restingHeartRates, thresholdHeartRates, byDate: new Map() };
    basesOfValues.set(maxHeartRates, known);
  }
  const { byDate } = known;
  const valuesInUse = {
    maxHeartRates: usable,
    restingHeartRates,
    thresholdHeartRates: thresholdHeartRates ?? [],
  };
  return (date) => {
    let basis = byDate.get(date);
    if (basis === undefined) byDate.set(date, (basis = chooseBasis(valuesInUse, date)));
    return basis;
  };
}

/** Whether nothing at all was recorded in the week, not even all day (T8). */
export function isSilent({ days }: Pick<WeekFacts, 'days'>): boolean {
  return days.every((day) => day.parts.length === 0 && day.started.length === 0 && !hasTime(day.passive));
}

function hasTime(day: PassiveDay | null): boolean {
  return day !== null && knownMsOf(day.msUpTo) > 0;
}

function partsOn(sessions: readonly SessionEvidence[], date: LocalDate): WeekDay['parts'] {
  const parts: { evidence: SessionEvidence; part: SessionDay }[] = [];
  for (const evidence of sessions) {
    for (const part of evidence.days) if (part.date === date) parts.push({ evidence, part });
  }
  return parts;
}

function touches(session: SessionEvidence, from: LocalDate, to: LocalDate): boolean {
  if (session.localDate >= from && session.localDate <= to) return true;
  return session.days.some(({ date }) => date >= from && date <= to);
}

/** A simulated session of the same hours as a real one is never mixed with it (L13). */
function withoutOverlappedSimulations(sessions: readonly SessionEvidence[]): SessionEvidence[] {
  return sessions.filter(
    (session) =>
      !session.simulated ||
      !sessions.some(
        (other) => !other.simulated && other.startMs < session.endMs && session.startMs < other.endMs,
      ),
  );
}

function byStart(a: SessionEvidence, b: SessionEvidence): number {
  return a.startMs - b.startMs || (a.id < b.id ? -1 : 1);
}
