import type { DeviceToken } from '../ports/device-token-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListDevicesDeps {
  readonly stores: Pick<Stores, 'deviceTokens'>;
}

export type ListDevices = (input: { athleteId: string }) => Promise<DeviceToken[]>;

/** Every token of the athlete, also revoked ones. */
export function listDevices({ stores }: ListDevicesDeps): ListDevices {
  return ({ athleteId }) => stores.deviceTokens.list(athleteId);
}
