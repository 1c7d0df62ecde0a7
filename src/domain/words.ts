import { LOCALES, type Locale } from './athlete.ts';
import type { Note } from './note.ts';

/** What a person calls a thing, in each language. */
export type Words = Readonly<Record<Locale, string>>;

export function inEachLanguage(textIn: (locale: Locale) => string): Words {
  return Object.fromEntries(LOCALES.map((locale) => [locale, textIn(locale)])) as Words;
}

/** Under which of a note's values a name stands in a language: `nameDa`. Messages say `name`. */
export function nameKey(locale: Locale): string {
  return `name${locale[0]!.toUpperCase()}${locale.slice(1)}`;
}

/** The values of a note that names things which a person named. */
export function nameValues(names: readonly Words[]): NonNullable<Note['values']> {
  return Object.fromEntries(
    LOCALES.map((locale) => [nameKey(locale), names.map((name) => name[locale]).join(', ')]),
  );
}
