import { JUDGED_TARGET_IDS, judgeWeek } from './judge-week.ts';
import type { WeekJudgement } from './judge-week.ts';
import { advanceStreak } from './streak.ts';
import type { Streaks } from './streak.ts';
import type { WeekFacts } from './week-facts.ts';
import { weekFacts } from './week-facts.ts';
import type { WeekInput } from './week-input.ts';
import type { WeekReport } from './week-report.ts';

/** The streaks after a week that is already judged, from those before it (T11). */
export function advanceStreaks(
  facts: WeekFacts,
  { statuses }: Pick<WeekJudgement, 'statuses'>,
  before: Streaks,
): Streaks {
  const excused = facts.input.excusedWeeks.includes(facts.input.week);
  const open = facts.phase !== 'finished';
  const after = { ...before };
  for (const target of JUDGED_TARGET_IDS) {
    after[target] = advanceStreak(before[target], { status: statuses[target], excused, open });
  }
  return after;
}

/** The same for a week of which nothing else is asked: only its statuses are judged. */
export function streaksAfterWeek(input: WeekInput, before: Streaks): Streaks {
  const facts = weekFacts(input);
  return advanceStreaks(facts, judgeWeek(facts, 0), before);
}

/** The streaks that a report shows, to go on from with the next week. */
export function streaksOf(report: WeekReport): Streaks {
  const weeks = new Map(report.targets.map((target) => [target.id, target.streakWeeks ?? 0]));
  return {
    zone2: weeks.get('zone2') ?? 0,
    interval_4x4: weeks.get('interval_4x4') ?? 0,
    anti_inflammatory: weeks.get('anti_inflammatory') ?? 0,
    strength: weeks.get('strength') ?? 0,
    cardio: weeks.get('cardio') ?? 0,
  };
}
