import { Calendar, datesOfWeek, nextDate } from './civil-time.ts';
import { countIntervals } from './count-intervals.ts';
import type { Counted, Targets } from './judge-targets.ts';
import { bandOf, doseOn, isIn, judgeTargets, maximumOn } from './judge-targets.ts';
import type { Dose, Recorded, Scenario, Second } from './scenario.ts';

type TargetName = 'zone2' | 'interval_4x4' | 'anti_inflammatory' | 'strength' | 'cardio';
const TARGETS: readonly TargetName[] = ['zone2', 'interval_4x4', 'anti_inflammatory', 'strength', 'cardio'];

/** The whole verdict on a scenario, second by second, in plain data to be compared field by field. */
export function judgeScenario(scenario: Scenario): unknown {
  const calendar = new Calendar(scenario.zones);
  const dates = datesOfWeek(scenario.week);
  const dose = doseOn(scenario, dates[0]!);
  const sessions = scenario.sessions.filter((session) => !isLeftOut(session, scenario.sessions));
  const judged = judgeTargets(scenario, calendar, sessions, dates, 0);
  const seconds = secondsOfWeek(calendar, sessions, dates);
  const nothing =
    seconds.length === 0 && !sessions.some((session) => dates.includes(calendar.dateAt(session.startMs)));
  const statuses = statusesOf(scenario, calendar, dates, nothing, judged);
  const shifted = [-10, -5, 5, 10].map((delta) => ({
    delta,
    statuses: statusesOf(
      scenario,
      calendar,
      dates,
      nothing,
      judgeTargets(scenario, calendar, sessions, dates, delta),
    ),
  }));
  const known = seconds.filter(({ second }) => typeof second === 'number').length;
  const unknown = seconds.filter(({ second, session }) => second === 'unknown' && !session.logged).length;
  const today = calendar.dateAt(scenario.nowMs);
  const order = ['missed', 'behind', 'undetermined', 'on_track', 'met'];

  return {
    week: scenario.week,
    from: dates[0],
    to: dates[6],
    status: order.find((status) =>
      [statuses.zone2, statuses.interval_4x4, statuses.anti_inflammatory].includes(status),
    ),
    maxHeartRates: [...new Set(dates.map((date) => maximumOn(scenario, date).id))],
    prescriptionId: dose.id,
    activeSeconds: seconds.length,
    coverage: known + unknown === 0 ? null : known / (known + unknown),
    cells: cellsOf(scenario, dose, seconds),
    bands: dose.bands.map(({ id, lowPercent, highPercent }) => {
      const last = maximumOn(scenario, dates[6]!).bpm;
      const inside = Array.from({ length: 300 }, (_, bpm) => bpm).filter((bpm) =>
        isIn(bpm, lowPercent, highPercent, last),
      );
      const inBand = seconds.filter(({ second, date }) =>
        isIn(second, lowPercent, highPercent, maximumOn(scenario, date).bpm),
      );
      return { id, seconds: inBand.length, lowBpm: inside[0] ?? null, highBpm: inside.at(-1) ?? null };
    }),
    targets: TARGETS.map((target) => {
      const counted = judged[target];
      const credited = target === 'anti_inflammatory' ? counted.creditedDates.size : counted.credits.length;
      const { minimum, maximum } = wanted(dose, target);
      const left = Math.max(0, minimum - credited);
      return {
        id: target,
        credited,
        minimum,
        maximum,
        status: statuses[target],
        seconds: targetSeconds(scenario, dose, target, judged, seconds, calendar, sessions, dates),
        credits: counted.credits,
        refusals: counted.refusals,
        remainingSessions: target === 'anti_inflammatory' ? null : left,
        remainingDays: target === 'anti_inflammatory' ? left : null,
        todaySeconds:
          target === 'anti_inflammatory' && dates.includes(today)
            ? Math.max(
                0,
                60 * dose.antiInflammatory.minimumMinutes -
                  judged.days.find((day) => day.date === today)!.seconds,
              )
            : null,
        robustness: shifted.map((each) => ({ delta: each.delta, status: each.statuses[target] })),
      };
    }),
    lightDays: judged.days,
    days: dates.map((date) => ({
      date,
      sessions: sessions
        .filter((session) => seconds.some((each) => each.session === session && each.date === date))
        .sort((a, b) => a.startMs - b.startMs)
        .map((session) => session.id),
      bands: dose.bands.map(({ id, lowPercent, highPercent }) => ({
        id,
        seconds: seconds.filter(
          (each) =>
            each.date === date && isIn(each.second, lowPercent, highPercent, maximumOn(scenario, date).bpm),
        ).length,
      })),
    })),
    guards: guardsOf(scenario, calendar, sessions, dates),
  };
}

interface WeekSecond {
  readonly session: Recorded;
  readonly second: Second;
  readonly date: string;
}

function secondsOfWeek(
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
): WeekSecond[] {
  const wantedDates = new Set(dates);
  return sessions.flatMap((session) => {
    const dateOf = calendar.datesFrom(session.startMs, session.seconds.length);
    return session.seconds.flatMap((second, index) => {
      const date = dateOf[index]!;
      return second === 'paused' || !wantedDates.has(date) ? [] : [{ session, second, date }];
    });
  });
}

/** A simulated session of the hours of a real one (L13). */
function isLeftOut(session: Recorded, all: readonly Recorded[]): boolean {
  const endMs = (each: Recorded): number => each.startMs + 1000 * each.seconds.length;
  return (
    session.simulated &&
    all.some((other) => !other.simulated && other.startMs < endMs(session) && session.startMs < endMs(other))
  );
}

function wanted(dose: Dose, target: TargetName): { minimum: number; maximum: number } {
  if (target === 'anti_inflammatory') {
    return { minimum: dose.antiInflammatory.minimumDays, maximum: dose.antiInflammatory.maximumDays };
  }
  const { minimum, maximum } = target === 'interval_4x4' ? dose.interval4x4 : dose[target];
  return { minimum, maximum };
}

/** T8, word by word. */
function statusesOf(
  scenario: Scenario,
  calendar: Calendar,
  dates: readonly string[],
  nothing: boolean,
  judged: Targets,
): Record<TargetName, string> {
  const today = calendar.dateAt(scenario.nowMs);
  const done = dates.filter((date) => date < today).length;
  const finished = done === 7;
  const dose = doseOn(scenario, dates[0]!);
  const status = (target: TargetName, counted: Counted): string => {
    if (
      target === 'strength' &&
      (scenario.firstStrengthDate === null || scenario.firstStrengthDate > dates[6]!)
    ) {
      return 'undetermined';
    }
    const c = counted.creditedDates.size;
    const m = wanted(dose, target).minimum;
    const cap = Math.max(0, 7 - done - (counted.creditedDates.has(today) ? 1 : 0));
    const u = counted.possibleDates.size;
    if (c >= m) return 'met';
    if (finished && nothing) return 'undetermined';
    if (c + cap >= m) return c >= Math.floor((m * done) / 7) ? 'on_track' : 'behind';
    return c + cap + u >= m ? 'undetermined' : 'missed';
  };
  return {
    zone2: status('zone2', judged.zone2),
    interval_4x4: status('interval_4x4', judged.interval_4x4),
    anti_inflammatory: status('anti_inflammatory', judged.anti_inflammatory),
    strength: status('strength', judged.strength),
    cardio: status('cardio', judged.cardio),
  };
}

/** Z3: the article's cells by their edges; others by the first and last bpm that lie on the same side of every edge. */
function cellsOf(scenario: Scenario, dose: Dose, seconds: readonly WeekSecond[]): Record<string, number> {
  const cells: Record<string, number> = {};
  const custom = dose.id !== 'default';
  for (const { second, date } of seconds) {
    const max = maximumOn(scenario, date).bpm;
    const id =
      second === 'unknown' || second === 'paused'
        ? 'unknown'
        : custom
          ? ownCell(dose, second, max)
          : articleCell(second, max);
    cells[id] = (cells[id] ?? 0) + 1;
  }
  return cells;
}

function articleCell(bpm: number, max: number): string {
  const ratio = 100 * bpm;
  if (ratio < 50 * max) return 'lt50';
  if (ratio < 60 * max) return '50to60';
  if (ratio <= 65 * max) return '60to65';
  if (ratio <= 70 * max) return '65to70';
  if (ratio < 85 * max) return '70to85';
  return ratio <= 90 * max ? '85to90' : 'gt90';
}

function ownCell(dose: Dose, bpm: number, max: number): string {
  const sides = (each: number): string =>
    dose.bands
      .map(({ lowPercent, highPercent }) =>
        100 * each < lowPercent * max ? '<' : 100 * each > highPercent * max ? '>' : '=',
      )
      .join('');
  let low = bpm;
  while (low > 30 && sides(low - 1) === sides(bpm)) low -= 1;
  let high = bpm;
  while (high < 230 && sides(high + 1) === sides(bpm)) high += 1;
  return `${low}-${high}`;
}

function targetSeconds(
  scenario: Scenario,
  dose: Dose,
  target: TargetName,
  judged: Targets,
  seconds: readonly WeekSecond[],
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
): number {
  const strength = ({ sport, subSport, setCount, logged }: Recorded): boolean =>
    [sport, subSport].includes('strength_training') ||
    (sport === 'training' && (setCount > 0 || (logged && subSport === null)));
  if (target === 'anti_inflammatory') return judged.days.reduce((sum, day) => sum + day.seconds, 0);
  if (target === 'strength') {
    return sessions
      .filter((session) => strength(session) && dates.includes(calendar.dateAt(session.startMs)))
      .reduce((sum, session) => sum + session.seconds.filter((second) => second !== 'paused').length, 0);
  }
  const high = target === 'cardio' ? 1000 : bandOf(dose, target).highPercent;
  const low = target === 'cardio' ? dose.cardio.lowPercent : bandOf(dose, target).lowPercent;
  return seconds.filter(
    ({ session, second, date }) =>
      (target !== 'cardio' || !strength(session)) && isIn(second, low, high, maximumOn(scenario, date).bpm),
  ).length;
}

/** G1–G3 up to today, at most one a day, the most severe first. */
function guardsOf(
  scenario: Scenario,
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
): { rule: string; severity: string; date: string }[] {
  const hard = new Map<string, number>();
  const exercise = new Map<string, number>();
  const intervalDays = new Set<string>();
  for (const session of sessions) {
    const start = calendar.dateAt(session.startMs);
    const band = bandOf(doseOn(scenario, start), 'interval_4x4');
    const counted = countIntervals(session.seconds, band.lowPercent, maximumOn(scenario, start).bpm);
    if (counted.credited >= 2 && !session.logged) intervalDays.add(start);
    session.seconds.forEach((second, index) => {
      if (typeof second !== 'number') return;
      const date = calendar.dateAt(session.startMs + 1000 * index);
      const max = maximumOn(scenario, date).bpm;
      if (100 * second >= 85 * max) hard.set(date, (hard.get(date) ?? 0) + 1);
      if (100 * second >= 50 * max) exercise.set(date, (exercise.get(date) ?? 0) + 1);
    });
  }
  const isHard = (date: string): boolean => (hard.get(date) ?? 0) >= 600 || intervalDays.has(date);
  const sum = (of: Map<string, number>, date: string, days: number): number =>
    Array.from({ length: days }, (_, back) => of.get(nextDate(date, -back)) ?? 0).reduce((a, b) => a + b, 0);
  const today = calendar.dateAt(scenario.nowMs);
  const passed = dates.filter((date) => date <= today);
  return passed.flatMap((date) => {
    const found: { rule: string; severity: string; date: string }[] = [];
    const week = (hard.get(date) ?? 0) > 0 ? sum(hard, date, 7) : 0;
    if (week >= 9000) found.push({ rule: 'G2', severity: 'strong', date });
    else if (week > 5400) found.push({ rule: 'G2', severity: 'caution', date });
    else if (isHard(date) && isHard(nextDate(date, -1))) found.push({ rule: 'G1', severity: 'note', date });
    else if (week > 3600) found.push({ rule: 'G2', severity: 'note', date });
    else if (date === passed.at(-1)) {
      const all = sum(exercise, date, 28);
      if (all >= 28_800 && sum(hard, date, 28) > 0.2 * all)
        found.push({ rule: 'G3', severity: 'note', date });
    }
    return found;
  });
}
