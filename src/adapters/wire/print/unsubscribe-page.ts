import type { Locale } from '../../../domain/athlete.ts';
import { renderMessage } from '../messages/render.ts';
import { html } from './html.ts';
import { shortPage } from './short-page.ts';

/** Asks whether the Sunday mail shall stop, or says that it has. The button posts to the address of the page. */
export function unsubscribePage(locale: Locale, isStopped: boolean): string {
  const words = isStopped
    ? html`<p role="status">${renderMessage('summary.stop.done', locale)}</p>`
    : html`<p>${renderMessage('summary.stop.text', locale)}</p>
        <form method="post">
          <button type="submit">${renderMessage('summary.stop.button', locale)}</button>
        </form>`;
  return shortPage(renderMessage('summary.stop.title', locale), words, locale);
}
