import type { Locale } from '../../../domain/athlete.ts';

const FORMATS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  da: new Intl.NumberFormat('da-DK'),
  en: new Intl.NumberFormat('en-GB'),
};

/** A number with the decimal sign of the language. */
export function formatNumber(value: number, locale: Locale): string {
  return FORMATS[locale].format(value);
}
