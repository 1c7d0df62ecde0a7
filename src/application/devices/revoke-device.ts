import type { Authorities } from '../authority/authorities.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface RevokeDeviceDeps {
  readonly stores: Pick<Stores, 'deviceTokens'>;
  readonly clock: Clock;
  readonly authorities: Pick<Authorities, 'end'>;
}

export type RevokeDevice = (input: { athleteId: string; id: string }) => Promise<void>;

/** Takes a token's rights for good; what it has opened is closed at once, here and in every other process (L14). */
export function revokeDevice({ stores, clock, authorities }: RevokeDeviceDeps): RevokeDevice {
  return async ({ athleteId, id }) => {
    if (!(await stores.deviceTokens.revoke(athleteId, id, clock.nowMs()))) {
      throw new AppError('not_found', 'There is no such device.');
    }
    authorities.end(`token:${id}`);
  };
}
