import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/adapters/wire/messages/languages.ts';
import { LOCALES } from '../../../src/domain/athlete.ts';

test('every language is understood by readers of that tag, and no tag by two', () => {
  const tags = LOCALES.flatMap((locale) => LANGUAGES[locale].understoodBy);
  expect(new Set(tags).size).toBe(tags.length);
  for (const locale of LOCALES) {
    expect(LANGUAGES[locale].understoodBy).toContain(locale);
    expect(Intl.DateTimeFormat.supportedLocalesOf(LANGUAGES[locale].region)).toHaveLength(1);
  }
});
