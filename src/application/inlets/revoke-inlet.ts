import type { Authorities } from '../authority/authorities.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface RevokeInletDeps {
  readonly stores: Pick<Stores, 'inlets'>;
  readonly authorities: Pick<Authorities, 'end'>;
}

export type RevokeInlet = (input: { athleteId: string; id: string }) => Promise<void>;

/** Closes a door for good, here and in every other process (L14); what came through it stays. */
export function revokeInlet({ stores, authorities }: RevokeInletDeps): RevokeInlet {
  return async ({ athleteId, id }) => {
    if (!(await stores.inlets.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such inlet.');
    }
    authorities.end(`inlet:${id}`);
  };
}
