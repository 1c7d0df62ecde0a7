import type { AuthorityKey } from '../authority/authorities.ts';

/** What is still granted, across athletes: it answers about keys that the caller holds, and says nothing else. */
export interface AuthorityStore {
  /**
   * When each of them ends by itself; null where nothing ends it. Those that were revoked, have expired, or are not there
   * are left out.
   */
  findEnds(keys: readonly AuthorityKey[]): Promise<ReadonlyMap<AuthorityKey, number | null>>;
}
