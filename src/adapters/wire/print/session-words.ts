import type { Locale } from '../../../domain/athlete.ts';
import type { SessionJson } from '../api/session.ts';
import { NAME_IDS } from '../messages/message-ids.ts';
import { renderMessage, renderNote } from '../messages/render.ts';
import { sportAsWritten } from '../messages/sport-label.ts';
import type { SessionFacts } from '../api/present-session.ts';
import { sessionBasisLines } from './basis-lines.ts';
import { formatDate } from './format-date.ts';
import { restsOn } from './week-words.ts';

/**
 * A session as lines of text: what it counts for and what not, each with its rule, what is not known, and what it rests
 * on.
 */
export function sessionWords(
  session: SessionJson,
  locale: Locale,
  { prescription }: Pick<SessionFacts, 'prescription'>,
): string[] {
  const { id, localDate, averageHeartRate, maxHeartRate, credits, refusals, notes } = session;
  const bpm = (value: number | null): string =>
    value === null ? renderMessage('label.status.undetermined', locale) : String(value);
  const counts = (
    label: 'label.print.counts_for' | 'label.print.counts_not_for',
    { target, rule }: { readonly target: string; readonly rule: string },
    text: string | null,
  ): string => {
    const name = prescription.targets.find((each) => each.id === target)?.name[locale] ?? target;
    const said = renderNote({ id: label, values: { name, rule } }, locale);
    return text === null ? `${said}.` : `${said}: ${text}`;
  };
  return [
    `${formatDate(localDate, locale)}, ${sportWord(session, locale)} ${id}: ${renderMessage('label.print.average', locale)} ${bpm(averageHeartRate)}, ${renderMessage('label.print.highest', locale)} ${bpm(maxHeartRate)}`,
    ...credits.map((credit) => counts('label.print.counts_for', credit, credit.text)),
    ...refusals.map((refusal) => counts('label.print.counts_not_for', refusal, refusal.text)),
    ...(credits.length + refusals.length === 0 ? [renderMessage('label.print.counts_for_none', locale)] : []),
    ...notes.map(({ text }) => text),
    restsOn(sessionBasisLines(session, locale), locale),
  ];
}

/** What was done, as closely as the device said. */
function sportWord({ sport, subSport }: SessionJson, locale: Locale): string {
  for (const each of [subSport, sport]) {
    const label = NAME_IDS.find((id) => id === `label.sport.${each}`);
    if (label !== undefined) return renderMessage(label, locale);
  }
  return sportAsWritten(sport) ?? renderMessage('label.sport.generic', locale);
}
