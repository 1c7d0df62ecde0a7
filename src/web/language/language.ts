import { computed, effect, signal } from '@preact/signals';
import { daPage } from '../../adapters/wire/messages/da/page.ts';
import { enPage, type PageWords } from '../../adapters/wire/messages/en/page.ts';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { keep, recall } from '../browser-storage.ts';
import { isLocale, LOCALES, type Locale } from '../../domain/athlete.ts';

const STORED = 'zone-coach.locale';
const PAGES: Readonly<Record<Locale, PageWords>> = { da: daPage, en: enPage };

function initialLocale(): Locale {
  const stored = recall(STORED);
  if (isLocale(stored)) return stored;
  const [primary] = navigator.language.toLowerCase().split('-');
  return LOCALES.find((each) => LANGUAGES[each].understoodBy.includes(primary!)) ?? 'en';
}

/** The language of the page. Follows the person's own choice, else the browser. */
export const locale = signal<Locale>(initialLocale());

/** The words of the page in the current language; domain sentences come from the server in the same language. */
export const words = computed(() => PAGES[locale.value]);

export function chooseLocale(chosen: Locale): void {
  keep(STORED, chosen);
  locale.value = chosen;
}

effect(() => {
  document.documentElement.lang = locale.value;
});
