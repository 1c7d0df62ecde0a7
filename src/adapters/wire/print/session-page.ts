import type { Locale } from '../../../domain/athlete.ts';
import type { SessionJson } from '../api/session.ts';
import { formatDuration, renderMessage, renderNote } from '../messages/render.ts';
import { bandName } from './band-name.ts';
import { formatDate } from './format-date.ts';
import { html, type Markup } from './html.ts';
import type { WeekPageOptions } from './week-page.ts';

/** One session on one sheet of paper, in the reader's language, without a script. */
export function sessionPage(session: SessionJson, options: WeekPageOptions): string {
  const { locale, athleteName } = options;
  const { activeSeconds, averageHeartRate, maxHeartRate, bands } = session;
  const date = formatDate(session.localDate, locale);
  const title = `${renderMessage('label.print.session', locale)} · ${date}`;
  const bpm = (value: number | null): string => (value === null ? '–' : String(value));
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
          <p>
            ${athleteName} · ${renderNote({ id: 'label.print.active', values: { activeSeconds } }, locale)}
          </p>
        </header>
        <main>
          <table>
            <tbody>
              ${row(renderMessage('label.print.average', locale), bpm(averageHeartRate))}
              ${row(renderMessage('label.print.highest', locale), bpm(maxHeartRate))}
              ${bands.map((band) => row(bandName(band, locale), formatDuration(band.seconds)))}
            </tbody>
          </table>
          ${sentences(session, locale)}
        </main>
        <footer><p>${renderMessage('label.disclaimer', locale)}</p></footer>
      </body>
    </html>`;
  return page.text;
}

function row(name: string, value: string): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${value}</td>
  </tr>`;
}

function sentences({ credits, refusals, notes }: SessionJson, locale: Locale): Markup {
  const said = [
    ...credits.flatMap(({ text }) => (text === null ? [] : [text])),
    ...refusals.map(({ text }) => text),
    ...notes.map(({ text }) => text),
  ];
  if (said.length === 0) return html``;
  return html`<section>
    <h2>${renderMessage('label.print.remarks', locale)}</h2>
    <ul>
      ${said.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}
