import type { Calendar } from './civil-time.ts';
import { mondayBefore } from './civil-time.ts';
import { countIntervals } from './count-intervals.ts';
import { ARTICLE } from './scenario.ts';
import type { Dose, Recorded, Scenario, Second } from './scenario.ts';

/** What a target counted. Sessions are named by id, days by date. */
export interface Counted {
  readonly credits: { id: string; date: string; seconds: number; says: Says }[];
  readonly refusals: { id: string; date: string; rule: string; says: Says }[];
  readonly creditedDates: Set<string>;
  readonly possibleDates: Set<string>;
}

/** The numbers that the sentence on a session has to name (T12). */
export type Says = Readonly<Record<string, number>>;

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
    ) => {
      seconds: number;
      verdict: 'yes' | 'no' | 'unsure' | 'none';
      possible: boolean;
      yes?: Says;
      no?: Says;
    },
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
      const { seconds, verdict, possible, yes, no } = judge(session, max);
      if (verdict === 'none') continue;
      if (possible) counted.possibleDates.add(date);
      if (verdict === 'yes' && !counted.creditedDates.has(date)) {
        counted.creditedDates.add(date);
        counted.credits.push({ id: session.id, date, seconds, says: yes ?? {} });
      } else if (verdict === 'unsure') {
        const known = total(session, (second) => typeof second === 'number');
        const knownPercent = Math.floor((100 * known) / (known + unknownOf(session)));
        counted.refusals.push({ id: session.id, date, rule: 'Z8', says: { knownPercent } });
      } else {
        // The second session of a day would have counted: nothing of it fell short.
        counted.refusals.push({ id: session.id, date, rule, says: verdict === 'yes' ? {} : (no ?? {}) });
      }
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
      const yes = { inBandSeconds: seconds, maximumMinutes: dose.zone2.maximumMinutes };
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false, yes }
        : { seconds, verdict: 'unsure', possible: true };
    }
    const possible = unknown > 0 && enough(seconds + unknown);
    const neededSeconds = 60 * dose.zone2.minimumMinutes;
    const no = possible
      ? { inBandSeconds: seconds, neededSeconds, unknownSeconds: unknown }
      : seconds >= neededSeconds
        ? { inBandSeconds: seconds, aboveSeconds: above }
        : { inBandSeconds: seconds, neededSeconds };
    return { seconds, verdict: seconds > 0 || possible ? 'no' : 'none', possible, no };
  });

  const ofIntervals = count('T4', (session, max) => {
    const seconds = total(session, (second) => isIn(second, interval.lowPercent, interval.highPercent, max));
    const { credited, bouts } = countIntervals(session.seconds, interval, max);
    if (session.logged || bouts.length === 0) return { seconds, verdict: 'none', possible: false };
    if (credited >= 4) {
      const aboveSeconds = bouts.reduce((sum, bout) => sum + bout.above, 0);
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false, yes: { credited, aboveSeconds } }
        : { seconds, verdict: 'unsure', possible: true };
    }
    const ofKind = (kind: string): number => bouts.filter((bout) => bout.kind === kind).length;
    const no = { credited, of: 4, short: ofKind('short'), easy: ofKind('easy'), long: ofKind('long') };
    return { seconds, verdict: 'no', possible: credited === 3 && bouts.some((bout) => bout.touched), no };
  });

  const alreadyCredited = [...ofZone2.credits, ...ofIntervals.credits].map((credit) => credit.id);
  const ofCardio = count('T7', (session, max) => {
    const seconds = total(
      session,
      (second) => typeof second === 'number' && 100 * second >= dose.cardio.lowPercent * max,
    );
    if (session.logged) return { seconds, verdict: 'none', possible: false };
    if (alreadyCredited.includes(session.id))
      return { seconds, verdict: 'yes', possible: false, yes: { seconds } };
    if (isStrength(session)) return { seconds, verdict: 'none', possible: false };
    const needed = 60 * dose.cardio.minimumMinutes;
    const { lowPercent } = dose.cardio;
    if (seconds >= needed) {
      return enoughKnown(session)
        ? { seconds, verdict: 'yes', possible: false, yes: { seconds, lowPercent } }
        : { seconds, verdict: 'unsure', possible: true };
    }
    const unknownSeconds = unknownOf(session);
    const possible = unknownSeconds > 0 && seconds + unknownSeconds >= needed;
    const no = { seconds, neededSeconds: needed, lowPercent, unknownSeconds };
    return { seconds, verdict: seconds > 0 || possible ? 'no' : 'none', possible, no };
  });

  const ofStrength = count('T6', (session) => {
    const seconds = total(session, (second) => second !== 'paused');
    if (!isStrength(session)) return { seconds, verdict: 'none', possible: false };
    const neededSeconds = 60 * dose.strength.minimumMinutes;
    return {
      seconds,
      verdict: seconds >= neededSeconds ? 'yes' : 'no',
      possible: false,
      yes: { activeSeconds: seconds },
      no: { activeSeconds: seconds, neededSeconds },
    };
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
    seconds += allDaySeconds(scenario, date, (bpm) => isIn(bpm, band.lowPercent, band.highPercent, max));
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
      const says = { inBandSeconds: seconds, neededSeconds: needed };
      if (met) counted.credits.push({ id: session.id, date, seconds: own, says });
      else {
        const possible = counted.possibleDates.has(date);
        const refused = possible ? { ...says, unknownSeconds: unknown } : says;
        counted.refusals.push({ id: session.id, date, rule: 'T5', says: refused });
      }
    }
    return { date, seconds, aboveSeconds, met };
  });
  return { anti_inflammatory: counted, days };
}

/**
 * Seconds of all-day monitoring that count on a date (Z11): moving and wanted, in stretches of ten minutes of such
 * seconds; two minutes or less between two of them do not end a stretch.
 */
export function allDaySeconds(scenario: Scenario, date: string, isWanted: (bpm: number) => boolean): number {
  let counted = 0;
  for (const day of scenario.allDay.filter((each) => each.date === date)) {
    const good = day.seconds.flatMap(({ bpm, moving }, at) => (moving && isWanted(bpm) ? [at] : []));
    let stretch: number[] = [];
    for (const at of [...good, Infinity]) {
      if (stretch.length > 0 && at - stretch.at(-1)! - 1 > 120) {
        if (stretch.length >= 600) counted += stretch.length;
        stretch = [];
      }
      stretch.push(at);
    }
  }
  return counted;
}
