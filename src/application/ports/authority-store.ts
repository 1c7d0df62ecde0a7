import type { AuthorityKey } from '../authority/authorities.ts';

/** What is still granted, across athletes: it answers about keys that the caller holds, and says nothing else. */
export interface AuthorityStore {
  /** Those that were revoked, have expired, or are not there. */
  listEnded(keys: readonly AuthorityKey[]): Promise<readonly AuthorityKey[]>;
}
