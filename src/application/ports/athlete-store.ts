import type { Athlete, AthleteFlag, Locale } from '../../domain/athlete.ts';
import type { LocalDate } from '../../domain/units.ts';

export interface AthleteStore {
  create(athlete: {
    id: string;
    name: string;
    timeZone: string;
    locale: Locale;
    birthDate: LocalDate | null;
    flags: readonly AthleteFlag[];
    ownerUserId: string | null;
  }): Promise<void>;
  find(athleteId: string): Promise<Athlete | null>;
  /** Every athlete of the installation: for the operator's own commands only, never behind a route. */
  listIds(): Promise<string[]>;
  /** The athlete that a signed-in user owns. */
  findIdByOwner(userId: string): Promise<string | null>;
  /** Who signs in as the athlete; null where nobody does. */
  findOwner(athleteId: string): Promise<string | null>;
  /** Gives the installation's only athlete, where nobody owns it, to this user; answers its id when that happened. */
  adoptOnly(userId: string): Promise<string | null>;
  update(
    athleteId: string,
    changes: { name?: string; locale?: Locale; birthDate?: LocalDate | null; flags?: readonly AthleteFlag[] },
  ): Promise<void>;
  /** Replaces a value of the same date. */
  putTimeZone(athleteId: string, validFrom: LocalDate, timeZone: string): Promise<void>;
  /** Removes the athlete and every row of theirs in every table. */
  erase(athleteId: string): Promise<void>;
}
