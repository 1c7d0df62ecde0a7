import { DEFAULT_LOCALE } from '../../domain/athlete.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { CreateAthlete } from './create-athlete.ts';

export interface BecomeAthleteDeps {
  readonly stores: Pick<Stores, 'athletes' | 'people'>;
  readonly createAthlete: CreateAthlete;
  /** A guess for a newcomer, who is asked on the first screen. */
  readonly timeZoneGuess: string;
}

export type BecomeAthlete = (input: { userId: string }) => Promise<{ athleteId: string }>;

/** The name of an athlete whom nobody has asked yet: the page shows its first-run questions while it stands. */
const UNASKED_NAME = '';

/**
 * Makes a person an athlete, who says so or uses what is an athlete's alone (U1): their own where they are one, the only one
 * of the installation where the operator made it on the command line, else a new one.
 */
export function becomeAthlete({ stores, createAthlete, timeZoneGuess }: BecomeAthleteDeps): BecomeAthlete {
  return async ({ userId }) => {
    const { athletes, people } = stores;
    const owned = await athletes.findIdByOwner(userId);
    if (owned !== null) return { athleteId: owned };
    const isOperator = (await people.find(userId))?.isOperator === true;
    const adopted = isOperator ? await athletes.adoptOnly(userId) : null;
    if (adopted !== null) return { athleteId: adopted };
    try {
      return await createAthlete({
        name: UNASKED_NAME,
        timeZone: timeZoneGuess,
        locale: DEFAULT_LOCALE,
        birthDate: null,
        ownerUserId: userId,
        // The user's id names the athlete as well, so the primary key settles who of several at once makes it.
        athleteId: userId,
      });
    } catch (error) {
      // A page asks for several things at once: of its first requests one makes the athlete, the others find it.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      const made = await athletes.findIdByOwner(userId);
      if (made === null) throw error;
      return { athleteId: made };
    }
  };
}
