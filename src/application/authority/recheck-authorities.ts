import type { AuthorityStore } from '../ports/authority-store.ts';
import type { Authorities, AuthorityKey } from './authorities.ts';

export interface RecheckAuthoritiesDeps {
  readonly authorities: Authorities;
  readonly authorityStore: AuthorityStore;
}

/**
 * Asks the database which of what is held has ended: all of it when ends may have gone unheard, else what has passed the
 * end that was known of it (L14).
 */
export type RecheckAuthorities = (which: 'all' | 'overdue') => Promise<void>;

export function recheckAuthorities({
  authorities,
  authorityStore,
}: RecheckAuthoritiesDeps): RecheckAuthorities {
  return async (which) => {
    const keys: readonly AuthorityKey[] = which === 'all' ? authorities.held() : authorities.overdue();
    if (keys.length === 0) return;
    for (const key of await authorityStore.listEnded(keys)) authorities.end(key);
  };
}
