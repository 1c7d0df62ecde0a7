import { issueDeviceToken } from '../../src/application/devices/issue-device-token.ts';
import type { Scope } from '../../src/application/ports/device-token-store.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { createPlatform } from '../../src/compose/platform.ts';

/** A real device token for each of these athletes. */
export function tokensFor(
  stores: Pick<Stores, 'athletes' | 'deviceTokens'>,
  athleteIds: readonly string[],
  scopes: readonly Scope[],
): Promise<string[]> {
  const issue = issueDeviceToken({ stores, ...createPlatform() });
  return Promise.all(
    athleteIds.map(async (athleteId) => (await issue({ athleteId, name: 'Test', scopes })).token),
  );
}
