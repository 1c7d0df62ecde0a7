import type { DeviceToken, Stores } from './ports.ts';

export interface ListDevicesDeps {
  readonly stores: Pick<Stores, 'deviceTokens'>;
}

export type ListDevices = (input: { athleteId: string }) => Promise<DeviceToken[]>;

/** Every token of the athlete, also revoked ones. */
export function listDevices({ stores }: ListDevicesDeps): ListDevices {
  return ({ athleteId }) => stores.deviceTokens.list(athleteId);
}
