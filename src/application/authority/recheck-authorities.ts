import type { AuthorityStore } from '../ports/authority-store.ts';
import type { Authorities } from './authorities.ts';

export interface RecheckAuthoritiesDeps {
  readonly authorities: Authorities;
  readonly authorityStore: AuthorityStore;
}

/**
 * Asks the database when that which is held ends, and ends what has: all of it when changes may have gone unheard, else
 * what has passed the end that was known of it, or has another since (L14).
 */
export type RecheckAuthorities = (which: 'all' | 'overdue') => Promise<void>;

export function recheckAuthorities({
  authorities,
  authorityStore,
}: RecheckAuthoritiesDeps): RecheckAuthorities {
  return async (which) => {
    const keys = which === 'all' ? authorities.held() : authorities.overdue();
    if (keys.length === 0) return;
    // What is told while the database is asked counts from then on, whatever it answers.
    authorities.forgetEnds(keys);
    try {
      const ends = await authorityStore.findEnds(keys);
      for (const key of keys) {
        const endsAtMs = ends.get(key);
        if (endsAtMs === undefined) authorities.end(key);
        else authorities.learnEnd(key, endsAtMs);
      }
    } catch (error) {
      for (const key of keys) authorities.doubt(key);
      throw error;
    }
  };
}
