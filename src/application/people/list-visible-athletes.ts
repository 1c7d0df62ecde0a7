import type { Clock } from '../ports/clock.ts';
import type { VisibleAthlete } from '../ports/grant-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListVisibleAthletesDeps {
  readonly stores: Pick<Stores, 'grants'>;
  readonly clock: Clock;
}

export type ListVisibleAthletes = (input: { userId: string }) => Promise<readonly VisibleAthlete[]>;

/** Every athlete who lets a person see something now, an entry per grant, by name. */
export function listVisibleAthletes({ stores, clock }: ListVisibleAthletesDeps): ListVisibleAthletes {
  return async ({ userId }) => {
    const visible = await stores.grants.listVisible(userId, null, clock.nowMs());
    return visible.filter(({ owesTwoFactor }) => !owesTwoFactor);
  };
}
