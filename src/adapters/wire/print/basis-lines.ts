import type { Locale } from '../../../domain/athlete.ts';
import type { WeekReportJson } from '../api/week-report.ts';
import type { LabelId } from '../messages/message-ids.ts';
import { renderMessage, renderNote } from '../messages/render.ts';
import { formatDate } from './format-date.ts';

/** What a week rests on, and how much of it is known. */
export function basisLines(report: WeekReportJson, locale: Locale): string[] {
  const { maxHeartRates, prescriptionId, ruleVersion } = report.basis;
  const say = (id: LabelId, values: Record<string, string | number>): string =>
    renderNote({ id, values }, locale);
  return [
    ...maxHeartRates.map(({ bpm, source, validFrom }) =>
      say('label.print.max_heart_rate', {
        bpm,
        source: renderMessage(`label.source.${source}`, locale).toLowerCase(),
        validFrom: formatDate(validFrom, locale),
      }),
    ),
    prescriptionId === 'default'
      ? renderMessage('label.print.default_prescription', locale)
      : say('label.print.prescription', { name: prescriptionId }),
    say('label.print.rules', { name: ruleVersion }),
    say('label.print.time_zone', { name: report.timeZone }),
    say('label.print.active', { activeSeconds: report.activeSeconds }),
    ...(report.coverage === null
      ? []
      : [say('label.print.coverage', { percent: Math.floor(100 * report.coverage) })]),
  ];
}
