import { Calendar, datesOfWeek, mondayBefore, nextDate } from './civil-time.ts';
import { countCrossings, type GuardedItem } from './count-crossings.ts';
import { type CountedIntervals, countBouts } from './count-intervals.ts';
import { allDaySeconds, maximumOn } from './judge-targets.ts';
import { notesOf, zoneOn } from './judge-week.ts';
import { restingOf, restingRaised } from './resting.ts';
import type { Recorded, Scenario } from './scenario.ts';

/** A prescription in the language, as the oracle reads it: the JSON of it, and nothing of the product. */
export interface OracleEdge {
  readonly percentOfMax?: number;
  readonly percentOfReserve?: number;
  readonly percentOfThreshold?: number;
  readonly bpm?: number;
}
export interface OracleBand {
  readonly id: string;
  readonly low: OracleEdge;
  readonly high: OracleEdge | null;
}
export interface OracleTarget {
  readonly id: string;
  readonly band: string | { readonly atOrAbove: OracleEdge } | null;
  readonly dose: {
    readonly unit: 'sessions' | 'days' | 'minutes' | 'intervals';
    readonly minimum: number;
    readonly maximum: number | null;
    readonly seconds?: { readonly least: number };
    readonly cap?: { readonly aboveBand: number };
    readonly structure?: {
      readonly reps: number;
      readonly work: { readonly least: number; readonly most: number; readonly effort: number };
      readonly recovery: { readonly least: number; readonly most: number; readonly belowFloor?: number };
      readonly floor: OracleEdge;
    };
  };
  readonly sports?: readonly string[];
  readonly exceptSports?: readonly string[];
  readonly alsoCounts?: readonly string[];
  readonly judged: boolean;
}
export interface OraclePrescription {
  readonly id: string;
  readonly validFrom: string;
  readonly bands: readonly OracleBand[];
  readonly targets: readonly OracleTarget[];
  readonly ceiling: {
    readonly at: OracleEdge;
    readonly sayAfterSeconds: number;
    readonly repeatEverySeconds: number;
  } | null;
}

/** What is dated beside the max and resting heart rates of a scenario. */
export interface OracleDated {
  /** The first covers every week. */
  readonly prescriptions: readonly OraclePrescription[];
  readonly thresholds: readonly { readonly id: string; readonly validFrom: string; readonly bpm: number }[];
  /** Weeks met in a row before this one, per target. */
  readonly streaksBefore: Readonly<Record<string, number>>;
}

type Basis = 'max' | 'resting' | 'threshold';
type Values = { readonly max: number; readonly resting: number | null; readonly threshold: number | null };
type Shift = Readonly<Record<Basis, number>>;
const NO_SHIFT: Shift = { max: 0, resting: 0, threshold: 0 };
const DELTAS: Readonly<Record<Basis, readonly number[]>> = {
  max: [-10, -5, 5, 10],
  resting: [-6, -3, 3, 6],
  threshold: [-6, -3, 3, 6],
};

/** Beyond every bpm that an edge may come to. */
const BPM_COUNT = 256;

/** Seconds of a session, or of one date of it. */
class Seconds {
  readonly at: number[] = Array<number>(BPM_COUNT).fill(0);
  known = 0;
  unknown = 0;

  get active(): number {
    return this.known + this.unknown;
  }

  count(marks: readonly boolean[]): number {
    let sum = 0;
    for (let bpm = 0; bpm < 256; bpm++) if (marks[bpm] === true) sum += this.at[bpm]!;
    return sum;
  }
}

interface CountedSession {
  readonly session: Recorded;
  /** The local date that it starts on. */
  readonly date: string;
  readonly whole: Seconds;
  readonly byDate: ReadonlyMap<string, Seconds>;
}

/** What every prescription of a scenario has in common. */
interface Evidence {
  readonly calendar: Calendar;
  readonly dates: readonly string[];
  readonly sessions: readonly CountedSession[];
  readonly silent: boolean;
  readonly movementDays: number;
  readonly raised: readonly string[];
  readonly restingOn: Map<string, Scenario['resting'][number] | null>;
  readonly resting: unknown;
}
const known = new WeakMap<Scenario, Evidence>();

function evidenceOf(scenario: Scenario): Evidence {
  const found = known.get(scenario);
  if (found !== undefined) return found;
  const calendar = new Calendar(scenario.zones);
  const dates = datesOfWeek(scenario.week);
  const sessions = scenario.sessions
    .filter((session) => !isOvershadowed(session, scenario.sessions))
    .sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1))
    .map((session): CountedSession => {
      const whole = new Seconds();
      const byDate = new Map<string, Seconds>();
      const dateOf = calendar.datesFrom(session.startMs, session.seconds.length);
      session.seconds.forEach((second, index) => {
        if (second === 'paused') return;
        let own = byDate.get(dateOf[index]!);
        if (own === undefined) byDate.set(dateOf[index]!, (own = new Seconds()));
        for (const each of [whole, own]) {
          if (second === 'unknown') each.unknown += 1;
          else {
            each.known += 1;
            each.at[second]! += 1;
          }
        }
      });
      return { session, date: calendar.dateAt(session.startMs), whole, byDate };
    });
  const today = calendar.dateAt(scenario.nowMs);
  const evidence: Evidence = {
    calendar,
    dates,
    sessions,
    silent:
      sessions.every(
        ({ date, byDate }) => !dates.includes(date) && dates.every((each) => !byDate.has(each)),
      ) && !scenario.allDay.some(({ date, seconds }) => dates.includes(date) && seconds.length > 0),
    movementDays: dates.filter(
      (date) =>
        allDaySeconds(scenario, date, () => true) > 0 ||
        sessions.some((each) => each.date === date || each.byDate.has(date)),
    ).length,
    restingOn: new Map(),
    raised: dates.filter((date) => date <= today && restingRaised(scenario, date)),
    resting: restingOf(scenario, today < dates[6]! ? today : dates[6]!),
  };
  known.set(scenario, evidence);
  return evidence;
}

/** What each bpm is to two edges on a date. */
interface Standing {
  readonly isIn: readonly boolean[];
  readonly isAbove: readonly boolean[];
}

interface Tally {
  readonly credited: number;
  readonly creditedDates: ReadonlySet<string>;
  readonly uncertain: number;
  readonly credits: readonly { readonly id: string; readonly date: string; readonly seconds: number }[];
  readonly refusals: readonly { readonly id: string; readonly date: string; readonly rule: string }[];
  readonly days: readonly {
    readonly date: string;
    readonly seconds: number;
    readonly aboveSeconds: number;
    readonly met: boolean;
  }[];
  /** Dates without the target's basis are not among them. */
  readonly measuredDates: readonly string[];
}

/**
 * Every number and status of a week by brute force: each bpm against each edge as a whole number, each rule as it is
 * written. `withShifts` also judges it under every shift of every basis: thirteen times the work.
 */
export function judgeLanguage(scenario: Scenario, dated: OracleDated, withShifts: boolean): unknown {
  const evidence = evidenceOf(scenario);
  const { calendar, dates, sessions } = evidence;
  const today = calendar.dateAt(scenario.nowMs);
  const done = dates.filter((date) => date < today).length;
  const finished = today > dates[6]!;
  const isOpen = dates.includes(today);
  const prescriptionOn = (date: string): OraclePrescription => {
    const covering = dated.prescriptions.filter(({ validFrom }) => validFrom <= mondayBefore(date));
    return covering.reduce((best, each) => (each.validFrom >= best.validFrom ? each : best));
  };
  const prescription = prescriptionOn(dates[0]!);
  const { bands, targets, ceiling } = prescription;
  const starting = sessions.filter(({ date }) => dates.includes(date));

  const judged = judgeTargets(scenario, dated, prescription, evidence, NO_SHIFT);
  const { against, standing, valuesOn } = judged;
  const statusOf = (target: OracleTarget, tally: Tally): string => {
    const { minimum, unit } = target.dose;
    if (isUnmeasured(target)) return 'undetermined';
    if (target.band === null && target.sports?.join() === 'strength') {
      const first = scenario.firstStrengthDate;
      if (first === null || first > dates[6]!) return 'undetermined';
    }
    const { credited, uncertain } = tally;
    if (credited >= minimum) return 'met';
    if (finished && evidence.silent) return 'undetermined';
    const left = 7 - done;
    const cap =
      unit === 'minutes' ? 1440 * left : Math.max(0, left - (tally.creditedDates.has(today) ? 1 : 0));
    if (credited + cap >= minimum) {
      return credited >= Math.floor((minimum * done) / 7) ? 'on_track' : 'behind';
    }
    return credited + cap + uncertain >= minimum ? 'undetermined' : 'missed';
  };
  const isUnmeasured = (target: OracleTarget): boolean =>
    dates.every((date) => !judged.isKnown(target, date));

  const used = basesOf(prescription);
  const has = (basis: Basis): boolean => dates.some((date) => valuesOn(date)[basis] !== null);
  const possible = used.filter(has);
  const shifts = possible.flatMap((basis) => DELTAS[basis].map((delta) => ({ basis, delta })));
  const underShifts = withShifts
    ? shifts.map(({ basis, delta }) => {
        const { tallies } = judgeTargets(scenario, dated, prescription, evidence, {
          ...NO_SHIFT,
          [basis]: delta,
        });
        return targets.map((target) => statusOf(target, tallies.get(target.id)!));
      })
    : [];
  const statuses = targets.map((target) => statusOf(target, judged.tallies.get(target.id)!));
  const worst = ['missed', 'behind', 'undetermined', 'on_track', 'met'].find((status) =>
    statuses.some((each, index) => targets[index]!.judged && each === status),
  );

  const onDate = (date: string): { session: Recorded; own: Seconds }[] =>
    sessions.flatMap(({ session, byDate }) => {
      const own = byDate.get(date);
      return own === undefined ? [] : [{ session, own }];
    });
  const parts = dates.map((date) => ({ date, own: onDate(date) }));
  const all = parts.flatMap(({ own }) => own);
  const knownSeconds = all.reduce((sum, { own }) => sum + own.known, 0);
  const unknownSeconds = all.reduce((sum, { session, own }) => sum + (session.logged ? 0 : own.unknown), 0);
  const inBand = (band: OracleBand, date: string): number => {
    const { isIn } = standing(band, date);
    return onDate(date).reduce((sum, { own }) => sum + own.count(isIn), 0);
  };
  const isOn = (edge: OracleEdge | null, date: string): boolean =>
    edge === null || against(100, edge, date) !== null;
  const lastOf = ({ low, high }: OracleBand): string | undefined =>
    dates.findLast((date) => isOn(low, date) && isOn(high, date));

  return {
    week: scenario.week,
    from: dates[0],
    to: dates[6],
    timeZone: zoneOn(scenario, dates[0]!),
    status: worst ?? 'undetermined',
    maxHeartRates: once(dates.map((date) => maximumOn(scenario, date).id)),
    restingHeartRates: used.includes('resting')
      ? once(dates.flatMap((date) => restingValueOn(scenario, date)?.date ?? []))
      : null,
    thresholdHeartRates: used.includes('threshold')
      ? once(dates.flatMap((date) => thresholdOn(dated, date)?.id ?? []))
      : null,
    prescriptionId: prescription.id,
    activeSeconds: all.reduce((sum, { own }) => sum + own.active, 0),
    passiveSeconds: scenario.allDay
      .filter(({ date }) => dates.includes(date))
      .reduce((sum, { seconds }) => sum + seconds.length, 0),
    coverage: knownSeconds + unknownSeconds === 0 ? null : knownSeconds / (knownSeconds + unknownSeconds),
    cells: bands.some((band) => lastOf(band) !== undefined)
      ? cellsOf(bands, parts, (bpm, edge, date) => against(bpm, edge, date))
      : null,
    bands: bands.map((band) => {
      const last = lastOf(band);
      const inside =
        last === undefined ? [] : standing(band, last).isIn.flatMap((isIn, bpm) => (isIn ? [bpm] : []));
      return {
        id: band.id,
        seconds: dates.reduce((sum, date) => sum + inBand(band, date), 0),
        lowBpm: inside[0] ?? null,
        highBpm: band.high === null ? null : (inside.at(-1) ?? null),
      };
    }),
    targets: targets.map((target, index) => {
      const tally = judged.tallies.get(target.id)!;
      const { unit, minimum, maximum } = target.dose;
      const left = Math.max(0, minimum - tally.credited);
      const day = tally.days.find(({ date }) => date === today);
      return {
        id: target.id,
        unit: unit === 'intervals' ? 'sessions' : unit,
        credited: tally.credited,
        minimum,
        maximum: maximum ?? minimum,
        status: statuses[index],
        seconds: judged.secondsOf(target),
        credits: tally.credits,
        refusals: tally.refusals,
        days: unit === 'days' ? tally.days : null,
        sessionsLeft: unit === 'sessions' || unit === 'intervals' ? left : null,
        daysLeft: unit === 'days' ? left : null,
        minutesLeft: unit === 'minutes' ? left : null,
        todaySeconds:
          unit === 'days' && isOpen && tally.measuredDates.includes(today)
            ? Math.max(0, target.dose.seconds!.least - day!.seconds)
            : null,
        streakWeeks: streakOf(scenario, dated.streaksBefore[target.id] ?? 0, statuses[index]!, finished),
        ...(withShifts && {
          robustness:
            used.length > 0 && possible.length === 0
              ? null
              : shifts.map((shift, at) => ({ ...shift, status: underShifts[at]![index] })),
        }),
      };
    }),
    days: parts.map(({ date, own }) => ({
      date,
      sessions: own.map(({ session }) => session.id),
      bands: bands.map((band) => ({ id: band.id, seconds: inBand(band, date) })),
    })),
    guards: guardsOf(scenario, evidence, (counted) => {
      const own = prescriptionOn(counted.date);
      const target = own.targets.find(({ dose }) => dose.structure !== undefined);
      return target === undefined ? null : judged.boutsOf(own, target, counted);
    }),
    excused: scenario.excused,
    movementDays: evidence.movementDays,
    intervalQuality: starting.flatMap((counted) =>
      targets.flatMap((target) => {
        const bouts =
          target.dose.structure === undefined ? null : judged.boutsOf(prescription, target, counted);
        return bouts === null ? [] : qualityOf(target, counted, bouts);
      }),
    ),
    ceiling:
      ceiling === null
        ? null
        : starting.flatMap(({ session, date, whole }) => {
            const isAbove = Array.from({ length: BPM_COUNT }, (_, bpm) => {
              const side = against(bpm, ceiling.at, date);
              return side !== null && side > 0;
            });
            if (whole.count(isAbove) === 0) return [];
            const { crossings } = countCrossings(guardedItems(session), {
              highestBpm: isAbove.indexOf(true) - 1,
              saySeconds: ceiling.sayAfterSeconds,
              repeatSeconds: ceiling.repeatEverySeconds,
            });
            const peakBpm = Math.max(...crossings.map((each) => each.peakBpm));
            return crossings.length === 0 ? [] : [{ id: session.id, crossings: crossings.length, peakBpm }];
          }),
    restingHeartRate: evidence.resting,
    notes: notesOf(
      scenario,
      calendar,
      sessions.map(({ session }) => session),
      dates,
      { known: knownSeconds, unknown: unknownSeconds, silent: evidence.silent && finished },
    ),
  };
}

const guarded = new WeakMap<Recorded, readonly GuardedItem[]>();

/** A beat a second; a pause before and after what was paused. */
export function guardedItems(session: Recorded): readonly GuardedItem[] {
  let items = guarded.get(session);
  if (items === undefined) guarded.set(session, (items = itemsOf(session)));
  return items;
}

function itemsOf({ startMs, seconds }: Recorded): GuardedItem[] {
  const items: GuardedItem[] = [];
  for (const [index, second] of seconds.entries()) {
    const atMs = startMs + 1000 * index;
    const wasPaused = seconds[index - 1] === 'paused';
    if (second === 'paused') {
      if (!wasPaused) items.push({ atMs, what: 'pause' });
      continue;
    }
    if (wasPaused) items.push({ atMs, what: 'resume' });
    items.push({ atMs, what: second === 'unknown' ? 'nothing' : second });
  }
  return items;
}

/** The edges that decide whether a target can be judged on a date. */
function needs(prescription: OraclePrescription, target: OracleTarget): OracleEdge[] {
  const edges = edgesOf(prescription, target);
  if (edges === null) return [];
  const floor = target.dose.structure?.floor;
  return [edges.low, ...(edges.high === null ? [] : [edges.high]), ...(floor === undefined ? [] : [floor])];
}

function edgesOf(
  { bands }: OraclePrescription,
  { band }: OracleTarget,
): Pick<OracleBand, 'low' | 'high'> | null {
  if (band === null) return null;
  if (typeof band !== 'string') return { low: band.atOrAbove, high: null };
  const found = bands.find(({ id }) => id === band.replace('at_or_above:', ''))!;
  return { low: found.low, high: band.startsWith('at_or_above:') ? null : found.high };
}

/** What any edge of a prescription is measured by. */
function basesOf({ bands, targets, ceiling }: OraclePrescription): Basis[] {
  const edges = [
    ...bands.flatMap(({ low, high }) => [low, high]),
    ...targets.flatMap(({ band, dose }) => [
      band !== null && typeof band !== 'string' ? band.atOrAbove : null,
      dose.structure?.floor ?? null,
    ]),
    ceiling?.at ?? null,
  ];
  const text = JSON.stringify(edges);
  const by = {
    max: /percentOfMax|percentOfReserve/,
    resting: /percentOfReserve/,
    threshold: /percentOfThreshold/,
  };
  return (['max', 'resting', 'threshold'] as const).filter((basis) => by[basis].test(text));
}

function restingValueOn(scenario: Scenario, date: string): Scenario['resting'][number] | null {
  const { restingOn } = evidenceOf(scenario);
  let value = restingOn.get(date);
  if (value === undefined) restingOn.set(date, (value = findResting(scenario, date)));
  return value;
}

function findResting({ resting }: Scenario, date: string): Scenario['resting'][number] | null {
  const rank = ['device', 'monitoring', 'guided', 'entered'];
  const dates = [...new Set(resting.map((each) => each.date))].sort();
  const chosen = dates.findLast((each) => each <= date) ?? dates[0];
  const ofDate = resting.filter((each) => each.date === chosen);
  return ofDate.sort((a, b) => rank.indexOf(a.source) - rank.indexOf(b.source))[0] ?? null;
}

function thresholdOn({ thresholds }: OracleDated, date: string): OracleDated['thresholds'][number] | null {
  const sorted = [...thresholds].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return sorted.findLast(({ validFrom }) => validFrom <= date) ?? sorted[0] ?? null;
}

/** All targets of a week with one basis shifted on every date, and what they were counted by. */
function judgeTargets(
  scenario: Scenario,
  dated: OracleDated,
  prescription: OraclePrescription,
  { dates, sessions }: Evidence,
  shift: Shift,
) {
  const starting = sessions.filter(({ date }) => dates.includes(date));
  const byDate = new Map<string, Values>();
  const valuesOn = (date: string): Values => {
    let values = byDate.get(date);
    if (values === undefined) {
      const resting = restingValueOn(scenario, date);
      const threshold = thresholdOn(dated, date);
      values = {
        max: maximumOn(scenario, date).bpm + shift.max,
        resting: resting === null ? null : resting.bpm + shift.resting,
        threshold: threshold === null ? null : threshold.bpm + shift.threshold,
      };
      byDate.set(date, values);
    }
    return values;
  };
  /** 100 × bpm against 100 × the edge: below −, on it 0, above +; null without its basis. */
  const against = (bpm: number, edge: OracleEdge, date: string): number | null => {
    const { max, resting, threshold } = valuesOn(date);
    if (edge.bpm !== undefined) return bpm - edge.bpm;
    if (edge.percentOfMax !== undefined) return 100 * bpm - edge.percentOfMax * max;
    if (edge.percentOfThreshold !== undefined) {
      return threshold === null ? null : 100 * bpm - edge.percentOfThreshold * threshold;
    }
    return resting === null ? null : 100 * (bpm - resting) - edge.percentOfReserve! * (max - resting);
  };
  const standings = new Map<string, Standing>();
  const standing = ({ low, high }: Pick<OracleBand, 'low' | 'high'>, date: string): Standing => {
    const { max, resting, threshold } = valuesOn(date);
    const key = JSON.stringify([low, high, max, resting, threshold]);
    let found = standings.get(key);
    if (found === undefined) {
      const sides = Array.from({ length: BPM_COUNT }, (_, bpm) => {
        const fromLow = against(bpm, low, date);
        const toHigh = high === null ? -1 : against(bpm, high, date);
        return fromLow === null || toHigh === null ? null : { fromLow, toHigh };
      });
      found = {
        isIn: sides.map((side) => side !== null && side.fromLow >= 0 && side.toHigh <= 0),
        isAbove: sides.map((side) => side !== null && side.fromLow >= 0 && side.toHigh > 0),
      };
      standings.set(key, found);
    }
    return found;
  };
  const isKnown = (target: OracleTarget, date: string): boolean => {
    const edges = edgesOf(prescription, target);
    if (edges === null) return true;
    // A band between two neighbouring bpm can be reached by nobody.
    if (!standing(edges, date).isIn.includes(true)) return false;
    return needs(prescription, target).every((edge) => against(100, edge, date) !== null);
  };
  const isOfSport = (session: Recorded, { sports, exceptSports }: OracleTarget): boolean => {
    const is = (sport: string): boolean =>
      sport === 'strength' ? isStrength(session) : session.sport === sport || session.subSport === sport;
    return (sports === undefined || sports.some(is)) && !(exceptSports ?? []).some(is);
  };
  const recognised = new Map<string, CountedIntervals | null>();
  const boutsOf = (
    by: OraclePrescription,
    target: OracleTarget,
    { session, date }: CountedSession,
  ): CountedIntervals | null => {
    const key = `${by.id} ${target.id} ${session.id}`;
    let found = recognised.get(key);
    if (found === undefined) recognised.set(key, (found = recognise(by, target, session, date)));
    return found;
  };
  const recognise = (
    by: OraclePrescription,
    target: OracleTarget,
    session: Recorded,
    date: string,
  ): CountedIntervals | null => {
    const edges = edgesOf(by, target);
    const { structure } = target.dose;
    if (edges === null || structure === undefined || session.logged) return null;
    if (!needs(by, target).every((edge) => against(100, edge, date) !== null)) return null;
    const work = standing({ low: edges.low, high: null }, date).isIn;
    const high = standing({ low: structure.floor, high: null }, date).isIn;
    const above = Array.from(
      { length: BPM_COUNT },
      (_, bpm) => edges.high !== null && against(bpm, edges.high, date)! > 0,
    );
    return countBouts(session.seconds, {
      isHigh: (bpm) => high[bpm]!,
      // Of a floor above the band, in bpm of another basis, work is what keeps a bout going too.
      isWork: (bpm) => work[bpm]! && high[bpm]!,
      isAbove: (bpm) => above[bpm]! && high[bpm]!,
      least: structure.work.least,
      most: structure.work.most,
      effort: structure.work.effort,
      shortestGap: structure.recovery.least,
      longestGap: structure.recovery.most,
      belowFloor: structure.recovery.belowFloor ?? 0,
    });
  };

  const creditedBy = new Map<string, Set<string>>();
  const bySession = (target: OracleTarget): Tally => {
    const credits: { id: string; date: string; seconds: number }[] = [];
    const refusals: { id: string; date: string; rule: string }[] = [];
    const creditedDates = new Set<string>();
    const possible = new Set<string>();
    for (const counted of starting) {
      const { session, date } = counted;
      const verdict = ofSession(target, counted);
      if (verdict === null) continue;
      if (verdict.possible) possible.add(date);
      if (verdict.rule === null && !creditedDates.has(date)) {
        creditedDates.add(date);
        credits.push({ id: session.id, date, seconds: verdict.seconds });
      } else refusals.push({ id: session.id, date, rule: verdict.rule ?? ruleOf(target) });
    }
    creditedBy.set(target.id, new Set(credits.map(({ id }) => id)));
    for (const date of creditedDates) possible.delete(date);
    const own = { credits, refusals, creditedDates, days: [], measuredDates: [] };
    return { ...own, credited: creditedDates.size, uncertain: possible.size };
  };
  /** Null: none of the target's business. Without a rule that refuses it, a credit. */
  const ofSession = (
    target: OracleTarget,
    counted: CountedSession,
  ): { seconds: number; rule: string | null; possible: boolean } | null => {
    const { session, date, whole } = counted;
    const { dose } = target;
    const edges = edgesOf(prescription, target);
    if (edges === null) {
      if (!isOfSport(session, target)) return null;
      const rule = whole.active >= dose.seconds!.least ? null : 'T6';
      return { seconds: whole.active, rule, possible: false };
    }
    const { isIn, isAbove } = standing(edges, date);
    if (session.logged || !isIn.includes(true)) return null;
    const seconds = whole.count(isIn);
    const isHalfKnown = whole.known >= whole.unknown;
    const enough = isHalfKnown
      ? { seconds, rule: null, possible: false }
      : { seconds, rule: 'Z8', possible: true };
    if (dose.structure !== undefined) {
      const result = boutsOf(prescription, target, counted);
      if (result === null || result.bouts.length === 0 || !isOfSport(session, target)) return null;
      if (result.credited >= dose.structure.reps) return enough;
      const possible =
        result.credited === dose.structure.reps - 1 && result.bouts.some(({ touched }) => touched);
      return { seconds, rule: 'T4', possible };
    }
    if ((target.alsoCounts ?? []).some((id) => creditedBy.get(id)?.has(session.id) === true)) {
      return { seconds, rule: null, possible: false };
    }
    if (!isOfSport(session, target)) return null;
    const above = whole.count(isAbove);
    const hundredths = dose.cap === undefined ? null : Math.round(100 * dose.cap.aboveBand);
    const isEnough = (inBand: number): boolean =>
      inBand >= dose.seconds!.least && (hundredths === null || 100 * above <= hundredths * inBand);
    if (isEnough(seconds)) return enough;
    const possible = isEnough(seconds + whole.unknown);
    return seconds === 0 && !possible ? null : { seconds, rule: ruleOf(target), possible };
  };
  const byDateOf = (target: OracleTarget): Tally => {
    const { dose } = target;
    const edges = edgesOf(prescription, target)!;
    const credits: { id: string; date: string; seconds: number }[] = [];
    const refusals: { id: string; date: string; rule: string }[] = [];
    const creditedDates = new Set<string>();
    const measuredDates = dates.filter((date) => isKnown(target, date));
    let weekSeconds = 0;
    let weekUnknown = 0;
    let possibleDates = 0;
    const days = dates.map((date) => {
      if (!measuredDates.includes(date)) return { date, seconds: 0, aboveSeconds: 0, met: false };
      const { isIn, isAbove } = standing(edges, date);
      const parts = sessions.flatMap(({ session, byDate: own }) => {
        const part = own.get(date);
        return part === undefined || !isOfSport(session, target) ? [] : [{ session, part }];
      });
      const isPassive =
        dose.unit === 'days' && target.sports === undefined && target.exceptSports === undefined;
      const fromAllDay = isPassive ? allDaySeconds(scenario, date, (bpm) => isIn[bpm]!) : 0;
      const seconds = parts.reduce((sum, { part }) => sum + part.count(isIn), fromAllDay);
      const unknown = parts.reduce((sum, { session, part }) => sum + (session.logged ? 0 : part.unknown), 0);
      weekSeconds += seconds;
      weekUnknown += unknown;
      const met = dose.unit === 'days' && seconds >= dose.seconds!.least;
      const possible = dose.unit === 'days' && !met && seconds + unknown >= dose.seconds!.least;
      if (met) creditedDates.add(date);
      if (possible) possibleDates += 1;
      for (const { session, part } of parts) {
        const own = part.count(isIn);
        if (session.logged || (own === 0 && !possible)) continue;
        if (met || dose.unit === 'minutes') credits.push({ id: session.id, date, seconds: own });
        else refusals.push({ id: session.id, date, rule: 'T5' });
      }
      return {
        date,
        seconds,
        aboveSeconds: parts.reduce((sum, { part }) => sum + part.count(isAbove), 0),
        met,
      };
    });
    return dose.unit === 'minutes'
      ? {
          credited: Math.floor(weekSeconds / 60),
          creditedDates: new Set(),
          uncertain: Math.floor(((weekSeconds % 60) + weekUnknown) / 60),
          credits,
          refusals,
          days,
          measuredDates,
        }
      : {
          credited: creditedDates.size,
          creditedDates,
          uncertain: possibleDates,
          credits,
          refusals,
          days,
          measuredDates,
        };
  };
  const isBySession = ({ dose: { unit } }: OracleTarget): boolean =>
    unit === 'sessions' || unit === 'intervals';
  const dependsOn = ({ alsoCounts }: OracleTarget): boolean => (alsoCounts ?? []).length > 0;
  const inOrder = [
    ...prescription.targets.filter((target) => !dependsOn(target)),
    ...prescription.targets.filter(dependsOn),
  ];
  const tallies = new Map(
    inOrder.map((target) => [target.id, isBySession(target) ? bySession(target) : byDateOf(target)]),
  );
  /** Time that matters to a target in the week, by the date of the second. */
  const secondsOf = (target: OracleTarget): number => {
    const edges = edgesOf(prescription, target);
    if (edges === null) {
      const own = starting.filter(({ session }) => isOfSport(session, target));
      return own.reduce((sum, { whole }) => sum + whole.active, 0);
    }
    if (!isBySession(target)) return tallies.get(target.id)!.days.reduce((sum, day) => sum + day.seconds, 0);
    return sessions.reduce((sum, { session, byDate: own }) => {
      if (!isOfSport(session, target)) return sum;
      return dates.reduce((all, date) => all + (own.get(date)?.count(standing(edges, date).isIn) ?? 0), sum);
    }, 0);
  };
  return { tallies, against, standing, valuesOn, boutsOf, isKnown, secondsOf };
}

/** The rule that a session falls short of. */
function ruleOf({ band, dose }: OracleTarget): string {
  if (dose.structure !== undefined) return 'T4';
  if (band === null) return 'T6';
  return typeof band === 'string' && !band.startsWith('at_or_above:') ? 'T3' : 'T7';
}

/** Z3: the first and last bpm that lie on the same side of every edge that has its basis. */
function cellsOf(
  bands: readonly OracleBand[],
  parts: readonly { readonly date: string; readonly own: readonly { readonly own: Seconds }[] }[],
  against: (bpm: number, edge: OracleEdge, date: string) => number | null,
): Record<string, number> {
  const cells: Record<string, number> = {};
  const add = (id: string, seconds: number): void => {
    if (seconds > 0) cells[id] = (cells[id] ?? 0) + seconds;
  };
  for (const { date, own } of parts) {
    const sides = (bpm: number): string =>
      bands
        .map(({ low, high }) => {
          const fromLow = against(bpm, low, date);
          const toHigh = high === null ? -1 : against(bpm, high, date);
          if (fromLow === null || toHigh === null) return '?';
          return fromLow < 0 ? '<' : toHigh > 0 ? '>' : '=';
        })
        .join('');
    let low = 30;
    for (let bpm = 30; bpm <= 230 && own.length > 0; bpm++) {
      if (bpm < 230 && sides(bpm) === sides(bpm + 1)) continue;
      for (let each = low; each <= bpm; each++) {
        add(
          `${low}-${bpm}`,
          own.reduce((sum, part) => sum + part.own.at[each]!, 0),
        );
      }
      low = bpm + 1;
    }
    add(
      'unknown',
      own.reduce((sum, part) => sum + part.own.unknown, 0),
    );
  }
  return cells;
}

/** T11. */
function streakOf({ excused }: Scenario, before: number, status: string, finished: boolean): number {
  if (excused) return before;
  if (status === 'met') return before + 1;
  return finished ? 0 : before;
}

/** A row where an interval was credited, with the middle of the drops after those. */
function qualityOf(
  target: OracleTarget,
  { session, date }: CountedSession,
  { credited, bouts }: CountedIntervals,
): object[] {
  const good = bouts.filter(({ kind }) => kind === 'credited');
  if (good.length === 0) return [];
  const drops = good.flatMap(({ drop }) => (drop === null ? [] : [drop])).sort((a, b) => a - b);
  const middle = drops.slice(Math.ceil(drops.length / 2) - 1, Math.floor(drops.length / 2) + 1);
  return [
    {
      target: target.id,
      sessionId: session.id,
      localDate: date,
      credited,
      effortSeconds: good.reduce((sum, { effort }) => sum + effort, 0),
      aboveSeconds: bouts.reduce((sum, { above }) => sum + above, 0),
      recoveryBpm: drops.length === 0 ? null : middle.reduce((sum, drop) => sum + drop, 0) / middle.length,
    },
  ];
}

/** G1–G3 and G5 up to today, at most one a day, the most severe first. */
function guardsOf(
  scenario: Scenario,
  { calendar, dates, sessions, raised }: Evidence,
  intervalsOf: (session: CountedSession) => CountedIntervals | null,
): { rule: string; severity: string; date: string }[] {
  const hard = new Map<string, number>();
  const exercise = new Map<string, number>();
  const intervalDays = new Set<string>();
  for (const counted of sessions) {
    if ((intervalsOf(counted)?.credited ?? 0) >= 2) intervalDays.add(counted.date);
    for (const [date, own] of counted.byDate) {
      const max = maximumOn(scenario, date).bpm;
      own.at.forEach((seconds, bpm) => {
        if (seconds === 0) return;
        if (100 * bpm >= 85 * max) hard.set(date, (hard.get(date) ?? 0) + seconds);
        if (100 * bpm >= 50 * max) exercise.set(date, (exercise.get(date) ?? 0) + seconds);
      });
    }
  }
  const isHard = (date: string): boolean => (hard.get(date) ?? 0) >= 600 || intervalDays.has(date);
  const sum = (of: Map<string, number>, date: string, days: number): number =>
    Array.from({ length: days }, (_, back) => of.get(nextDate(date, -back)) ?? 0).reduce((a, b) => a + b, 0);
  const today = calendar.dateAt(scenario.nowMs);
  const passed = dates.filter((date) => date <= today);
  return passed.flatMap((date) => {
    const week = (hard.get(date) ?? 0) > 0 ? sum(hard, date, 7) : 0;
    if (week >= 9000) return [{ rule: 'G2', severity: 'strong', date }];
    if (week > 5400) return [{ rule: 'G2', severity: 'caution', date }];
    if (isHard(date) && isHard(nextDate(date, -1))) return [{ rule: 'G1', severity: 'note', date }];
    if (week > 3600) return [{ rule: 'G2', severity: 'note', date }];
    const isLast = date === passed.at(-1);
    const total = isLast ? sum(exercise, date, 28) : 0;
    if (total >= 28_800 && sum(hard, date, 28) > 0.2 * total) return [{ rule: 'G3', severity: 'note', date }];
    return raised.includes(date) ? [{ rule: 'G5', severity: 'note', date }] : [];
  });
}

const once = <T>(values: readonly T[]): T[] => [...new Set(values)];

function isStrength({ sport, subSport, setCount, logged }: Recorded): boolean {
  if (subSport === 'strength_training' || sport === 'strength_training') return true;
  return sport === 'training' && (setCount > 0 || (logged && subSport === null));
}

/** A simulated session of the hours of a real one is left out. */
function isOvershadowed(session: Recorded, all: readonly Recorded[]): boolean {
  const endMs = (each: Recorded): number => each.startMs + 1000 * each.seconds.length;
  return (
    session.simulated &&
    all.some((other) => !other.simulated && other.startMs < endMs(session) && session.startMs < endMs(other))
  );
}
