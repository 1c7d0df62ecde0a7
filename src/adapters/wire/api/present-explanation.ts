import type { Static } from 'typebox';
import type { Locale } from '../../../domain/athlete.ts';
import type { TargetId } from '../../../domain/prescription.ts';
import type { WeekReport } from '../../../domain/week-report.ts';
import { renderNote } from '../messages/render.ts';
import { presentBasis } from './present-week-report.ts';
import type { explanationSchema } from './week-report.ts';

/** The rule by which each target is credited. */
const RULE: Readonly<Record<TargetId, string>> = {
  zone2: 'T3',
  interval_4x4: 'T4',
  anti_inflammatory: 'T5',
  strength: 'T6',
  cardio: 'T7',
  daily_movement: 'T14',
};

/** Why a target stands as it stands: rule, numbers and sessions of every credit and refusal (T12). Null: not in the report. */
export function presentExplanation(
  report: WeekReport,
  targetId: TargetId,
  locale: Locale,
): Static<typeof explanationSchema> | null {
  const target = report.targets.find(({ id }) => id === targetId);
  if (target === undefined) return null;
  const rule = RULE[targetId];
  return {
    week: report.week,
    target: target.id,
    unit: target.unit,
    rule,
    credited: target.credited,
    minimum: target.minimum,
    maximum: target.maximum,
    status: target.status,
    basis: presentBasis(report),
    credits: target.credits.map(({ sessionId, localDate, seconds, note }) => ({
      sessionId,
      localDate,
      rule,
      seconds,
      text: note === null ? null : renderNote(note, locale),
      numbers: { ...note?.values },
    })),
    refusals: target.refusals.map(({ sessionId, localDate, rule: refusedBy, note }) => ({
      sessionId,
      localDate,
      rule: refusedBy,
      text: renderNote(note, locale),
      numbers: { ...note.values },
    })),
    days: target.days?.map((day) => ({ ...day })) ?? null,
    notes: target.notes.map((note) => ({
      id: note.id,
      text: renderNote(note, locale),
      numbers: { ...note.values },
    })),
  };
}
