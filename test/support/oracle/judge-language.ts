import { Calendar, datesOfWeek } from './civil-time.ts';
import { countBouts } from './count-intervals.ts';
import { maximumOn } from './judge-targets.ts';
import type { Recorded, Scenario, Second } from './scenario.ts';

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
  readonly bands: readonly OracleBand[];
  readonly targets: readonly OracleTarget[];
}

/** Dated values beside the max heart rates of a scenario. */
export interface OracleBases {
  readonly resting: readonly { readonly date: string; readonly bpm: number }[];
  readonly thresholds: readonly { readonly validFrom: string; readonly bpm: number }[];
}

export interface OracleVerdict {
  readonly id: string;
  readonly credited: number;
  readonly status: string;
  readonly credits: readonly string[];
}

type Shift = { readonly max: number; readonly resting: number; readonly threshold: number };
const NO_SHIFT: Shift = { max: 0, resting: 0, threshold: 0 };

/** The seconds of each session by the date they are of: the same for every prescription and every shift. */
const secondsByDate = new WeakMap<Scenario, Map<string, Map<string, Second[]>>>();

/** What each bpm is to a target on a date: by index, asked once of every edge. */
interface Standing {
  readonly isIn: readonly boolean[];
  readonly isAbove: readonly boolean[];
}

/** Beyond every bpm of a scenario. */
const BPM_COUNT = 256;

/**
 * Every target of a week by brute force: each second against each edge as a whole number, each rule as it is written.
 * Scenarios have no all-day monitoring here: that is the other oracle's.
 */
export function judgeLanguage(
  scenario: Scenario,
  prescription: OraclePrescription,
  bases: OracleBases,
  shift: Shift = NO_SHIFT,
): OracleVerdict[] {
  const calendar = new Calendar(scenario.zones);
  const dates = datesOfWeek(scenario.week);
  const all = scenario.sessions.filter((session) => !isOvershadowed(session, scenario.sessions));
  const dated = secondsByDate.get(scenario) ?? splitByDate(all, calendar);
  secondsByDate.set(scenario, dated);
  const starting = all
    .filter((session) => dates.includes(calendar.dateAt(session.startMs)))
    .sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  const today = calendar.dateAt(scenario.nowMs);
  const done = dates.filter((date) => date < today).length;
  const finished = today > dates[6]!;
  const isSilent =
    all.every((session) =>
      dates.every((date) => (dated.get(session.id)!.get(date) ?? []).every((second) => second === 'paused')),
    ) &&
    starting.length === 0 &&
    !scenario.allDay.some(({ date, seconds }) => dates.includes(date) && seconds.length > 0);

  type Values = { readonly max: number; readonly resting: number | null; readonly threshold: number | null };
  const valuesByDate = new Map<string, Values>();
  const basisOn = (date: string): Values => {
    const known = valuesByDate.get(date) ?? findBasis(date);
    valuesByDate.set(date, known);
    return known;
  };
  const findBasis = (date: string): Values => {
    const resting = latest(
      bases.resting.map(({ date: validFrom, bpm }) => ({ validFrom, bpm })),
      date,
    );
    const threshold = latest(bases.thresholds, date);
    return {
      max: maximumOn(scenario, date).bpm + shift.max,
      resting: resting === null ? null : resting + shift.resting,
      threshold: threshold === null ? null : threshold + shift.threshold,
    };
  };
  /** 100 × bpm against 100 × the edge: below −, on it 0, above +; null without its basis. */
  const against = (bpm: number, edge: OracleEdge, date: string): number | null => {
    const { max, resting, threshold } = basisOn(date);
    if (edge.bpm !== undefined) return bpm - edge.bpm;
    if (edge.percentOfMax !== undefined) return 100 * bpm - edge.percentOfMax * max;
    if (edge.percentOfThreshold !== undefined) {
      return threshold === null ? null : 100 * bpm - edge.percentOfThreshold * threshold;
    }
    return resting === null ? null : 100 * (bpm - resting) - edge.percentOfReserve! * (max - resting);
  };
  const edgesOf = ({ band }: OracleTarget): { low: OracleEdge; high: OracleEdge | null } | null => {
    if (band === null) return null;
    if (typeof band !== 'string') return { low: band.atOrAbove, high: null };
    const open = band.startsWith('at_or_above:');
    const found = prescription.bands.find(({ id }) => id === band.replace('at_or_above:', ''))!;
    return { low: found.low, high: open ? null : found.high };
  };
  const isKnown = (target: OracleTarget, date: string): boolean => {
    const edges = edgesOf(target);
    if (edges === null) return true;
    const needed = [edges.low, ...(edges.high === null ? [] : [edges.high])];
    if (target.dose.structure !== undefined) needed.push(target.dose.structure.floor);
    return needed.every((edge) => against(100, edge, date) !== null);
  };
  const standings = new Map<string, Standing>();
  const standingOf = (target: OracleTarget, date: string): Standing => {
    const key = `${date} ${target.id}`;
    const known = standings.get(key) ?? findStanding(target, date);
    standings.set(key, known);
    return known;
  };
  const findStanding = (target: OracleTarget, date: string): Standing => {
    const edges = edgesOf(target);
    const everyBpm = Array.from({ length: BPM_COUNT }, (_, bpm) => bpm);
    const sides = everyBpm.map((bpm) => {
      if (edges === null) return { fromLow: null, toHigh: null };
      const { low, high } = edges;
      return {
        fromLow: against(bpm, low, date),
        toHigh: high === null ? -1 : against(bpm, high, date),
      };
    });
    return {
      isIn: sides.map(
        ({ fromLow, toHigh }) => fromLow !== null && toHigh !== null && fromLow >= 0 && toHigh <= 0,
      ),
      // An empty band has nothing above it that is not at its lower edge too.
      isAbove: sides.map(
        ({ fromLow, toHigh }) => fromLow !== null && toHigh !== null && fromLow >= 0 && toHigh > 0,
      ),
    };
  };
  const countOf = (seconds: readonly Second[], marks: readonly boolean[]): number =>
    seconds.filter((second) => typeof second === 'number' && marks[second]).length;
  const isOfSport = (session: Recorded, target: OracleTarget): boolean => {
    const is = (sport: string): boolean =>
      sport === 'strength' ? isStrength(session) : session.sport === sport || session.subSport === sport;
    return (target.sports ?? []).some(is) || target.sports === undefined
      ? !(target.exceptSports ?? []).some(is)
      : false;
  };

  const creditedBy = new Map<string, Set<string>>();
  const judge = (target: OracleTarget): OracleVerdict => {
    const { dose } = target;
    const credits: string[] = [];
    const creditedDates = new Set<string>();
    const possible = new Set<string>();
    let credited: number;
    let uncertain: number;
    if (dose.unit === 'sessions' || dose.unit === 'intervals') {
      for (const session of starting) {
        const date = calendar.dateAt(session.startMs);
        const also = (target.alsoCounts ?? []).some((id) => creditedBy.get(id)?.has(session.id) === true);
        const verdict = ofSession(session, target, date, also);
        if (verdict.possible) possible.add(date);
        if (verdict.credit && !creditedDates.has(date)) {
          creditedDates.add(date);
          credits.push(`${session.id} ${date}`);
        }
      }
      creditedBy.set(target.id, new Set(credits.map((credit) => credit.split(' ')[0]!)));
      credited = creditedDates.size;
      for (const date of creditedDates) possible.delete(date);
      uncertain = possible.size;
    } else {
      let weekSeconds = 0;
      let weekUnknown = 0;
      for (const date of dates) {
        if (!isKnown(target, date)) continue;
        let inBand = 0;
        let unknown = 0;
        const contributing: string[] = [];
        for (const session of all) {
          if (!isOfSport(session, target)) continue;
          const own = dated.get(session.id)!.get(date) ?? [];
          const mine = countOf(own, standingOf(target, date).isIn);
          inBand += mine;
          if (!session.logged) unknown += own.filter((second) => second === 'unknown').length;
          if (mine > 0) contributing.push(`${session.id} ${date}`);
        }
        weekSeconds += inBand;
        weekUnknown += unknown;
        if (dose.unit === 'minutes') credits.push(...contributing);
        else if (inBand >= dose.seconds!.least) {
          creditedDates.add(date);
          credits.push(...contributing);
        } else if (inBand + unknown >= dose.seconds!.least) possible.add(date);
      }
      credited = dose.unit === 'minutes' ? Math.floor(weekSeconds / 60) : creditedDates.size;
      uncertain =
        dose.unit === 'minutes' ? Math.floor(((weekSeconds % 60) + weekUnknown) / 60) : possible.size;
    }
    const status = statusOf(target, credited, uncertain, creditedDates.has(today));
    return { id: target.id, credited, status, credits: [...credits].sort() };
  };

  const ofSession = (
    session: Recorded,
    target: OracleTarget,
    date: string,
    also: boolean,
  ): { credit: boolean; possible: boolean } => {
    const none = { credit: false, possible: false };
    const { dose } = target;
    const active = session.seconds.filter((second) => second !== 'paused').length;
    if (target.band === null) {
      return { credit: isOfSport(session, target) && active >= dose.seconds!.least, possible: false };
    }
    if (session.logged || !isKnown({ ...target, dose: { ...dose, structure: undefined! } }, date))
      return none;
    const known = session.seconds.filter((second) => typeof second === 'number').length;
    const unknown = session.seconds.filter((second) => second === 'unknown').length;
    if (dose.structure !== undefined) {
      const { structure } = dose;
      const edges = edgesOf(target)!;
      if (!isKnown(target, date) || !isOfSport(session, target)) return none;
      const { credited, bouts } = countBouts(session.seconds, {
        isHigh: (bpm) => against(bpm, structure.floor, date)! >= 0,
        isWork: (bpm) => against(bpm, edges.low, date)! >= 0,
        isAbove: (bpm) => edges.high !== null && against(bpm, edges.high, date)! > 0,
        least: structure.work.least,
        most: structure.work.most,
        effort: structure.work.effort,
        shortestGap: structure.recovery.least,
        longestGap: structure.recovery.most,
        belowFloor: structure.recovery.belowFloor ?? 0,
      });
      if (bouts.length === 0) return none;
      if (credited >= structure.reps) {
        return known >= unknown ? { credit: true, possible: false } : { credit: false, possible: true };
      }
      const possible = credited === structure.reps - 1 && bouts.some(({ touched }) => touched);
      return { credit: false, possible };
    }
    if (also) return { credit: true, possible: false };
    if (!isOfSport(session, target)) return none;
    const standing = standingOf(target, date);
    const inBand = countOf(session.seconds, standing.isIn);
    const above = countOf(session.seconds, standing.isAbove);
    const hundredths = dose.cap === undefined ? null : Math.round(100 * dose.cap.aboveBand);
    const isEasyEnough = (seconds: number): boolean =>
      hundredths === null || 100 * above <= hundredths * seconds;
    if (inBand >= dose.seconds!.least && isEasyEnough(inBand)) {
      return known >= unknown ? { credit: true, possible: false } : { credit: false, possible: true };
    }
    const most = inBand + unknown;
    return { credit: false, possible: most >= dose.seconds!.least && isEasyEnough(most) };
  };

  const statusOf = (
    target: OracleTarget,
    credited: number,
    uncertain: number,
    creditedToday: boolean,
  ): string => {
    const { minimum, unit } = target.dose;
    if (dates.every((date) => !isKnown(target, date))) return 'undetermined';
    if (target.band === null && target.sports?.join() === 'strength') {
      const first = scenario.firstStrengthDate;
      if (first === null || first > dates[6]!) return 'undetermined';
    }
    if (credited >= minimum) return 'met';
    if (finished && isSilent) return 'undetermined';
    const daysLeft = 7 - done;
    const cap = unit === 'minutes' ? 1440 * daysLeft : Math.max(0, daysLeft - (creditedToday ? 1 : 0));
    if (credited + cap >= minimum) {
      return credited >= Math.floor((minimum * done) / 7) ? 'on_track' : 'behind';
    }
    return credited + cap + uncertain >= minimum ? 'undetermined' : 'missed';
  };

  const first = prescription.targets.filter(({ alsoCounts }) => (alsoCounts ?? []).length === 0);
  const rest = prescription.targets.filter(({ alsoCounts }) => (alsoCounts ?? []).length > 0);
  const found = new Map([...first, ...rest].map((target) => [target.id, judge(target)]));
  return prescription.targets.map(({ id }) => found.get(id)!);
}

function splitByDate(sessions: readonly Recorded[], calendar: Calendar): Map<string, Map<string, Second[]>> {
  return new Map(
    sessions.map(({ id, startMs, seconds }) => {
      const byDate = new Map<string, Second[]>();
      calendar.datesFrom(startMs, seconds.length).forEach((date, index) => {
        const own = byDate.get(date) ?? [];
        byDate.set(date, own);
        own.push(seconds[index]!);
      });
      return [id, byDate];
    }),
  );
}

function latest(
  values: readonly { readonly validFrom: string; readonly bpm: number }[],
  date: string,
): number | null {
  const sorted = [...values].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return (sorted.filter(({ validFrom }) => validFrom <= date).at(-1) ?? sorted[0])?.bpm ?? null;
}

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
