import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { evaluateWeek } from '../../domain/week/evaluate-week.ts';
import { explainTarget as explain, type Explanation } from '../../domain/week/explain.ts';
import { reportSince } from '../../domain/week/report-since.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { WeekReport } from '../../domain/week/week-report.ts';
import { AppError } from '../errors.ts';
import { loadWeeksWithStreaks } from './load-streaks.ts';
import type { ReportReader, ReportWeekDeps } from './report-week.ts';

export type ExplainTarget = (
  input: {
    athleteId: string;
    week: IsoWeek;
    target: string;
  } & ReportReader,
) => Promise<{ report: WeekReport; explanation: Explanation }>;

/** Why a target of a week stands as it stands (T12): of the verdict of now, from the same evidence. */
export function explainTarget(deps: Omit<ReportWeekDeps, 'breathe'>): ExplainTarget {
  return async ({ athleteId, week, target, since = null }) => {
    const span = { from: week, to: week };
    const loaded = await loadWeeksWithStreaks(deps, athleteId, span, deps.clock.nowMs());
    const { input, streaksBefore } = loaded;
    const report = reportSince(evaluateWeek({ ...input, week, streaksBefore }), input.excusedWeeks, since);
    await loaded.kept;
    const explanation = explain(report, choosePrescription(input.prescriptions, week), target);
    if (explanation === null) throw new AppError('not_found', 'This week has no such target.');
    return { report, explanation };
  };
}
