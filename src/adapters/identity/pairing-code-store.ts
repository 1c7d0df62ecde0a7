import type { Pool } from 'pg';
import type { PairingCodeStore, PairingOffer } from '../../application/ports/pairing-code-store.ts';
import type { Auth } from './create-auth.ts';

/** Pairing codes among better-auth's single-use values, which are taken atomically and expire by themselves. */
export function pairingCodeStore(auth: Auth): PairingCodeStore {
  return {
    add: async (athleteId, codeHash, offer, expiresAtMs) => {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.createVerificationValue({
        identifier: identifierOf(athleteId, codeHash),
        value: JSON.stringify(offer),
        expiresAt: new Date(expiresAtMs),
      });
    },
    take: async (athleteId, codeHash) => {
      const { internalAdapter } = await auth.$context;
      const taken = await internalAdapter.consumeVerificationValue(identifierOf(athleteId, codeHash));
      // Written by `add` alone.
      return taken === null ? null : (JSON.parse(taken.value) as PairingOffer);
    },
  };
}

/** Offers of an athlete who is gone. */
export async function removePairingCodes(pool: Pool, athleteId: string): Promise<void> {
  await pool.query('delete from auth_verification where starts_with(identifier, $1)', [prefixOf(athleteId)]);
}

function identifierOf(athleteId: string, codeHash: Uint8Array): string {
  return prefixOf(athleteId) + Buffer.from(codeHash).toString('hex');
}

function prefixOf(athleteId: string): string {
  return `pairing:${athleteId}:`;
}
