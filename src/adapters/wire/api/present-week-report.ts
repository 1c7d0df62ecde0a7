import type { Locale } from '../../../domain/athlete.ts';
import type { TargetReport, WeekReport } from '../../../domain/week/week-report.ts';
import type { Reader } from '../messages/reader.ts';
import { renderNote } from '../messages/render.ts';
import { presentNotes } from './present-notes.ts';
import type { TargetJson, WeekReportJson } from './week-report.ts';

/** One judged week as the contract shows it: the same facts, with the domain's notes in the reader's language. */
export function presentWeekReport(
  report: WeekReport,
  locale: Locale,
  reader: Reader = 'athlete',
): WeekReportJson {
  return {
    week: report.week,
    from: report.from,
    to: report.to,
    timeZone: report.timeZone,
    status: report.status,
    basis: presentBasis(report),
    activeSeconds: report.activeSeconds,
    passiveSeconds: report.passiveSeconds,
    coverage: report.coverage,
    cells: report.cells?.map(({ id, seconds }) => ({ id, seconds })) ?? null,
    bands: report.bands.map(({ id, name, seconds, lowBpm, highBpm }) => ({
      id,
      ...(name && { name: name[locale] }),
      seconds,
      lowBpm,
      highBpm,
    })),
    targets: report.targets.map((target) => presentTarget(target, locale, reader)),
    days: report.days.map(({ date, sessions, bands }) => ({
      date,
      sessions: [...sessions],
      bands: bands.map(({ id, seconds }) => ({ id, seconds })),
    })),
    guards: report.guards.map(({ rule, severity, date, note }) => ({
      rule,
      severity,
      date,
      text: renderNote(note, locale, reader),
    })),
    ...(report.ceiling && { ceiling: structuredClone(report.ceiling) as WeekReportJson['ceiling'] & object }),
    excused: report.excused,
    plan: report.plan.map(({ date, activity, minutes, note }) => ({
      date,
      activity,
      minutes,
      text: renderNote(note, locale, reader),
    })),
    intervalQuality: report.intervalQuality.map((each) => ({ ...each })),
    restingHeartRate: presentResting(report, locale, reader),
    notes: presentNotes(report.notes, locale, reader),
  };
}

function presentResting(
  { restingHeartRate }: WeekReport,
  locale: Locale,
  reader: Reader,
): WeekReportJson['restingHeartRate'] {
  return {
    ...restingHeartRate,
    text: renderNote({ id: `resting.${restingHeartRate.trend}` }, locale, reader),
  };
}

/** What a verdict rests on (M5). */
export function presentBasis({ basis }: WeekReport): WeekReportJson['basis'] {
  return {
    maxHeartRates: basis.maxHeartRates.map(({ bpm, source, validFrom }) => ({ bpm, source, validFrom })),
    ...(basis.restingHeartRates && {
      restingHeartRates: basis.restingHeartRates.map(({ date, bpm, source }) => ({ date, bpm, source })),
    }),
    ...(basis.thresholdHeartRates && {
      thresholdHeartRates: basis.thresholdHeartRates.map(({ bpm, source, validFrom }) => ({
        bpm,
        source,
        validFrom,
      })),
    }),
    prescriptionId: basis.prescriptionId,
    ruleVersion: basis.ruleVersion,
  };
}

function presentTarget(target: TargetReport, locale: Locale, reader: Reader): TargetJson {
  return {
    id: target.id,
    ...(target.name && { name: target.name[locale] }),
    unit: target.unit,
    credited: target.credited,
    minimum: target.minimum,
    maximum: target.maximum,
    status: target.status,
    seconds: target.seconds,
    remaining: presentRemaining(target, locale, reader),
    credits: target.credits.map(({ sessionId, localDate, seconds, note }) => ({
      sessionId,
      localDate,
      seconds,
      text: note === null ? null : renderNote(note, locale, reader),
    })),
    refusals: target.refusals.map(({ sessionId, localDate, rule, note }) => ({
      sessionId,
      localDate,
      rule,
      text: renderNote(note, locale, reader),
    })),
    days: target.days?.map((day) => ({ ...day })) ?? null,
    robustness: target.robustness?.map((each) => ({ ...each })) ?? null,
    streakWeeks: target.streakWeeks,
    notes: presentNotes(target.notes, locale, reader),
  };
}

function presentRemaining(
  { unit, remaining }: TargetReport,
  locale: Locale,
  reader: Reader,
): TargetJson['remaining'] {
  if (remaining === null) return null;
  const text = renderNote(remaining.note, locale, reader);
  switch (unit) {
    case 'days':
      return { days: remaining.days ?? 0, todaySeconds: remaining.todaySeconds, text };
    case 'minutes':
      return { minutes: remaining.minutes ?? 0, text };
    case 'sessions':
      return { sessions: remaining.sessions ?? 0, text };
  }
}
