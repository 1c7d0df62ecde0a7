import type { AthleteFlag, Locale } from '../../domain/athlete.ts';
import { isTimeZone } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface CreateAthleteDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly newId: () => string;
}

export type CreateAthlete = (input: {
  name: string;
  timeZone: string;
  locale: Locale;
  birthDate: LocalDate | null;
  flags?: readonly AthleteFlag[];
  ownerUserId: string | null;
  /** The athlete's id, where something else decides it; else a new one. */
  athleteId?: string;
}) => Promise<{ athleteId: string }>;

/** A new athlete, with one time zone that holds for all dates until another is added (T1). */
export function createAthlete({ stores, newId }: CreateAthleteDeps): CreateAthlete {
  return async ({ flags = [], athleteId = newId(), ...athlete }) => {
    if (!isTimeZone(athlete.timeZone)) {
      throw new AppError('invalid_input', 'The time zone must be an IANA name like Europe/Copenhagen.', {
        field: 'timeZone',
      });
    }
    await stores.athletes.create({ id: athleteId, flags, ...athlete });
    return { athleteId };
  };
}
