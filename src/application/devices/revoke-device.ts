import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface RevokeDeviceDeps {
  readonly stores: Pick<Stores, 'deviceTokens'>;
  readonly clock: Clock;
}

export type RevokeDevice = (input: { athleteId: string; id: string }) => Promise<void>;

/** Takes a token's rights for good. */
export function revokeDevice({ stores, clock }: RevokeDeviceDeps): RevokeDevice {
  return async ({ athleteId, id }) => {
    if (!(await stores.deviceTokens.revoke(athleteId, id, clock.nowMs()))) {
      throw new AppError('not_found', 'There is no such device.');
    }
  };
}
