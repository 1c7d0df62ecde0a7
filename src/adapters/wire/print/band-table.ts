import type { Locale } from '../../../domain/athlete.ts';
import type { WeekReportJson } from '../api/week-report.ts';
import { formatDuration, renderMessage } from '../messages/render.ts';
import { bandName } from './band-name.ts';
import { formatWeekday } from './format-date.ts';
import { html, type Markup } from './html.ts';

/** Rows are bands with their bpm range, columns the days and the week. */
export function bandTable({ bands, days }: WeekReportJson, locale: Locale): Markup {
  return html`<section>
    <h2>${renderMessage('label.print.bands', locale)}</h2>
    <table class="bands">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${renderMessage('label.print.bpm', locale)}</th>
          ${days.map(({ date }) => html`<th scope="col">${formatWeekday(date, locale)}</th>`)}
          <th scope="col">${renderMessage('label.print.total', locale)}</th>
        </tr>
      </thead>
      <tbody>
        ${bands.map(
          (band) =>
            html`<tr data-band="${band.id}">
              <th scope="row">${bandName(band, locale)}</th>
              <td class="number">${rangeText(band)}</td>
              ${days.map((day) => html`<td class="number">${timeText(secondsOn(day, band.id))}</td>`)}
              <td class="number">${formatDuration(band.seconds)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function rangeText({ lowBpm, highBpm }: WeekReportJson['bands'][number]): string {
  return lowBpm === null || highBpm === null ? '–' : `${lowBpm}–${highBpm}`;
}

function secondsOn(day: WeekReportJson['days'][number], bandId: string): number {
  return day.bands.find(({ id }) => id === bandId)?.seconds ?? 0;
}

function timeText(seconds: number): string {
  return seconds === 0 ? '' : formatDuration(seconds);
}
