import type { Static } from 'typebox';
import type { Locale } from '../../../domain/athlete.ts';
import type { Explanation } from '../../../domain/week/explain.ts';
import type { Note } from '../../../domain/note.ts';
import type { WeekReport } from '../../../domain/week/week-report.ts';
import type { Reader } from '../messages/reader.ts';
import { renderNote } from '../messages/render.ts';
import { presentBasis } from './present-week-report.ts';
import type { explanationSchema } from './week-report.ts';

/** Why a target stands as it stands: rule, numbers and sessions of every credit and refusal (T12). */
export function presentExplanation(
  report: WeekReport,
  { target, rule, rules, robustness }: Explanation,
  locale: Locale,
  reader: Reader = 'athlete',
): Static<typeof explanationSchema> {
  const sentenceOf = (note: Note) => ({
    text: renderNote(note, locale, reader),
    numbers: { ...note.values },
  });
  return {
    week: report.week,
    target: target.id,
    unit: target.unit,
    rule,
    credited: target.credited,
    minimum: target.minimum,
    maximum: target.maximum,
    status: target.status,
    rules: rules.map(({ rule: applied, note }) => ({ rule: applied, ...sentenceOf(note) })),
    robustness: target.robustness?.map((each) => ({ ...each })) ?? null,
    robustnessText: robustness === null ? null : renderNote(robustness, locale, reader),
    basis: presentBasis(report),
    credits: target.credits.map(({ sessionId, localDate, seconds, note }) => ({
      sessionId,
      localDate,
      rule,
      seconds,
      text: note === null ? null : renderNote(note, locale, reader),
      numbers: { ...note?.values },
    })),
    refusals: target.refusals.map(({ sessionId, localDate, rule: refusedBy, note }) => ({
      sessionId,
      localDate,
      rule: refusedBy,
      ...sentenceOf(note),
    })),
    days: target.days?.map((day) => ({ ...day })) ?? null,
    notes: target.notes.map((note) => ({ id: note.id, ...sentenceOf(note) })),
  };
}
