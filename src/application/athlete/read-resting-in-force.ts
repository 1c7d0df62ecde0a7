import { chooseResting } from '../../domain/basis/choose-basis.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { RestingHeartRate } from '../../domain/monitoring/resting.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface ReadRestingInForceDeps {
  readonly clock: Clock;
  readonly readAthlete: ReadAthlete;
  readonly stores: Pick<Stores, 'restingHeartRates'>;
}

export type ReadRestingInForce = (input: { athleteId: string }) => Promise<RestingHeartRate | null>;

/** What bands of the reserve are measured by today (P2); null while none is known. */
export function readRestingInForce({
  clock,
  readAthlete,
  stores,
}: ReadRestingInForceDeps): ReadRestingInForce {
  return async ({ athleteId }) => {
    const [athlete, values] = await Promise.all([
      readAthlete({ athleteId }),
      stores.restingHeartRates.listAll(athleteId),
    ]);
    return chooseResting(values, localDateAt(clock.nowMs(), athlete.timeZones));
  };
}
