import { computed, effect, signal } from '@preact/signals';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { isLocale, LOCALES, type Locale } from '../../domain/athlete.ts';
import { danish } from './danish.ts';
import { english, type Catalogue } from './english.ts';

const STORED = 'zone-coach.locale';
const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { da: danish, en: english };

function initialLocale(): Locale {
  const stored = localStorage.getItem(STORED);
  if (isLocale(stored)) return stored;
  const [primary] = navigator.language.toLowerCase().split('-');
  return LOCALES.find((each) => LANGUAGES[each].understoodBy.includes(primary!)) ?? 'en';
}

/** The language of the page. Follows the person's own choice, else the browser. */
export const locale = signal<Locale>(initialLocale());

/** The words of the page in the current language; domain sentences come from the server in the same language. */
export const words = computed(() => CATALOGUES[locale.value]);

export function chooseLocale(chosen: Locale): void {
  localStorage.setItem(STORED, chosen);
  locale.value = chosen;
}

effect(() => {
  document.documentElement.lang = locale.value;
});
