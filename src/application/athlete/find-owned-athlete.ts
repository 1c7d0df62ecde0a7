import type { CreateAthlete } from './create-athlete.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface FindOwnedAthleteDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly createAthlete: CreateAthlete;
  /** A guess for a newcomer, who is asked on the first screen. */
  readonly timeZoneGuess: string;
}

export type FindOwnedAthlete = (input: { userId: string }) => Promise<{ athleteId: string }>;

/** The name of an athlete whom nobody has asked yet: the page shows its first-run questions while it stands. */
const UNASKED_NAME = '';

/**
 * The athlete that a signed-in user owns: on first use the only one of the installation, where the operator made it on
 * the command line, else a new one.
 */
export function findOwnedAthlete(deps: FindOwnedAthleteDeps): FindOwnedAthlete {
  return async ({ userId }) => {
    const { athletes } = deps.stores;
    const owned = (await athletes.findIdByOwner(userId)) ?? (await athletes.adoptOnly(userId));
    if (owned !== null) return { athleteId: owned };
    try {
      return await deps.createAthlete({
        name: UNASKED_NAME,
        timeZone: deps.timeZoneGuess,
        locale: 'da',
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
