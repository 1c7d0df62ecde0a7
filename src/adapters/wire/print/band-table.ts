import type { Locale } from '../../../domain/athlete.ts';
import type { WeekReportJson } from '../api/week-report.ts';
import { formatDuration, renderMessage } from '../messages/render.ts';
import { bandName } from './band-name.ts';
import { formatWeekday } from './format-date.ts';
import { html, type Markup } from './html.ts';

/** Rows are bands with their bpm range, columns the days and the week. */
export function bandTable({ bands, days }: WeekReportJson, locale: Locale): Markup {
  const bpm = renderMessage('label.print.bpm', locale);
  const total = renderMessage('label.print.total', locale);
  return html`<section>
    <h2>${renderMessage('label.print.bands', locale)}</h2>
    <table class="bands">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${bpm}</th>
          ${days.map(({ date }) => html`<th scope="col">${formatWeekday(date, locale)}</th>`)}
          <th scope="col">${total}</th>
        </tr>
      </thead>
      <tbody>
        ${bands.map(
          (band) =>
            html`<tr data-band="${band.id}">
              <th scope="row">${bandName(band, locale)}</th>
              <td class="number" data-name="${bpm}">${rangeText(band)}</td>
              ${days.map((day) => dayCell(day, band.id, locale))}
              <td class="number" data-name="${total}">${formatDuration(band.seconds)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function dayCell(day: WeekReportJson['days'][number], bandId: string, locale: Locale): Markup {
  const seconds = day.bands.find(({ id }) => id === bandId)?.seconds ?? 0;
  if (seconds === 0) return html`<td></td>`;
  const weekday = formatWeekday(day.date, locale);
  return html`<td class="number" data-name="${weekday}">${formatDuration(seconds)}</td>`;
}

function rangeText({ lowBpm, highBpm }: WeekReportJson['bands'][number]): string {
  return lowBpm === null || highBpm === null ? '–' : `${lowBpm}–${highBpm}`;
}
