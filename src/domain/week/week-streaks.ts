import { judgeWeek } from './judge-week.ts';
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
  { targets }: Pick<WeekJudgement, 'targets'>,
  before: Streaks,
): Streaks {
  const excused = facts.input.excusedWeeks.includes(facts.input.week);
  const open = facts.phase !== 'finished';
  return Object.fromEntries(
    targets.map(({ target: { id }, status }) => [
      id,
      advanceStreak(before[id] ?? 0, { status, excused, open }),
    ]),
  );
}

/** The same for a week of which nothing else is asked: only its statuses are judged. */
export function streaksAfterWeek(input: WeekInput, before: Streaks): Streaks {
  const facts = weekFacts(input);
  return advanceStreaks(facts, judgeWeek(facts), before);
}

/** The streaks that a report shows, to go on from with the next week. */
export function streaksOf(report: WeekReport): Streaks {
  return Object.fromEntries(
    report.targets.flatMap(({ id, streakWeeks }) => (streakWeeks === null ? [] : [[id, streakWeeks]])),
  );
}
