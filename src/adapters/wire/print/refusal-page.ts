import type { Locale } from '../../../domain/athlete.ts';
import { renderMessage } from '../messages/render.ts';
import { html } from './html.ts';

export type RefusalKind = 'gone' | 'closed' | 'busy' | 'fault';

/** Tells a person why a page is not shown, and what to do; the same words whatever became of a link. */
export function refusalPage(kind: RefusalKind, locale: Locale): string {
  const title = renderMessage(`refusal.${kind}.title`, locale);
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
          <p>${renderMessage(`refusal.${kind}.text`, locale)}</p>
        </main>
      </body>
    </html>`.text;
}
