import type { WeekReportJson } from '../../api/contract.ts';

/** Consecutive finished weeks met up to now (T11); the open week neither breaks nor extends it until it is met. */
export function streakOf(reports: readonly WeekReportJson[], targetId: string, currentWeek: string): number {
  let streak = 0;
  for (let index = reports.length - 1; index >= 0; index--) {
    const report = reports[index]!;
    const met = report.targets.find(({ id }) => id === targetId)?.status === 'met';
    if (met) streak += 1;
    else if (report.week !== currentWeek) break;
  }
  return streak;
}
