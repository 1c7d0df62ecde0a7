import type { Locale } from '../../../domain/athlete.ts';
import { robustnessNote } from '../../../domain/week/explain.ts';
import { qualitiesOf } from '../../../domain/week/interval-quality.ts';
import type { TargetJson, WeekReportJson } from '../api/week-report.ts';
import type { LabelId } from '../messages/message-ids.ts';
import type { Reader } from '../messages/reader.ts';
import { formatDuration, renderMessage, renderNote } from '../messages/render.ts';
import { targetLabel } from '../messages/target-label.ts';
import { bandName } from './band-name.ts';
import { basisLines } from './basis-lines.ts';
import { formatDate, formatWeekday } from './format-date.ts';
import { formatNumber } from './format-number.ts';

export interface SheetColumn {
  readonly head: string;
  readonly kind: 'name' | 'number' | 'text' | 'words';
}

export interface SheetTable {
  readonly of: 'target' | 'band' | 'session';
  readonly title: string | null;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
}

/** Sentences under a heading. */
export interface SheetSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What stands on the one sheet of a week, whatever it is printed as: HTML and PDF say the same. */
export interface WeekSheet {
  readonly locale: Locale;
  readonly title: string;
  readonly about: string;
  readonly status: string;
  readonly tables: readonly SheetTable[];
  readonly lists: readonly SheetSection[];
  readonly paragraphs: readonly SheetSection[];
  readonly disclaimer: string;
}

export interface WeekSheetOptions {
  readonly athleteName: string;
  readonly locale: Locale;
  readonly reader: Reader;
}

/** A week as it is printed: the report as it is answered, in the reader's language. */
export function weekSheet(report: WeekReportJson, options: WeekSheetOptions): WeekSheet {
  const { athleteName, locale, reader } = options;
  const [year, weekNumber] = report.week.split('-W');
  const values = { year: year!, weekNumber: Number(weekNumber) };
  const section = (id: LabelId, lines: readonly string[]): SheetSection => ({
    title: renderMessage(id, locale),
    lines,
  });
  return {
    locale,
    title: renderNote({ id: 'label.print.title', values }, locale),
    about: `${athleteName} · ${formatDate(report.from, locale)} – ${formatDate(report.to, locale)}`,
    status: renderMessage(`label.status.${report.status}`, locale),
    tables: [targetTable(report, locale), bandTable(report, locale), ...intervalTables(report, locale)],
    lists: [
      section(
        'label.print.plan',
        report.plan.map(({ text }) => text),
      ),
      section('label.print.refusals', refusals(report, locale)),
      section('label.print.remarks', remarks(report, locale, reader)),
    ].filter(({ lines }) => lines.length > 0),
    paragraphs: [
      section('label.print.resting', [restingText(report, locale)]),
      section('label.print.basis', [basisLines(report, locale).join(' · ')]),
    ],
    disclaimer: renderMessage('label.disclaimer', locale),
  };
}

function columnsOf(
  columns: readonly (readonly [LabelId, SheetColumn['kind']])[],
  locale: Locale,
): SheetColumn[] {
  return columns.map(([id, kind]) => ({ head: renderMessage(id, locale), kind }));
}

function targetTable({ targets }: WeekReportJson, locale: Locale): SheetTable {
  return {
    of: 'target',
    title: null,
    columns: columnsOf(
      [
        ['label.print.target', 'name'],
        ['label.print.credited', 'number'],
        ['label.print.dose', 'number'],
        ['label.print.status', 'text'],
        ['label.print.streak', 'number'],
        ['label.print.remaining', 'words'],
      ],
      locale,
    ),
    rows: targets.map((target) => ({
      id: target.id,
      cells: [
        targetLabel(target, locale),
        String(target.credited),
        doseText(target),
        target.status === null ? '–' : renderMessage(`label.status.${target.status}`, locale),
        target.streakWeeks === null ? '–' : String(target.streakWeeks),
        target.remaining?.text ?? '',
      ],
    })),
  };
}

function doseText({ minimum, maximum }: TargetJson): string {
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}

/** Rows are bands with their bpm range, columns the days and the week. */
function bandTable({ bands, days }: WeekReportJson, locale: Locale): SheetTable {
  const number = (head: string): SheetColumn => ({ head, kind: 'number' });
  return {
    of: 'band',
    title: renderMessage('label.print.bands', locale),
    columns: [
      { head: '', kind: 'name' },
      number(renderMessage('label.print.bpm', locale)),
      ...days.map(({ date }) => number(formatWeekday(date, locale))),
      number(renderMessage('label.print.total', locale)),
    ],
    rows: bands.map((band) => ({
      id: band.id,
      cells: [
        bandName(band, locale),
        rangeText(band),
        ...days.map((day) => {
          const seconds = day.bands.find(({ id }) => id === band.id)?.seconds ?? 0;
          return seconds === 0 ? '' : formatDuration(seconds);
        }),
        formatDuration(band.seconds),
      ],
    })),
  };
}

function rangeText({ lowBpm, highBpm }: WeekReportJson['bands'][number]): string {
  return lowBpm === null || highBpm === null ? '–' : `${lowBpm}–${highBpm}`;
}

/** A table for each target of intervals, under its name where a person gave it one. */
function intervalTables({ intervalQuality, targets }: WeekReportJson, locale: Locale): SheetTable[] {
  const columns = columnsOf(
    [
      ['label.print.date', 'name'],
      ['label.print.credited', 'number'],
      ['label.print.effort', 'number'],
      ['label.print.above', 'number'],
      ['label.print.recovery', 'number'],
    ],
    locale,
  );
  return targets.flatMap(({ id, name }) => {
    const rows = qualitiesOf(intervalQuality, id).map((row) => ({
      id: row.sessionId,
      cells: [
        formatDate(row.localDate, locale),
        String(row.credited),
        formatDuration(row.effortSeconds),
        formatDuration(row.aboveSeconds),
        row.recoveryBpm === null ? '–' : formatNumber(row.recoveryBpm, locale),
      ],
    }));
    const title = name ?? renderMessage('label.print.intervals', locale);
    return rows.length === 0 ? [] : [{ of: 'session' as const, title, columns, rows }];
  });
}

function refusals(report: WeekReportJson, locale: Locale): string[] {
  const lines = report.targets.flatMap((target) =>
    target.refusals.map(
      ({ localDate, rule, text }) =>
        `${formatWeekday(localDate, locale)}, ${targetLabel(target, locale)}: ${text} (${rule})`,
    ),
  );
  // Two sessions of a day that was too short are told the same.
  return [...new Set(lines)];
}

/** What the table of targets does not say already: each with the name of what it is about. */
function remarks(report: WeekReportJson, locale: Locale, reader: Reader): string[] {
  const ofWeek = report.notes.map(({ text }) => text);
  const ofTargets = report.targets.flatMap((target) => {
    const robustness = robustnessNote(target);
    const texts = target.notes
      .filter(({ id, text }) => !/^status(_minutes)?\./.test(id) && text !== target.remaining?.text)
      .map(({ text }) => text);
    if (robustness?.id.startsWith('robustness.would_change') === true)
      texts.push(renderNote(robustness, locale, reader));
    return texts
      .filter((text) => !ofWeek.includes(text))
      .map((text) => `${targetLabel(target, locale)}: ${text}`);
  });
  return [
    ...report.guards.map(({ date, text }) => `${formatWeekday(date, locale)}: ${text}`),
    ...ofTargets,
    ...ofWeek,
  ];
}

function restingText(
  { restingHeartRate: { text, medianBpm, earlierMedianBpm } }: WeekReportJson,
  locale: Locale,
): string {
  if (medianBpm === null || earlierMedianBpm === null) return text;
  const change = `${formatNumber(earlierMedianBpm, locale)} → ${formatNumber(medianBpm, locale)}`;
  return `${text} ${change} ${renderMessage('label.print.bpm', locale).toLowerCase()}.`;
}
