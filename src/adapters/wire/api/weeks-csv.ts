import type { Locale } from '../../../domain/athlete.ts';
import { targetLabel } from '../messages/target-label.ts';
import { median } from '../../../domain/monitoring/resting.ts';
import { holds } from '../../../domain/week/robustness.ts';
import { qualitiesOf } from '../../../domain/week/interval-quality.ts';
import type { TargetReport, WeekReport } from '../../../domain/week/week-report.ts';

/**
 * RFC 4180: one line per week and target. Words are ids and numbers have a decimal point, for programs; last, for people,
 * what the target is called.
 */
export function weeksCsv(reports: readonly WeekReport[], locale: Locale): string {
  const lines = [HEAD.join(',')];
  for (const report of reports) {
    for (const target of report.targets) {
      lines.push(
        [
          report.week,
          report.from,
          report.to,
          report.timeZone,
          report.status,
          report.activeSeconds,
          report.passiveSeconds,
          report.coverage === null ? '' : report.coverage.toFixed(4),
          target.id,
          target.unit,
          target.credited,
          target.minimum,
          target.maximum,
          target.status ?? '',
          target.seconds ?? '',
          target.bandSeconds ?? '',
          target.streakWeeks ?? '',
          report.excused,
          holdsText(target),
          ...qualityOf(report, target.id),
          ...restingOf(report),
          report.guards.map((guard) => guard.rule).join(' '),
          report.basis.maxHeartRates.map(({ bpm }) => bpm).join(' '),
          report.basis.prescriptionId,
          report.basis.ruleVersion,
          quoted(targetLabel({ id: target.id, name: target.name?.[locale] }, locale)),
        ].join(','),
      );
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Words of a person's own. What a spreadsheet would take for a formula stays words. */
function quoted(text: string): string {
  return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}

/** Whether the status is the same at every shifted max heart rate (M6); empty where nothing is judged. */
function holdsText({ status, robustness }: TargetReport): string {
  return status === null || robustness === null ? '' : String(holds(status, robustness));
}

/** Effort, time above the band and the median of the recoveries of the week's sessions of a target of intervals. */
function qualityOf({ intervalQuality }: WeekReport, targetId: string): (number | '')[] {
  const rows = qualitiesOf(intervalQuality, targetId);
  if (rows.length === 0) return ['', '', ''];
  const recoveries = rows.flatMap(({ recoveryBpm }) => recoveryBpm ?? []);
  return [
    rows.reduce((sum, each) => sum + each.effortSeconds, 0),
    rows.reduce((sum, each) => sum + each.aboveSeconds, 0),
    recoveries.length === 0 ? '' : median(recoveries),
  ];
}

function restingOf({
  restingHeartRate: { trend, source, medianBpm, earlierMedianBpm },
}: WeekReport): unknown[] {
  return [trend, source ?? '', medianBpm ?? '', earlierMedianBpm ?? ''];
}

const HEAD = [
  'week',
  'from',
  'to',
  'time_zone',
  'week_status',
  'active_seconds',
  'passive_seconds',
  'coverage',
  'target',
  'unit',
  'credited',
  'minimum',
  'maximum',
  'target_status',
  'target_seconds',
  'band_seconds',
  'streak_weeks',
  'excused',
  'holds',
  'interval_effort_seconds',
  'interval_above_seconds',
  'interval_recovery_bpm',
  'resting_trend',
  'resting_source',
  'resting_median_bpm',
  'resting_earlier_median_bpm',
  'guards',
  'max_heart_rates',
  'prescription_id',
  'rule_version',
  'target_name',
] as const;
