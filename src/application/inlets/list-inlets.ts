import { AppError } from '../errors.ts';
import type { SeenInlet } from '../ports/inlet-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ReadInletsDeps {
  readonly stores: Pick<Stores, 'inlets'>;
}

export type ListInlets = (input: { athleteId: string }) => Promise<readonly SeenInlet[]>;
export type ReadInlet = (input: { athleteId: string; id: string }) => Promise<SeenInlet>;

export function listInlets({ stores }: ReadInletsDeps): ListInlets {
  return ({ athleteId }) => stores.inlets.list(athleteId);
}

export function readInlet({ stores }: ReadInletsDeps): ReadInlet {
  return async ({ athleteId, id }) => {
    const inlet = await stores.inlets.find(athleteId, id);
    if (inlet === null) throw new AppError('not_found', 'There is no such inlet.');
    return inlet;
  };
}
