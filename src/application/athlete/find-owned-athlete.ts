import type { CreateAthlete } from './create-athlete.ts';
import { AppError } from '../errors.ts';
import type { SignUp } from '../people/sign-up.ts';
import type { Stores } from '../ports/stores.ts';
import { DEFAULT_LOCALE } from '../../domain/athlete.ts';

export interface FindOwnedAthleteDeps {
  readonly stores: Pick<Stores, 'athletes' | 'people' | 'clinics'>;
  /** Whether strangers may make an account (U3): they come as athletes. */
  readonly signUp: SignUp;
  readonly createAthlete: CreateAthlete;
  /** A guess for a newcomer, who is asked on the first screen. */
  readonly timeZoneGuess: string;
}

export type FindOwnedAthlete = (input: { userId: string }) => Promise<{ athleteId: string | null }>;

/** The name of an athlete whom nobody has asked yet: the page shows its first-run questions while it stands. */
const UNASKED_NAME = '';

/**
 * The athlete that a signed-in user owns; null for somebody who came to coach. The operator gets one on first use (U1):
 * the only one of the installation, where it was made on the command line, else a new one. So does who signed up alone.
 */
export function findOwnedAthlete(deps: FindOwnedAthleteDeps): FindOwnedAthlete {
  return async ({ userId }) => {
    const { athletes, people } = deps.stores;
    const owned = await athletes.findIdByOwner(userId);
    if (owned !== null) return { athleteId: owned };
    const isOperator = (await people.find(userId))?.isOperator === true;
    if (!isOperator && !(await signedUpAlone(deps, userId))) return { athleteId: null };
    const adopted = isOperator ? await athletes.adoptOnly(userId) : null;
    if (adopted !== null) return { athleteId: adopted };
    try {
      return await deps.createAthlete({
        name: UNASKED_NAME,
        timeZone: deps.timeZoneGuess,
        locale: DEFAULT_LOCALE,
        birthDate: null,
        ownerUserId: userId,
        // The user's id names the athlete as well, so the primary key settles who of several at once makes it.
        athleteId: userId,
      });
    } catch (error) {
      // A page asks for several things at once: of its first requests one makes the athlete, the others find it.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      const made = await deps.stores.athletes.findIdByOwner(userId);
      if (made === null) throw error;
      return { athleteId: made };
    }
  };
}

async function signedUpAlone({ stores, signUp }: FindOwnedAthleteDeps, userId: string): Promise<boolean> {
  return signUp === 'open' && (await stores.clinics.listMemberships(userId)).length === 0;
}
