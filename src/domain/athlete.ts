import type { LocalDate } from './units.ts';

export type Locale = 'da' | 'en';
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
