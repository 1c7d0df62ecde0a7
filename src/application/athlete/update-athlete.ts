import type { Athlete, AthleteFlag, Locale } from '../../domain/athlete.ts';
import { isTimeZone, localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReadAthlete } from './read-athlete.ts';
import type { Recompute } from '../sessions/recompute.ts';

export interface UpdateAthleteDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly readAthlete: ReadAthlete;
  readonly recompute: Recompute;
  readonly clock: Clock;
}

export interface AthleteChanges {
  readonly name?: string;
  readonly locale?: Locale;
  readonly birthDate?: LocalDate | null;
  readonly flags?: readonly AthleteFlag[];
  readonly timeZone?: string;
  /** First local date in the new zone; today there, when left out. Means nothing without `timeZone`. */
  readonly timeZoneValidFrom?: LocalDate;
}

export type UpdateAthlete = (input: { athleteId: string; changes: AthleteChanges }) => Promise<Athlete>;

/** Changes what is named. Another time zone moves dates, so the sessions are derived again (T1, T2). */
export function updateAthlete(deps: UpdateAthleteDeps): UpdateAthlete {
  return async ({ athleteId, changes: { timeZone, timeZoneValidFrom, ...plain } }) => {
    if (timeZone === undefined && timeZoneValidFrom !== undefined) {
      throw new AppError('invalid_input', 'timeZoneValidFrom needs a timeZone beside it.', {
        field: 'timeZoneValidFrom',
      });
    }
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new AppError('invalid_input', 'The time zone must be an IANA name like Europe/Copenhagen.', {
        field: 'timeZone',
      });
    }
    await deps.readAthlete({ athleteId });
    if (Object.keys(plain).length > 0) await deps.stores.athletes.update(athleteId, plain);
    if (timeZone !== undefined) {
      const today = localDateAt(deps.clock.nowMs(), [{ validFrom: FIRST_DATE, timeZone }]);
      await deps.stores.athletes.putTimeZone(athleteId, timeZoneValidFrom ?? today, timeZone);
      await deps.recompute({ athleteId, dryRun: false, reread: false });
    }
    return deps.readAthlete({ athleteId });
  };
}

/** Any date does where there is one zone only: the first holds also before its date (T1). */
const FIRST_DATE = '1970-01-01' as LocalDate;
