import { AppError } from '../errors.ts';
import type { IssueDeviceToken } from './issue-device-token.ts';
import type { PairingCodeStore } from '../ports/pairing-code-store.ts';
import { parseBearerText } from './device-token-text.ts';
import type { DeviceToken } from '../ports/device-token-store.ts';
import type { Secrets } from './secrets.ts';

export interface RedeemPairingCodeDeps {
  readonly pairingCodes: Pick<PairingCodeStore, 'take'>;
  readonly issueDeviceToken: IssueDeviceToken;
  readonly secrets: Pick<Secrets, 'sha256'>;
}

export type RedeemPairingCode = (input: {
  code: string;
  /** What the device calls itself; null keeps the name of the offer. */
  name: string | null;
}) => Promise<{ athleteId: string; token: string; device: DeviceToken }>;

/** Turns a pairing code into a device token, once. */
export function redeemPairingCode(deps: RedeemPairingCodeDeps): RedeemPairingCode {
  return async ({ code, name }) => {
    const parsed = parseBearerText('zp_', code);
    const offer =
      parsed === null
        ? null
        : await deps.pairingCodes.take(parsed.athleteId, deps.secrets.sha256(parsed.bytes));
    if (parsed === null || offer === null) {
      throw new AppError('not_found', 'This pairing code is unknown, used or expired: make a new one.', {
        field: 'code',
      });
    }
    const { athleteId } = parsed;
    const issued = await deps.issueDeviceToken({ athleteId, name: name ?? offer.name, scopes: offer.scopes });
    return { athleteId, ...issued };
  };
}
