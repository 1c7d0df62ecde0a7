import type { LocalDate } from './units.ts';

/** The languages of the product, first choice first: schemas, commands and switches derive from this list. */
export const LOCALES = ['da', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** Of a person who has not said which. */
export const DEFAULT_LOCALE: Locale = LOCALES[0];

export function isLocale(text: unknown): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

export type AthleteFlag = 'rate_limiting_medication' | 'pacemaker';

/** The zone in force from a local date on (T1). */
export interface DatedTimeZone {
  readonly validFrom: LocalDate;
  readonly timeZone: string;
}

export interface Athlete {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly birthDate: LocalDate | null;
  readonly flags: readonly AthleteFlag[];
  /** Ascending by `validFrom`; the first applies also before its date. Never empty. */
  readonly timeZones: readonly DatedTimeZone[];
}
