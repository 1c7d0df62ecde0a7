import { Calendar, datesOfWeek, nextDate } from './civil-time.ts';
import { countIntervals } from './count-intervals.ts';
import type { Counted, Targets } from './judge-targets.ts';
import { allDaySeconds, bandOf, doseOn, isIn, judgeTargets, maximumOn } from './judge-targets.ts';
import { restingOf, restingRaised } from './resting.ts';
import type { Dose, Recorded, Scenario, Second, TargetName } from './scenario.ts';

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
    seconds.length === 0 &&
    !sessions.some((session) => dates.includes(calendar.dateAt(session.startMs))) &&
    !scenario.allDay.some((day) => dates.includes(day.date));
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
    timeZone: zoneOn(scenario, dates[0]!),
    activeSeconds: seconds.length,
    passiveSeconds: scenario.allDay
      .filter((day) => dates.includes(day.date))
      .reduce((sum, day) => sum + day.seconds.length, 0),
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
        leftSays: leftSays(scenario, dose, dates, today, target, left, judged, nothing),
        rule: ruleOf(dose, target, maximumOn(scenario, dates[6]!).bpm),
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
        streakWeeks: streakOf(scenario, target, statuses[target], today > dates[6]!),
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
    excused: scenario.excused,
    movementDays: dates.filter(
      (date) =>
        allDaySeconds(scenario, date, () => true) > 0 ||
        seconds.some((each) => each.date === date) ||
        sessions.some((session) => calendar.dateAt(session.startMs) === date),
    ).length,
    intervalQuality: qualityOf(scenario, calendar, sessions, dates),
    restingHeartRate: restingOf(scenario, today < dates[6]! ? today : dates[6]!),
    notes: notesOf(scenario, calendar, sessions, dates, {
      known,
      unknown,
      silent: nothing && today > dates[6]!,
    }),
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
    const counted = countIntervals(session.seconds, band, maximumOn(scenario, start).bpm);
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
    else if (
      date === passed.at(-1) &&
      sum(exercise, date, 28) >= 28_800 &&
      sum(hard, date, 28) > 0.2 * sum(exercise, date, 28)
    ) {
      found.push({ rule: 'G3', severity: 'note', date });
    } else if (restingRaised(scenario, date)) found.push({ rule: 'G5', severity: 'note', date });
    return found;
  });
}

export function zoneOn({ zones }: Scenario, date: string): string {
  return (zones.findLast((zone) => zone.validFrom <= date) ?? zones[0]!).timeZone;
}

/** T11. */
function streakOf(
  { excused, streaksBefore }: Scenario,
  target: TargetName,
  status: string,
  finished: boolean,
): number {
  if (excused) return streaksBefore[target];
  if (status === 'met') return streaksBefore[target] + 1;
  return finished ? 0 : streaksBefore[target];
}

function qualityOf(
  scenario: Scenario,
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
): unknown[] {
  return [...sessions]
    .sort((a, b) => a.startMs - b.startMs)
    .flatMap((session) => {
      const date = calendar.dateAt(session.startMs);
      if (!dates.includes(date) || session.logged) return [];
      const band = bandOf(doseOn(scenario, dates[0]!), 'interval_4x4');
      const { credited, bouts } = countIntervals(session.seconds, band, maximumOn(scenario, date).bpm);
      const good = bouts.filter((bout) => bout.kind === 'credited');
      if (good.length === 0) return [];
      const drops = good.flatMap(({ drop }) => (drop === null ? [] : [drop])).sort((a, b) => a - b);
      const middle = drops.slice(Math.ceil(drops.length / 2) - 1, Math.floor(drops.length / 2) + 1);
      return [
        {
          sessionId: session.id,
          localDate: date,
          credited,
          effortSeconds: good.reduce((sum, bout) => sum + bout.effort, 0),
          aboveSeconds: bouts.reduce((sum, bout) => sum + bout.above, 0),
          recoveryBpm:
            drops.length === 0 ? null : middle.reduce((sum, drop) => sum + drop, 0) / middle.length,
        },
      ];
    });
}

/** What has to be said of the week beside its numbers, in any order. */
export function notesOf(
  scenario: Scenario,
  calendar: Calendar,
  sessions: readonly Recorded[],
  dates: readonly string[],
  { known, unknown, silent }: { known: number; unknown: number; silent: boolean },
): { id: string; values?: Record<string, number | string> }[] {
  const { firstEvidenceDate } = scenario;
  const values = dates.map((date) => maximumOn(scenario, date));
  const earliest = scenario.maxima.map(({ validFrom }) => validFrom).sort()[0]!;
  const formula = values.findLast(({ source }) => source === 'formula');
  const starts = (session: Recorded): boolean => dates.includes(calendar.dateAt(session.startMs));
  const simulated = sessions.filter((session) => starts(session) && session.simulated).length;
  const near = scenario.sessions.filter((session) => {
    const date = calendar.dateAt(session.startMs);
    return date >= nextDate(dates[0]!, -31) && date <= dates[6]!;
  });
  const leftOut = near.filter((session) => isLeftOut(session, near)).length;
  const before = firstEvidenceDate !== null && dates[6]! < firstEvidenceDate;
  const lastZone = zoneOn(scenario, dates[6]!);
  const said: [boolean, string, Record<string, number | string>?][] = [
    [before, 'week.before_first_evidence'],
    [!before && silent, 'week.silent'],
    [firstEvidenceDate !== null && dates.includes(firstEvidenceDate), 'week.first'],
    [scenario.excused, 'week.excused'],
    [dates.some((date) => date < earliest), 'max_heart_rate.before_first'],
    [formula !== undefined, 'max_heart_rate.formula', { bpm: formula?.bpm ?? 0, marginBpm: 11 }],
    [
      known + unknown > 0 && known < 0.8 * (known + unknown),
      'coverage.low',
      { knownPercent: Math.floor((100 * known) / (known + unknown)) },
    ],
    [simulated > 0, 'simulated.counted', { count: simulated }],
    [leftOut > 0, 'simulated.left_out', { count: leftOut }],
    [zoneOn(scenario, dates[0]!) !== lastZone, 'week.time_zone_moved', { timeZone: lastZone }],
  ];
  return said.flatMap(([isSaid, id, numbers]) =>
    isSaid ? [numbers === undefined ? { id } : { id, values: numbers }] : [],
  );
}

/** The first and last bpm of some per cents, by trying every bpm. */
function bpmOf(lowPercent: number, highPercent: number, max: number): { lowBpm: number; highBpm: number } {
  const inside = Array.from({ length: 300 }, (_, bpm) => bpm).filter((bpm) =>
    isIn(bpm, lowPercent, highPercent, max),
  );
  // A band so narrow that no whole bpm lies in it ends before it begins.
  const first =
    inside[0] ?? Array.from({ length: 300 }, (_, bpm) => bpm).find((bpm) => 100 * bpm >= lowPercent * max)!;
  return { lowBpm: first, highBpm: inside.at(-1) ?? first - 1 };
}

/** The numbers of what is left (T9). */
function leftSays(
  scenario: Scenario,
  dose: Dose,
  dates: readonly string[],
  today: string,
  target: TargetName,
  count: number,
  judged: Targets,
  nothing: boolean,
): Record<string, number | string> {
  if (count === 0) return {};
  const done = dates.filter((date) => date < today).length;
  const isOver = done === 7;
  const { firstStrengthDate } = scenario;
  const unheardOf = firstStrengthDate === null || firstStrengthDate > dates[6]!;
  if (isOver && (nothing || (target === 'strength' && unheardOf))) return {};
  const possible = 7 - done - (judged[target].creditedDates.has(today) ? 1 : 0);
  if (possible < count) return { count };
  const byDate = dates[6]!;
  const max = maximumOn(scenario, dates.includes(today) ? today : byDate).bpm;
  if (target === 'strength') return { count, minimumMinutes: dose.strength.minimumMinutes, byDate };
  if (target === 'cardio') {
    const { minimumMinutes, lowPercent } = dose.cardio;
    return { count, minimumMinutes, lowBpm: bpmOf(lowPercent, 1000, max).lowBpm, byDate };
  }
  const { lowPercent, highPercent } = bandOf(dose, target);
  const range = bpmOf(lowPercent, highPercent, max);
  if (target === 'interval_4x4') return { count, ...range, byDate };
  if (target === 'zone2') {
    const { minimumMinutes, maximumMinutes } = dose.zone2;
    return { count, minimumMinutes, maximumMinutes, ...range, byDate };
  }
  const { minimumMinutes } = dose.antiInflammatory;
  const day = judged.days.find((each) => each.date === today);
  const todaySeconds = day === undefined ? 0 : Math.max(0, 60 * minimumMinutes - day.seconds);
  return todaySeconds === 0
    ? { count, minimumMinutes, ...range, byDate }
    : { count, minutes: Math.ceil(todaySeconds / 60), ...range };
}

/** The rule that an explanation names, and the athlete's own numbers in it (T12). */
function ruleOf(dose: Dose, target: TargetName, max: number): { rule: string; says: Record<string, number> } {
  const band = (id: 'zone2' | 'interval_4x4' | 'anti_inflammatory'): Record<string, number> => {
    const { lowPercent, highPercent } = bandOf(dose, id);
    return { lowPercent, highPercent, ...bpmOf(lowPercent, highPercent, max) };
  };
  switch (target) {
    case 'zone2':
      return { rule: 'T3', says: { minimumMinutes: dose.zone2.minimumMinutes, ...band(target) } };
    case 'interval_4x4':
      return { rule: 'T4', says: band(target) };
    case 'anti_inflammatory':
      return { rule: 'T5', says: { minimumMinutes: dose.antiInflammatory.minimumMinutes, ...band(target) } };
    case 'strength':
      return { rule: 'T6', says: { minimumMinutes: dose.strength.minimumMinutes } };
    case 'cardio': {
      const { minimumMinutes, lowPercent } = dose.cardio;
      const { lowBpm } = bpmOf(lowPercent, 1000, max);
      return { rule: 'T7', says: { minimumMinutes, lowPercent, lowBpm } };
    }
  }
}
