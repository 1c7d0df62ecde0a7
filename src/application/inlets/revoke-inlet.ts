import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface RevokeInletDeps {
  readonly stores: Pick<Stores, 'inlets'>;
}

export type RevokeInlet = (input: { athleteId: string; id: string }) => Promise<void>;

/** Closes a door for good; what came through it stays. */
export function revokeInlet({ stores }: RevokeInletDeps): RevokeInlet {
  return async ({ athleteId, id }) => {
    if (!(await stores.inlets.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such inlet.');
    }
  };
}
