import type { Calendar } from './civil-time.ts';
import { mondayBefore } from './civil-time.ts';
import { countIntervals } from './count-intervals.ts';
import { ARTICLE } from './scenario.ts';
import type { Dose, Recorded, Scenario, Second } from './scenario.ts';

/** What a target counted. Sessions are named by id, days by date. */
export interface Counted {
  readonly credits: { id: string; date: string; seconds: number }[];
  readonly refusals: { id: string; rule: string }[];
  readonly creditedDates: Set<string>;
  readonly possibleDates: Set<string>;
}

export interface DayCount {
  readonly date: string;
  readonly seconds: number;
  readonly aboveSeconds: number;
  readonly met: boolean;
}

export interface Targets {
  readonly zone2: Counted;
  readonly interval_4x4: Counted;
  readonly anti_inflammatory: Counted;
  readonly strength: Counted;
  readonly cardio: Counted;
  readonly days: DayCount[];
}

const RANK = ['formula', 'confirmed', 'entered', 'measured'];

type Maximum = Scenario['maxima'][number];
const maximaByDate = new WeakMap<Scenario, Map<string, Maximum>>();

/** The max heart rate of a date (M1); every scenario has one. */
export function maximumOn(scenario: Scenario, date: string): Maximum {
  const byDate = maximaByDate.get(scenario) ?? new Map<string, Maximum>();
  maximaByDate.set(scenario, byDate);
  const known = byDate.get(date) ?? findMaximum(scenario, date);
  byDate.set(date, known);
  return known;
}

/** By sorting all of them: the later date first, then the better source, then the later made. */
function findMaximum({ maxima }: Scenario, date: string): Maximum {
  const byMerit = [...maxima].sort(
    (a, b) =>
      (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0) ||
      RANK.indexOf(b.source) - RANK.indexOf(a.source) ||
      b.createdAtMs - a.createdAtMs,
  );
  const first = byMerit.at(-1)!.validFrom;
  return (
    byMerit.find((value) => value.validFrom <= date) ?? byMerit.find((value) => value.validFrom === first)!
  );
}

export function doseOn({ prescriptions }: Scenario, date: string): Dose {
  const monday = mondayBefore(date);
  const covering = prescriptions.filter((each) => each.validFrom <= monday);
  return [...covering].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1) ?? ARTICLE;
}

export const bandOf = (dose: Dose, id: string): Dose['bands'][number] =>
  dose.bands.find((band) => band.id === id)!;
export const isIn = (second: Second, low: number, high: number, max: number): boolean =>
  typeof second === 'number' && low * max <= 100 * second && 100 * second <= high * max;

const isStrength = ({ sport, subSport, setCount, logged }: Recorded): boolean =>
  subSport === 'strength_training' ||
  sport === 'strength_training' ||
  (sport === 'training' && (setCount > 0 || (logged && subSport === null)));

/** All targets of the sessions of one week, every max heart rate shifted by `delta`. */
export function judgeTargets(
  scenario: Scenario,
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
  delta: number,
): Targets {
  const dose = doseOn(scenario, dates[0]!);
  const zone2 = bandOf(dose, 'zone2');
  const interval = bandOf(dose, 'interval_4x4');
  const starting = sessions
    .filter((session) => dates.includes(calendar.dateAt(session.startMs)))
    .sort((a, b) => a.startMs - b.startMs);
  const count = (
    rule: string,
    judge: (
      session: Recorded,
      max: number,
    ) => { seconds: number; verdict: 'yes' | 'no' | 'unsure' | 'none'; possible: boolean },
  ): Counted => {
    const counted: Counted = {
      credits: [],
      refusals: [],
      creditedDates: new Set(),
      possibleDates: new Set(),
    };
    for (const session of starting) {
      const date = calendar.dateAt(session.startMs);
      const max = maximumOn(scenario, date).bpm + delta;
      const { seconds, verdict, possible } = judge(session, max);
      if (verdict === 'none') continue;
      if (possible) counted.possibleDates.add(date);
      if (verdict === 'yes' && !counted.creditedDates.has(date)) {
        counted.creditedDates.add(date);
        counted.credits.push({ id: session.id, date, seconds });
      } else counted.refusals.push({ id: session.id, rule: verdict === 'unsure' ? 'Z8' : rule });
    }
    for (const date of counted.creditedDates) counted.possibleDates.delete(date);
    return counted;
  };
  const total = (session: Recorded, test: (second: Second) => boolean): number => {
    let seconds = 0;
    for (const second of session.seconds) if (test(second)) seconds += 1;
    return seconds;
  };
  const unknownOf = (session: Recorded): number => total(session, (second) => second === 'unknown');
  const enoughKnown = (session: Recorded): boolean =>
    total(session, (second) => typeof second === 'number') >= unknownOf(session);

  const ofZone2 = count('T3', (session, max) => {
    const seconds = total(session, (second) => isIn(second, zone2.lowPercent, zone2.highPercent, max));
    const above = total(
      session,
      (second) => typeof second === 'number' && 100 * second > zone2.highPercent * max,
    );
    const unknown = unknownOf(session);
    const enough = (inBand: number): boolean =>
      inBand >= 60 * dose.zone2.minimumMinutes && inBand >= 2 * above;
    if (session.logged) return { seconds, verdict: 'none', possible: false };
    if (enough(seconds)) {
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false }
        : { seconds, verdict: 'unsure', possible: true };
    }
    const possible = unknown > 0 && enough(seconds + unknown);
    return { seconds, verdict: seconds > 0 || possible ? 'no' : 'none', possible };
  });

  const ofIntervals = count('T4', (session, max) => {
    const seconds = total(session, (second) => isIn(second, interval.lowPercent, interval.highPercent, max));
    const { credited, bouts } = countIntervals(session.seconds, interval.lowPercent, max);
    if (session.logged || bouts.length === 0) return { seconds, verdict: 'none', possible: false };
    if (credited >= 4) {
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false }
        : { seconds, verdict: 'unsure', possible: true };
    }
    return { seconds, verdict: 'no', possible: credited === 3 && bouts.some((bout) => bout.touched) };
  });

  const alreadyCredited = [...ofZone2.credits, ...ofIntervals.credits].map((credit) => credit.id);
  const ofCardio = count('T7', (session, max) => {
    const seconds = total(
      session,
      (second) => typeof second === 'number' && 100 * second >= dose.cardio.lowPercent * max,
    );
    if (session.logged) return { seconds, verdict: 'none', possible: false };
    if (alreadyCredited.includes(session.id)) return { seconds, verdict: 'yes', possible: false };
    if (isStrength(session)) return { seconds, verdict: 'none', possible: false };
    const needed = 60 * dose.cardio.minimumMinutes;
    if (seconds >= needed) {
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false }
        : { seconds, verdict: 'unsure', possible: true };
    }
    const possible = unknownOf(session) > 0 && seconds + unknownOf(session) >= needed;
    return { seconds, verdict: seconds > 0 || possible ? 'no' : 'none', possible };
  });

  const ofStrength = count('T6', (session) => {
    const seconds = total(session, (second) => second !== 'paused');
    if (!isStrength(session)) return { seconds, verdict: 'none', possible: false };
    return { seconds, verdict: seconds >= 60 * dose.strength.minimumMinutes ? 'yes' : 'no', possible: false };
  });

  return {
    zone2: ofZone2,
    interval_4x4: ofIntervals,
    cardio: ofCardio,
    strength: ofStrength,
    ...lightDays(scenario, calendar, sessions, dates, delta),
  };
}

/** Days of light activity, each second on its own date under that date's max heart rate (T5). */
function lightDays(
  scenario: Scenario,
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
  delta: number,
): Pick<Targets, 'anti_inflammatory' | 'days'> {
  const dose = doseOn(scenario, dates[0]!);
  const band = bandOf(dose, 'anti_inflammatory');
  const counted: Counted = { credits: [], refusals: [], creditedDates: new Set(), possibleDates: new Set() };
  const days = dates.map((date): DayCount => {
    const max = maximumOn(scenario, date).bpm + delta;
    let seconds = 0;
    let aboveSeconds = 0;
    let unknown = 0;
    const perSession = new Map<Recorded, number>();
    for (const session of sessions) {
      const dateOf = calendar.datesFrom(session.startMs, session.seconds.length);
      if (!dateOf.includes(date)) continue;
      session.seconds.forEach((second, index) => {
        if (second === 'paused' || dateOf[index] !== date) return;
        if (!perSession.has(session)) perSession.set(session, 0);
        if (isIn(second, band.lowPercent, band.highPercent, max)) {
          seconds += 1;
          perSession.set(session, perSession.get(session)! + 1);
        } else if (second === 'unknown') unknown += session.logged ? 0 : 1;
        else if (100 * second > band.highPercent * max) aboveSeconds += 1;
      });
    }
    const needed = 60 * dose.antiInflammatory.minimumMinutes;
    const met = seconds >= needed;
    if (met) counted.creditedDates.add(date);
    else if (seconds + unknown >= needed) counted.possibleDates.add(date);
    for (const [session, own] of [...perSession].sort(([a], [b]) => a.startMs - b.startMs)) {
      if (session.logged || (own === 0 && !counted.possibleDates.has(date))) continue;
      if (met) counted.credits.push({ id: session.id, date, seconds: own });
      else counted.refusals.push({ id: session.id, rule: 'T5' });
    }
    return { date, seconds, aboveSeconds, met };
  });
  return { anti_inflammatory: counted, days };
}
