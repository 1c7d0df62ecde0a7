import { evaluateWeek } from '../domain/evaluate-week.ts';
import type { IsoWeek } from '../domain/units.ts';
import type { WeekReport } from '../domain/week-report.ts';
import { weeksBetween } from '../domain/week.ts';
import { AppError } from './errors.ts';
import { loadWeekInput, type WeekInputStores } from './load-week-input.ts';
import type { Clock } from './ports.ts';

export interface ReportWeekDeps {
  readonly stores: WeekInputStores;
  readonly clock: Clock;
}

/** Most weeks one question may span: ten years. */
const WEEKS_MAX = 530;

export type ReportWeek = (input: { athleteId: string; week: IsoWeek }) => Promise<WeekReport>;
export type ReportWeeks = (input: { athleteId: string; from: IsoWeek; to: IsoWeek }) => Promise<WeekReport[]>;

/** One week, judged now from what is stored (T10: derived, never stored as truth). */
export function reportWeek(deps: ReportWeekDeps): ReportWeek {
  return async ({ athleteId, week }) => {
    const nowMs = deps.clock.nowMs();
    return evaluateWeek({
      ...(await loadWeekInput(deps.stores, athleteId, { from: week, to: week }, nowMs)),
      week,
    });
  };
}

/** The weeks from…to inclusive, ascending. */
export function reportWeeks(deps: ReportWeekDeps): ReportWeeks {
  return async ({ athleteId, from, to }) => {
    const weeks = weeksBetween(from, to);
    if (weeks.length === 0)
      throw new AppError('invalid_input', '`from` must not be after `to`.', { field: 'from' });
    if (weeks.length > WEEKS_MAX) {
      throw new AppError('invalid_input', `At most ${WEEKS_MAX} weeks at a time.`, { field: 'to' });
    }
    const input = await loadWeekInput(deps.stores, athleteId, { from, to }, deps.clock.nowMs());
    return weeks.map((week) => evaluateWeek({ ...input, week }));
  };
}
