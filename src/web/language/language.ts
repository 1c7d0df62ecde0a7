import { computed, effect, signal } from '@preact/signals';
import type { Locale } from '../../domain/athlete.ts';
import { danish } from './danish.ts';
import { english } from './english.ts';

const STORED = 'zone-coach.locale';

function initialLocale(): Locale {
  const stored = localStorage.getItem(STORED);
  if (stored === 'da' || stored === 'en') return stored;
  return /^(da|nb|nn|no|fo|kl)\b/i.test(navigator.language) ? 'da' : 'en';
}

/** The language of the page. Follows the person's own choice, else the browser. */
export const locale = signal<Locale>(initialLocale());

/** The words of the page in the current language; domain sentences come from the server in the same language. */
export const words = computed(() => (locale.value === 'da' ? danish : english));

export function chooseLocale(chosen: Locale): void {
  localStorage.setItem(STORED, chosen);
  locale.value = chosen;
}

effect(() => {
  document.documentElement.lang = locale.value;
});
