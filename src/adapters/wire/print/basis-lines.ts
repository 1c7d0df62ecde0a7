import type { Locale } from '../../../domain/athlete.ts';
import type { SessionJson } from '../api/session.ts';
import type { WeekReportJson } from '../api/week-report.ts';
import type { LabelId } from '../messages/message-ids.ts';
import { renderMessage, renderNote } from '../messages/render.ts';
import { formatDate } from './format-date.ts';

/** What a week rests on, and how much of it is known. */
export function basisLines(report: WeekReportJson, locale: Locale): string[] {
  const { maxHeartRates, prescriptionId, ruleVersion } = report.basis;
  return [
    ...maxHeartRates.map(({ bpm, source, validFrom }) =>
      say(locale, 'label.print.max_heart_rate', {
        bpm,
        source: renderMessage(`label.source.${source}`, locale).toLowerCase(),
        validFrom: formatDate(validFrom, locale),
      }),
    ),
    ...(maxHeartRates.length === 0 ? [renderMessage('no_max_heart_rate', locale)] : []),
    prescriptionName(prescriptionId, locale),
    say(locale, 'label.print.rules', { name: ruleVersion }),
    say(locale, 'label.print.time_zone', { name: report.timeZone }),
    ...knownLines(report, locale),
  ];
}

/** What a session rests on, and how much of it is known. */
export function sessionBasisLines(session: SessionJson, locale: Locale): string[] {
  const { maxHeartRate, prescriptionId, ruleVersion } = session.basis;
  return [
    maxHeartRate === null
      ? renderMessage('no_max_heart_rate', locale)
      : say(locale, 'label.print.max_heart_rate_alone', { bpm: maxHeartRate }),
    prescriptionName(prescriptionId, locale),
    say(locale, 'label.print.rules', { name: ruleVersion }),
    ...knownLines(session, locale),
  ];
}

/** What a prescription is called. */
export function prescriptionName(id: string, locale: Locale): string {
  return id === 'default'
    ? renderMessage('label.print.default_prescription', locale)
    : say(locale, 'label.print.prescription', { name: id });
}

function knownLines(
  { activeSeconds, coverage }: Pick<WeekReportJson, 'activeSeconds' | 'coverage'>,
  locale: Locale,
): string[] {
  return [
    say(locale, 'label.print.active', { activeSeconds }),
    coverage === null
      ? renderMessage('label.print.coverage_unknown', locale)
      : say(locale, 'label.print.coverage', { percent: Math.floor(100 * coverage) }),
  ];
}

function say(locale: Locale, id: LabelId, values: Record<string, string | number>): string {
  return renderNote({ id, values }, locale);
}
