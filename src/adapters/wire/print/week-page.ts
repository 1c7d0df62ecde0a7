import { targetLabel } from '../messages/target-label.ts';
import type { Locale } from '../../../domain/athlete.ts';
import type { TargetJson, WeekReportJson } from '../api/week-report.ts';
import type { LabelId } from '../messages/message-ids.ts';
import { robustnessNote } from '../../../domain/week/explain.ts';
import type { Reader } from '../messages/reader.ts';
import { formatDuration, renderMessage, renderNote } from '../messages/render.ts';
import { qualitiesOf } from '../../../domain/week/interval-quality.ts';
import { html, type Markup } from './html.ts';
import { bandTable } from './band-table.ts';
import { basisLines } from './basis-lines.ts';
import { formatDate, formatWeekday } from './format-date.ts';
import { formatNumber } from './format-number.ts';

export interface WeekPageOptions {
  readonly athleteName: string;
  readonly locale: Locale;
  readonly reader: Reader;
  /** Address of the stylesheet: the page has no inline style, so a strict content policy lets it through. */
  readonly stylesheet: string;
}

/** A week on one sheet of paper: the report as it is answered, in the reader's language, without a script. */
export function weekPage(report: WeekReportJson, options: WeekPageOptions): string {
  const { locale, athleteName, reader } = options;
  const [year, weekNumber] = report.week.split('-W');
  const title = renderNote(
    { id: 'label.print.title', values: { year: year!, weekNumber: Number(weekNumber) } },
    locale,
  );
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Zone Coach</title>
        <link rel="stylesheet" href="${options.stylesheet}" />
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>${athleteName} · ${formatDate(report.from, locale)} – ${formatDate(report.to, locale)}</p>
          <p class="status" data-status="${report.status}">
            ${renderMessage(`label.status.${report.status}`, locale)}
          </p>
        </header>
        <main>
          ${targetTable(report, locale)} ${bandTable(report, locale)} ${intervalTables(report, locale)}
          ${list(
            'label.print.plan',
            report.plan.map(({ text }) => text),
            locale,
          )}
          ${list('label.print.refusals', refusals(report, locale), locale)}
          ${list('label.print.remarks', remarks(report, locale, reader), locale)}
          <section>
            <h2>${renderMessage('label.print.resting', locale)}</h2>
            <p>${restingText(report, locale)}</p>
          </section>
          <section>
            <h2>${renderMessage('label.print.basis', locale)}</h2>
            <p>${basisLines(report, locale).join(' · ')}</p>
          </section>
        </main>
        <footer><p>${renderMessage('label.disclaimer', locale)}</p></footer>
      </body>
    </html>`;
  return page.text;
}

function targetTable({ targets }: WeekReportJson, locale: Locale): Markup {
  const heads: LabelId[] = [
    'label.print.target',
    'label.print.credited',
    'label.print.dose',
    'label.print.status',
    'label.print.streak',
    'label.print.remaining',
  ];
  const names = heads.map((id) => renderMessage(id, locale));
  return html`<table class="targets">
    <thead>
      <tr>
        ${names.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${targets.map(
        (target) =>
          html`<tr data-target="${target.id}">
            <th scope="row">${targetLabel(target, locale)}</th>
            <td class="number" data-name="${names[1]!}">${target.credited}</td>
            <td class="number" data-name="${names[2]!}">${doseText(target)}</td>
            <td data-name="${names[3]!}">
              ${target.status === null ? '–' : renderMessage(`label.status.${target.status}`, locale)}
            </td>
            <td class="number" data-name="${names[4]!}">${target.streakWeeks ?? '–'}</td>
            <td class="words">${target.remaining?.text ?? ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function doseText({ minimum, maximum }: TargetJson): string {
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}

/** A table for each target of intervals, under its name where a person gave it one. */
function intervalTables({ intervalQuality, targets }: WeekReportJson, locale: Locale): readonly Markup[] {
  return targets.map(({ id, name }) => intervalTable(qualitiesOf(intervalQuality, id), name, locale));
}

function intervalTable(
  rows: WeekReportJson['intervalQuality'],
  name: string | undefined,
  locale: Locale,
): Markup {
  if (rows.length === 0) return html``;
  const heads: LabelId[] = [
    'label.print.date',
    'label.print.credited',
    'label.print.effort',
    'label.print.above',
    'label.print.recovery',
  ];
  const names = heads.map((id) => renderMessage(id, locale));
  return html`<section>
    <h2>${name ?? renderMessage('label.print.intervals', locale)}</h2>
    <table class="intervals">
      <thead>
        <tr>
          ${names.map((each) => html`<th scope="col">${each}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr data-session="${row.sessionId}">
              <th scope="row">${formatDate(row.localDate, locale)}</th>
              <td class="number" data-name="${names[1]!}">${row.credited}</td>
              <td class="number" data-name="${names[2]!}">${formatDuration(row.effortSeconds)}</td>
              <td class="number" data-name="${names[3]!}">${formatDuration(row.aboveSeconds)}</td>
              <td class="number" data-name="${names[4]!}">
                ${row.recoveryBpm === null ? '–' : formatNumber(row.recoveryBpm, locale)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function list(title: LabelId, items: readonly string[], locale: Locale): Markup {
  if (items.length === 0) return html``;
  return html`<section>
    <h2>${renderMessage(title, locale)}</h2>
    <ul>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
  </section>`;
}

function refusals({ targets }: WeekReportJson, locale: Locale): string[] {
  const lines = targets.flatMap((target) =>
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
