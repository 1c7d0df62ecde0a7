import type { Scope } from './device-token-store.ts';

/** What a pairing code will become when a device redeems it. */
export interface PairingOffer {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** Keeps offers for minutes. `take` removes what it answers, atomically: of two takers one gets it. */
export interface PairingCodeStore {
  add(athleteId: string, codeHash: Uint8Array, offer: PairingOffer, expiresAtMs: number): Promise<void>;
  /** Null when unknown, taken or expired. */
  take(athleteId: string, codeHash: Uint8Array): Promise<PairingOffer | null>;
}
