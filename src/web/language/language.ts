import { batch, computed, effect, signal } from '@preact/signals';
import type { PageWords } from '../../adapters/wire/messages/en/page.ts';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { keep, recall } from '../browser-storage.ts';
import { isLocale, LOCALES, type Locale } from '../../domain/athlete.ts';

const STORED = 'zone-coach.locale';
/** A page loads the words of one language, and of another when somebody chooses it. */
const PAGES: Readonly<Record<Locale, () => Promise<PageWords>>> = {
  da: async () => (await import('../../adapters/wire/messages/da/page.ts')).daPage,
  en: async () => (await import('../../adapters/wire/messages/en/page.ts')).enPage,
};

function initialLocale(): Locale {
  const stored = recall(STORED);
  if (isLocale(stored)) return stored;
  const [primary] = navigator.language.toLowerCase().split('-');
  return LOCALES.find((each) => LANGUAGES[each].understoodBy.includes(primary!)) ?? 'en';
}

/** The language of the page. Follows the person's own choice, else the browser. */
export const locale = signal<Locale>(initialLocale());

const loaded = signal<PageWords | null>(null);

/** The words of the page in the current language; domain sentences come from the server in the same language. */
export const words = computed(() => {
  if (loaded.value === null) throw new Error('the words of the page are not loaded');
  return loaded.value;
});

/** Before anything is shown. */
export function loadWords(): Promise<void> {
  return speak(locale.peek());
}

/** @throws when its words can't be loaded: then the page speaks on as before. */
export async function chooseLocale(chosen: Locale): Promise<void> {
  await speak(chosen);
  if (locale.peek() === chosen) keep(STORED, chosen);
}

let wanted: Locale;

async function speak(chosen: Locale): Promise<void> {
  wanted = chosen;
  const page = await PAGES[chosen]();
  // Another may be chosen while this one loads.
  if (wanted !== chosen) return;
  batch(() => {
    loaded.value = page;
    locale.value = chosen;
  });
}

effect(() => {
  document.documentElement.lang = locale.value;
});
