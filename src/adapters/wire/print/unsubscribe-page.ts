import type { Locale } from '../../../domain/athlete.ts';
import { renderMessage } from '../messages/render.ts';
import { html } from './html.ts';

/** Asks whether the Sunday mail shall stop, or says that it has. The button posts to the address of the page. */
export function unsubscribePage(locale: Locale, isStopped: boolean): string {
  const title = renderMessage('summary.stop.title', locale);
  const words = isStopped
    ? html`<p role="status">${renderMessage('summary.stop.done', locale)}</p>`
    : html`<p>${renderMessage('summary.stop.text', locale)}</p>
        <form method="post">
          <button type="submit">${renderMessage('summary.stop.button', locale)}</button>
        </form>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Zone Coach</title>
        <link rel="stylesheet" href="/v1/reports/print.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${words}
        </main>
      </body>
    </html>`.text;
}
