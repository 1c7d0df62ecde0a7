import { MINUTE_MS } from '../../domain/units.ts';
import { formatBearerText, parseBearerText } from './device-token-text.ts';
import type { PairingCodeStore, PairingOffer } from '../ports/pairing-code-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from './secrets.ts';

export interface CreatePairingCodeDeps {
  readonly pairingCodes: Pick<PairingCodeStore, 'add'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

const VALID_MS = 5 * MINUTE_MS;

export type CreatePairingCode = (input: {
  athleteId: string;
  offer: PairingOffer;
}) => Promise<{ code: string; expiresAtMs: number }>;

/** A code to show as QR: good for one device within five minutes. */
export function createPairingCode({
  pairingCodes,
  secrets,
  clock,
}: CreatePairingCodeDeps): CreatePairingCode {
  return async ({ athleteId, offer }) => {
    const code = formatBearerText('zp_', athleteId, secrets.randomBytes(32));
    const expiresAtMs = clock.nowMs() + VALID_MS;
    await pairingCodes.add(
      athleteId,
      secrets.sha256(parseBearerText('zp_', code)!.bytes),
      offer,
      expiresAtMs,
    );
    return { code, expiresAtMs };
  };
}
