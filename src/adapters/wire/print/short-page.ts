import type { Locale } from '../../../domain/athlete.ts';
import { html, type Markup } from './html.ts';

/** A page of one heading and a few words, for somebody who has opened an address. */
export function shortPage(title: string, words: Markup, locale: Locale): string {
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
