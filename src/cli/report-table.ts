import Table from 'cli-table3';
import type { TargetJson, WeekReportJson } from '../adapters/wire/api/week-report.ts';
import type { LabelId } from '../adapters/wire/messages/message-ids.ts';
import { renderMessage, renderNote } from '../adapters/wire/messages/render.ts';
import { targetLabel } from '../adapters/wire/messages/target-label.ts';
import { bandName } from '../adapters/wire/print/band-name.ts';
import { formatDate, formatWeekday } from '../adapters/wire/print/format-date.ts';
import type { Locale } from '../domain/athlete.ts';
import { addDays, parseLocalDate } from '../domain/calendar/local-time.ts';

const PLAIN = { head: [], border: [] };
/** Characters: sentences wrap, so that the table fits a terminal of 100 columns. */
const REMAINING_WIDTH = 44;
const DAYS = [0, 1, 2, 3, 4, 5, 6];

type Label = (id: LabelId) => string;

/** One week for the terminal: the targets, the minutes per day and band, and why something did not count. */
export function reportTable(report: WeekReportJson, locale: Locale): string {
  const label: Label = (id) => renderMessage(id, locale);
  const sections = [headline(report, locale), targetTable(report, locale)];
  if (report.activeSeconds > 0) sections.push(dayTable(report, locale));
  const said = new Set(report.notes.map(({ text }) => text));
  const remarks = [
    ...said,
    // What holds for the whole week, or stands in the table, is said once.
    ...report.targets.flatMap((target) =>
      target.notes
        .filter(({ text }) => !said.has(text) && text !== target.remaining?.text)
        .map(({ text }) => `${targetLabel(target, locale)}: ${text}`),
    ),
    ...report.guards.map(({ text }) => text),
  ];
  const refusals = report.targets.flatMap((target) =>
    target.refusals.map(({ localDate, text }) => `${localDate} ${targetLabel(target, locale)}: ${text}`),
  );
  const plan = report.plan.map(({ text }) => text);
  for (const [title, lines] of [
    ['label.print.refusals', refusals],
    ['label.print.plan', plan],
  ] as const) {
    if (lines.length > 0) sections.push([`${label(title)}:`, ...lines.map((line) => `  ${line}`)].join('\n'));
  }
  if (remarks.length > 0) sections.push(remarks.join('\n'));
  return sections.join('\n\n');
}

function headline(report: WeekReportJson, locale: Locale): string {
  const { week, from, to, timeZone, status, activeSeconds, coverage, basis } = report;
  const [year, weekNumber] = week.split('-W');
  const title = renderNote(
    { id: 'label.print.title', values: { year: year!, weekNumber: Number(weekNumber) } },
    locale,
  );
  const facts = [renderNote({ id: 'label.print.active', values: { activeSeconds } }, locale)];
  if (coverage !== null) {
    const percent = Math.floor(100 * coverage);
    facts.push(renderNote({ id: 'label.print.coverage', values: { percent } }, locale));
  }
  facts.push(
    ...basis.maxHeartRates.map(({ bpm, source, validFrom }) =>
      renderNote(
        {
          id: 'label.print.max_heart_rate',
          values: {
            bpm,
            source: renderMessage(`label.source.${source}`, locale).toLowerCase(),
            validFrom: formatDate(validFrom, locale),
          },
        },
        locale,
      ),
    ),
  );
  const verdict = renderMessage(`label.status.${status}`, locale).toLowerCase();
  return `${title} (${from} – ${to}, ${timeZone}): ${verdict}\n${facts.join(' · ')}`;
}

function targetTable({ targets }: WeekReportJson, locale: Locale): string {
  const label: Label = (id) => renderMessage(id, locale);
  const table = new Table({
    head: [
      label('label.print.target'),
      label('label.print.credited'),
      label('label.print.dose'),
      label('label.print.status'),
      label('label.print.remaining'),
    ],
    style: PLAIN,
    colWidths: [null, null, null, null, REMAINING_WIDTH],
    wordWrap: true,
  });
  for (const target of targets) {
    table.push([
      targetLabel(target, locale),
      String(target.credited),
      doseText(target),
      target.status === null ? '' : label(`label.status.${target.status}`).toLowerCase(),
      target.remaining?.text ?? '',
    ]);
  }
  return table.toString();
}

function doseText({ minimum, maximum }: TargetJson): string {
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}

/** Rows are bands with their bpm range, columns the days. */
function dayTable({ bands, days, from }: WeekReportJson, locale: Locale): string {
  const monday = parseLocalDate(from)!;
  const dates = DAYS.map((day) => addDays(monday, day));
  const table = new Table({
    head: [
      `${renderMessage('label.print.bands', locale)}, min`,
      renderMessage('label.print.bpm', locale),
      ...dates.map((date) => formatWeekday(date, locale)),
      renderMessage('label.print.total', locale),
    ],
    style: PLAIN,
    colAligns: ['left', 'left', ...dates.map(() => 'right' as const), 'right'],
  });
  for (const shown of bands) {
    const { id, lowBpm, highBpm, seconds } = shown;
    const perDay = dates.map((date) => {
      const band = days.find((day) => day.date === date)?.bands.find((each) => each.id === id);
      return band && band.seconds > 0 ? minutes(band.seconds) : '';
    });
    const range = lowBpm === null || highBpm === null ? '' : `${lowBpm}–${highBpm}`;
    table.push([bandName(shown, locale), range, ...perDay, minutes(seconds)]);
  }
  return table.toString();
}

function minutes(seconds: number): string {
  return String(Math.floor(seconds / 60));
}
