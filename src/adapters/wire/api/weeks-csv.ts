import type { WeekReport } from '../../../domain/week-report.ts';

/** RFC 4180: one line per week and target. Words are ids, numbers have a decimal point: for programs, not for people. */
export function weeksCsv(reports: readonly WeekReport[]): string {
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
          report.bands.find((band) => band.id === target.id)?.seconds ?? '',
        ].join(','),
      );
    }
  }
  return `${lines.join('\r\n')}\r\n`;
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
] as const;
