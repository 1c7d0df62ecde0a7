import type { Athlete } from '../../domain/athlete.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekOf, previousWeek } from '../../domain/calendar/week.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';

/** The weeks whose verdicts are told: the one before and the one under way. */
export function watchedWeeks(
  { timeZones }: Pick<Athlete, 'timeZones'>,
  nowMs: number,
): readonly [IsoWeek, IsoWeek] {
  const week = isoWeekOf(localDateAt(nowMs, timeZones));
  return [previousWeek(week), week];
}

export interface Tellable {
  /** Equal where the same was told before. */
  readonly key: string;
  readonly type: 'target.met' | 'guard.raised' | 'ceiling.crossed';
  /** Its place in the report's list of targets, guards or sessions above the ceiling. */
  readonly index: number;
}

/** What of a week is told once: every target that is met, every guard that is raised, every session above the ceiling. */
export function tellables(report: Pick<WeekReport, 'targets' | 'guards' | 'ceiling'>): Tellable[] {
  return [
    ...report.targets.flatMap(({ id, status }, index): Tellable[] =>
      status === 'met' ? [{ key: `target:${id}`, type: 'target.met', index }] : [],
    ),
    ...report.guards.map(({ rule, severity, date }, index): Tellable => ({
      key: `guard:${rule}:${severity}:${date}`,
      type: 'guard.raised',
      index,
    })),
    ...(report.ceiling?.sessions ?? []).map(({ sessionId, crossings }, index): Tellable => ({
      key: `ceiling:${sessionId}:${crossings}`,
      type: 'ceiling.crossed',
      index,
    })),
  ];
}
