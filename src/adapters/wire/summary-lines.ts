import type { Locale } from '../../domain/athlete.ts';
import type { WeekSummary } from '../../domain/week/week-summary.ts';
import { renderMessage, renderNote } from './messages/render.ts';
import { targetLabel } from './messages/target-label.ts';

/** What a browser is sent, and what its service worker shows. */
export interface SummaryPush {
  readonly week: string;
  readonly title: string;
  readonly body: string;
  readonly locale: Locale;
}

/** `Week 47: Behind`. */
export function summaryTitle({ week, status }: WeekSummary, locale: Locale): string {
  const weekNumber = Number(week.split('-W')[1]);
  const verdict = renderMessage(`label.status.${status}`, locale);
  return renderNote({ id: 'summary.title', values: { weekNumber, verdict } }, locale);
}

/** A line for each target of which something is left, or that nothing is. */
export function summaryLeft({ left }: WeekSummary, locale: Locale): string[] {
  if (left.length === 0) return [renderMessage('remaining.done', locale)];
  return left.map(({ id, name, credited, minimum, note }) => {
    const label = targetLabel({ id, name: name?.[locale] }, locale);
    return `${label} ${credited}/${minimum}: ${renderNote(note, locale)}`;
  });
}

/** The one sentence; null where the report has none. */
export function summarySentence({ sentence }: WeekSummary, locale: Locale): string | null {
  return sentence === null ? null : renderNote(sentence, locale);
}

export function summaryPush(summary: WeekSummary, locale: Locale): SummaryPush {
  const sentence = summarySentence(summary, locale);
  const lines = [...summaryLeft(summary, locale), ...(sentence === null ? [] : [sentence])];
  return { week: summary.week, title: summaryTitle(summary, locale), body: lines.join('\n'), locale };
}
