import type { Locale } from '../../../domain/athlete.ts';

const FORMATS: Readonly<Record<Locale, { date: Intl.DateTimeFormat; weekday: Intl.DateTimeFormat }>> = {
  da: formatsOf('da-DK'),
  en: formatsOf('en-GB'),
};

function formatsOf(locale: string): { date: Intl.DateTimeFormat; weekday: Intl.DateTimeFormat } {
  return {
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    weekday: new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }),
  };
}

/** A local date in words, e.g. `16 Nov 2026`. */
export function formatDate(date: string, locale: Locale): string {
  return FORMATS[locale].date.format(Date.parse(`${date}T00:00:00Z`));
}

/** The weekday of a local date, short. */
export function formatWeekday(date: string, locale: Locale): string {
  return FORMATS[locale].weekday.format(Date.parse(`${date}T00:00:00Z`));
}
