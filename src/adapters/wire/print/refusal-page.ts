import type { Locale } from '../../../domain/athlete.ts';
import { renderMessage } from '../messages/render.ts';
import { html } from './html.ts';
import { shortPage } from './short-page.ts';

export type RefusalKind = 'gone' | 'closed' | 'busy' | 'fault';

/** Tells a person why a page is not shown, and what to do; the same words whatever became of a link. */
export function refusalPage(kind: RefusalKind, locale: Locale): string {
  const words = html`<p>${renderMessage(`refusal.${kind}.text`, locale)}</p>`;
  return shortPage(renderMessage(`refusal.${kind}.title`, locale), words, locale);
}
