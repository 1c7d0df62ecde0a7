import { isUnasked } from '../people/is-unasked.ts';
import type { SignUp } from '../people/sign-up.ts';
import type { Stores } from '../ports/stores.ts';

export interface FindOwnedAthleteDeps {
  readonly stores: Pick<Stores, 'athletes' | 'people' | 'clinics'>;
  readonly signUp: SignUp;
}

export interface OwnedAthlete {
  readonly athleteId: string | null;
  /** Owns none, and nobody has asked whether they train. */
  readonly isUnasked: boolean;
}

export type FindOwnedAthlete = (input: { userId: string }) => Promise<OwnedAthlete>;

/**
 * The athlete that a signed-in user owns. The operator gets the only one of the installation, where it was made on the
 * command line before they came.
 */
export function findOwnedAthlete({ stores, signUp }: FindOwnedAthleteDeps): FindOwnedAthlete {
  return async ({ userId }) => {
    const { athletes, clinics, people } = stores;
    const owned = await athletes.findIdByOwner(userId);
    if (owned !== null) return { athleteId: owned, isUnasked: false };
    const person = await people.find(userId);
    if (person === null || person.declinesTraining) return { athleteId: null, isUnasked: false };
    const adopted = person.isOperator ? await athletes.adoptOnly(userId) : null;
    if (adopted !== null) return { athleteId: adopted, isUnasked: false };
    const memberships = person.isOperator ? [] : await clinics.listMemberships(userId);
    return { athleteId: null, isUnasked: isUnasked(person, memberships, signUp) };
  };
}
