import { nextDate } from './civil-time.ts';
import type { Scenario } from './scenario.ts';

const SOURCES = ['device', 'monitoring', 'guided', 'entered'] as const;

const found = new WeakMap<Scenario, Map<string, number[]>>();

function byDateOf(scenario: Scenario): Map<string, number[]> {
  let byDate = found.get(scenario);
  if (byDate === undefined) {
    byDate = new Map();
    for (const { source, date, bpm } of scenario.resting) {
      const key = `${source} ${date}`;
      byDate.set(key, [...(byDate.get(key) ?? []), bpm]);
    }
    found.set(scenario, byDate);
  }
  return byDate;
}

/** Values of one source on the `days` dates that end with `to`, read date by date. */
function valuesOf(scenario: Scenario, source: string, to: string, days: number): number[] {
  if (scenario.resting.length === 0) return [];
  const byDate = byDateOf(scenario);
  return Array.from({ length: days }, (_, back) => nextDate(to, -back)).flatMap(
    (date) => byDate.get(`${source} ${date}`) ?? [],
  );
}

/** Half of the values lie on either side. */
function middleOf(values: readonly number[]): number {
  const left = [...values].sort((a, b) => a - b);
  while (left.length > 2) {
    left.pop();
    left.shift();
  }
  return left.reduce((sum, value) => sum + value, 0) / left.length;
}

/** R: four weeks against those that ended eight weeks before, of the first source that has enough days of both. */
export function restingOf(scenario: Scenario, date: string): unknown {
  const earlierTo = nextDate(date, -56);
  for (const source of SOURCES) {
    const recent = valuesOf(scenario, source, date, 28);
    const earlier = valuesOf(scenario, source, earlierTo, 28);
    if (recent.length < 14 || earlier.length < 14) continue;
    const [medianBpm, earlierMedianBpm] = [middleOf(recent), middleOf(earlier)];
    const change = medianBpm - earlierMedianBpm;
    const trend = change <= -2 ? 'falling' : change >= 3 ? 'rising' : 'steady';
    return { trend, source, medianBpm, earlierMedianBpm };
  }
  const isOld = scenario.resting.some((each) => each.date <= nextDate(earlierTo, -27));
  const trend = isOld ? 'too_few' : 'too_early';
  return { trend, source: null, medianBpm: null, earlierMedianBpm: null };
}

/** G5: on the date and on one more of the two before, at least 5 above the middle of the 28 days before those three. */
export function restingRaised(scenario: Scenario, date: string): boolean {
  return SOURCES.some((source) => {
    const usual = valuesOf(scenario, source, nextDate(date, -3), 28);
    if (usual.length < 14) return false;
    const raised = (on: string): boolean =>
      valuesOf(scenario, source, on, 1).some((bpm) => bpm >= middleOf(usual) + 5);
    return raised(date) && (raised(nextDate(date, -1)) || raised(nextDate(date, -2)));
  });
}
