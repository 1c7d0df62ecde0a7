import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';
import type { FindOwnedAthlete } from './find-owned-athlete.ts';

export interface DeclineTrainingDeps {
  readonly stores: Pick<Stores, 'people'>;
  readonly findOwnedAthlete: FindOwnedAthlete;
}

export type DeclineTraining = (input: { userId: string }) => Promise<void>;

/**
 * A person says that they don't train (U1): nothing makes them an athlete until they say otherwise.
 *
 * @throws AppError `invalid_state` for an athlete, who ends it by erasing themself.
 */
export function declineTraining({ stores, findOwnedAthlete }: DeclineTrainingDeps): DeclineTraining {
  return async ({ userId }) => {
    if ((await findOwnedAthlete({ userId })).athleteId !== null) {
      throw new AppError('invalid_state', 'You are an athlete here: deleting your data ends that.');
    }
    await stores.people.declineTraining(userId);
  };
}
