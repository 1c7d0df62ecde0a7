import type { Locale } from '../../../domain/athlete.ts';
import type { TargetJson, WeekReportJson } from '../api/week-report.ts';
import { renderMessage } from '../messages/render.ts';
import { targetLabel } from '../messages/target-label.ts';
import { basisLines } from './basis-lines.ts';

/**
 * A week as lines of text: its verdict, each target with the id of its rule, what is left and what is not known, the guards, and
 * what all of it rests on. For readers that would else leave out what does not suit.
 */
export function weekWords(
  report: WeekReportJson,
  ruleOf: ReadonlyMap<string, string>,
  locale: Locale,
): string[] {
  return [
    `${report.week} (${report.from} – ${report.to}): ${renderMessage(`label.status.${report.status}`, locale)}`,
    ...report.targets.map((target) => targetWords(target, ruleOf.get(target.id) ?? '–', locale)),
    ...report.guards.map(({ rule, date, text }) => `${date}, ${rule}: ${text}`),
    ...report.notes.map(({ text }) => text),
    ...basisWords(report, locale),
  ];
}

/** What a week rests on, and how much of it is known. */
export function basisWords(report: WeekReportJson, locale: Locale): string[] {
  const title = renderMessage('label.print.basis', locale);
  return [`${title}: ${basisLines(report, locale).join('; ')}`];
}

function targetWords(target: TargetJson, rule: string, locale: Locale): string {
  const { status, credited, minimum, remaining, notes } = target;
  const label = targetLabel(target, locale);
  const verdict = status === null ? '–' : renderMessage(`label.status.${status}`, locale);
  const texts = [remaining?.text, ...notes.map(({ text }) => text)].filter((text) => text !== undefined);
  return `${label} (${rule}): ${verdict}, ${credited}/${minimum}. ${[...new Set(texts)].join(' ')}`;
}
