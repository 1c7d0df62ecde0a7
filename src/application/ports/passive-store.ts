import type { PassiveDay } from '../../domain/session/session.ts';
import type { LocalDate } from '../../domain/units.ts';

export interface PassiveStore {
  replaceDays(athleteId: string, dates: readonly LocalDate[], days: readonly PassiveDay[]): Promise<void>;
  list(athleteId: string, from: LocalDate, to: LocalDate): Promise<PassiveDay[]>;
  /** Every date that has one, ascending. */
  listDates(athleteId: string): Promise<LocalDate[]>;
}
