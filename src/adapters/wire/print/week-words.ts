import type { Locale } from '../../../domain/athlete.ts';
import type { TargetJson, WeekReportJson } from '../api/week-report.ts';
import { renderMessage } from '../messages/render.ts';
import { targetLabel } from '../messages/target-label.ts';
import { basisLines } from './basis-lines.ts';

/** The id of the rule by which each target is credited. */
export type RuleOf = ReadonlyMap<string, string>;

/**
 * A week as lines of text: its verdict, the guards, and what all of it rests on. For readers that would else leave out
 * what does not suit.
 */
export function weekWords(report: WeekReportJson, ruleOf: RuleOf, locale: Locale): string[] {
  return [
    ...verdictWords(report, ruleOf, locale),
    ...report.guards.map(({ rule, date, text }) => `${date}, ${rule}: ${text}`),
    ...report.notes.map(({ text }) => text),
    ...basisWords(report, locale),
  ];
}

/** The verdict of a week (T13), then each target with the id of its rule, what is left and what is not known. */
export function verdictWords(report: WeekReportJson, ruleOf: RuleOf, locale: Locale): string[] {
  return [
    `${report.week} (${report.from} – ${report.to}): ${statusWord(report.status, locale)} (T13)`,
    ...report.targets.map((target) => targetWords(target, ruleOf.get(target.id) ?? '–', locale)),
  ];
}

/** What a week rests on, and how much of it is known. */
export function basisWords(report: WeekReportJson, locale: Locale): string[] {
  return [restsOn(basisLines(report, locale), locale)];
}

/** Bases on one line. */
export function restsOn(bases: readonly string[], locale: Locale): string {
  return `${renderMessage('label.print.basis', locale)}: ${bases.join('; ')}`;
}

/** A verdict in a word. */
export function statusWord(status: TargetJson['status'], locale: Locale): string {
  return renderMessage(status === null ? 'label.print.not_judged' : `label.status.${status}`, locale);
}

function targetWords(target: TargetJson, rule: string, locale: Locale): string {
  const { status, credited, minimum, remaining, notes } = target;
  const label = targetLabel(target, locale);
  const texts = [remaining?.text, ...notes.map(({ text }) => text)].filter((text) => text !== undefined);
  return `${label} (${rule}): ${statusWord(status, locale)}, ${credited}/${minimum}. ${[...new Set(texts)].join(' ')}`;
}
