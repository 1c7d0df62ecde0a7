import Table from 'cli-table3';
import type { TargetJson, WeekReportJson } from '../adapters/wire/api/week-report.ts';
import type { Locale } from '../domain/athlete.ts';
import type { ReportWords } from './report-words.ts';
import { REPORT_WORDS } from './report-words.ts';

const PLAIN = { head: [], border: [] };
/** Characters: sentences wrap, so that the table fits a terminal of 100 columns. */
const REMAINING_WIDTH = 44;

/** One week for the terminal: the targets, the minutes per day and band, and why something did not count. */
export function reportTable(report: WeekReportJson, locale: Locale): string {
  const words = REPORT_WORDS[locale];
  const sections = [headline(report, words, locale), targetTable(report, words)];
  if (report.activeSeconds > 0) sections.push(dayTable(report, words));
  else if (report.notes.length === 0) sections.push(words.nothing);
  const said = new Set(report.notes.map(({ text }) => text));
  const remarks = [
    ...said,
    // What holds for the whole week, or stands in the table, is said once.
    ...report.targets.flatMap(({ id, notes, remaining }) =>
      notes
        .filter(({ text }) => !said.has(text) && text !== remaining?.text)
        .map(({ text }) => `${words.targets[id]}: ${text}`),
    ),
    ...report.guards.map(({ text }) => text),
  ];
  const refusals = report.targets.flatMap(({ id, refusals }) =>
    refusals.map(({ localDate, text }) => `${localDate} ${words.targets[id]}: ${text}`),
  );
  if (refusals.length > 0)
    sections.push([`${words.why}:`, ...refusals.map((line) => `  ${line}`)].join('\n'));
  if (report.plan.length > 0)
    sections.push([`${words.plan}:`, ...report.plan.map(({ text }) => `  ${text}`)].join('\n'));
  if (remarks.length > 0) sections.push(remarks.join('\n'));
  return sections.join('\n\n');
}

function headline(report: WeekReportJson, words: ReportWords, locale: Locale): string {
  const { week, from, to, timeZone, status, activeSeconds, coverage, basis } = report;
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const facts = [`${clock(activeSeconds)} ${words.active}`];
  if (coverage !== null) facts.push(`${words.coverage} ${share.format(coverage)}`);
  const bpm = basis.maxHeartRates.map((value) => String(value.bpm)).join(' / ');
  if (bpm !== '') facts.push(`${words.maxHeartRate} ${bpm}`);
  return `${words.week} ${week} (${from} – ${to}, ${timeZone}): ${words.statuses[status]}\n${facts.join(' · ')}`;
}

function targetTable({ targets }: WeekReportJson, words: ReportWords): string {
  const table = new Table({
    head: [...words.columns],
    style: PLAIN,
    colWidths: [null, null, null, null, REMAINING_WIDTH],
    wordWrap: true,
  });
  for (const target of targets) {
    table.push([
      words.targets[target.id],
      String(target.credited),
      goalText(target),
      target.status === null ? '' : words.statuses[target.status],
      target.remaining?.text ?? '',
    ]);
  }
  return table.toString();
}

function goalText({ minimum, maximum }: TargetJson): string {
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}

/** Rows are bands with their bpm range, columns the days. */
function dayTable({ bands, days, from }: WeekReportJson, words: ReportWords): string {
  const table = new Table({
    head: [words.inBand, 'bpm', ...words.weekdays, '='],
    style: PLAIN,
    colAligns: ['left', 'left', ...words.weekdays.map(() => 'right' as const), 'right'],
  });
  const monday = Date.parse(from);
  for (const { id, lowBpm, highBpm, seconds } of bands) {
    const perDay = words.weekdays.map((_, index) => {
      const date = new Date(monday + index * 86_400_000).toISOString().slice(0, 10);
      const band = days.find((day) => day.date === date)?.bands.find((each) => each.id === id);
      return band && band.seconds > 0 ? minutes(band.seconds) : '';
    });
    const range = lowBpm === null || highBpm === null ? '' : `${lowBpm}–${highBpm}`;
    table.push([bandName(id, words), range, ...perDay, minutes(seconds)]);
  }
  return table.toString();
}

/** Bands carry the id of the target they serve; one of a custom prescription is shown as it is. */
function bandName(id: string, words: ReportWords): string {
  return Object.entries(words.targets).find(([target]) => target === id)?.[1] ?? id;
}

function minutes(seconds: number): string {
  return String(Math.floor(seconds / 60));
}

function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  return `${hours}:${String(Math.floor((seconds % 3_600) / 60)).padStart(2, '0')} h`;
}
