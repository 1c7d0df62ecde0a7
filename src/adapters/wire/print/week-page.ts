import type { WeekReportJson } from '../api/week-report.ts';
import { html, type Markup } from './html.ts';
import {
  weekSheet,
  type SheetColumn,
  type SheetSection,
  type SheetTable,
  type WeekSheetOptions,
} from './week-sheet.ts';

export interface WeekPageOptions extends WeekSheetOptions {
  /** Address of the stylesheet: the page has no inline style, so a strict content policy lets it through. */
  readonly stylesheet: string;
}

/** A week on one sheet of paper, without a script. */
export function weekPage(report: WeekReportJson, options: WeekPageOptions): string {
  const { locale, title, about, status, tables, lists, paragraphs, disclaimer } = weekSheet(report, options);
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
          <p>${about}</p>
          <p class="status" data-status="${report.status}">${status}</p>
        </header>
        <main>${tables.map(tableIn)} ${lists.map(listIn)} ${paragraphs.map(paragraphIn)}</main>
        <footer><p>${disclaimer}</p></footer>
      </body>
    </html>`;
  return page.text;
}

function tableIn({ of, title, columns, rows }: SheetTable): Markup {
  const table = html`<table class="${of}s">
    <thead>
      <tr>
        ${columns.map(({ head }) => (head === '' ? html`<td></td>` : html`<th scope="col">${head}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ id, cells }) =>
          html`<tr data-${of}="${id}">
            ${cells.map((cell, index) => cellIn(cell, columns[index]!))}
          </tr>`,
      )}
    </tbody>
  </table>`;
  if (title === null) return table;
  return html`<section>
    <h2>${title}</h2>
    ${table}
  </section>`;
}

function cellIn(text: string, { head, kind }: SheetColumn): Markup {
  if (kind === 'name') return html`<th scope="row">${text}</th>`;
  if (text === '') return html`<td></td>`;
  if (kind === 'words') return html`<td class="words">${text}</td>`;
  return html`<td class="${kind}" data-name="${head}">${text}</td>`;
}

function listIn({ title, lines }: SheetSection): Markup {
  return html`<section>
    <h2>${title}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function paragraphIn({ title, lines }: SheetSection): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${lines.map((line) => html`<p>${line}</p>`)}
  </section>`;
}
