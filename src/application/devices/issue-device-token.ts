import { AppError } from '../errors.ts';
import { formatBearerText } from './device-token-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeviceToken, Scope } from '../ports/device-token-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { Secrets } from './secrets.ts';
import { parseBearerText } from './device-token-text.ts';

export interface IssueDeviceTokenDeps {
  readonly stores: Pick<Stores, 'athletes' | 'deviceTokens'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type IssueDeviceToken = (input: {
  athleteId: string;
  name: string;
  scopes: readonly Scope[];
}) => Promise<{ token: string; device: DeviceToken }>;

/** A token for a bridge or a script. The text is answered once; only its SHA-256 is kept. */
export function issueDeviceToken(deps: IssueDeviceTokenDeps): IssueDeviceToken {
  return async ({ athleteId, name, scopes }) => {
    if (scopes.length === 0) {
      throw new AppError('invalid_input', 'A token needs at least one scope.', { field: 'scopes' });
    }
    if ((await deps.stores.athletes.find(athleteId)) === null) {
      throw new AppError('not_found', 'There is no such athlete.');
    }
    const token = formatBearerText('zc_', athleteId, deps.secrets.randomBytes(32));
    const device: DeviceToken = {
      id: deps.newId(),
      name,
      scopes: [...new Set(scopes)],
      createdAtMs: deps.clock.nowMs(),
      lastSeenAtMs: null,
      revokedAtMs: null,
    };
    await deps.stores.deviceTokens.add(
      athleteId,
      device,
      deps.secrets.sha256(parseBearerText('zc_', token)!.bytes),
    );
    return { token, device };
  };
}
