import type { Athlete } from '../../domain/athlete.ts';
import { AppError } from '../errors.ts';
import type { Stores } from '../ports/stores.ts';

export interface ReadAthleteDeps {
  readonly stores: Pick<Stores, 'athletes'>;
}

export type ReadAthlete = (input: { athleteId: string }) => Promise<Athlete>;

export function readAthlete({ stores }: ReadAthleteDeps): ReadAthlete {
  return async ({ athleteId }) => {
    const athlete = await stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    return athlete;
  };
}
