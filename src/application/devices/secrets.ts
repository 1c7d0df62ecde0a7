/** Randomness and hashing as the verbs need them; the composition root gives the platform's own. */
export interface Secrets {
  randomBytes(count: number): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
}
