import type { FastifyBaseLogger } from 'fastify';
import type { Authorities, AuthorityKey } from '../application/authority/authorities.ts';
import { recheckAuthorities } from '../application/authority/recheck-authorities.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';
import type { AuthorityStore } from '../application/ports/authority-store.ts';

/** How late the end of something by its own age is noticed, at most, and how late another end of it (L14). */
const OVERDUE_EVERY_MS = 500;

export interface AuthorityWatch {
  /** The database has told that something was taken back. */
  readonly ended: (key: string) => void;
  /** The database has told that something ends at another time. */
  readonly changed: (key: string) => void;
  /** Changes may have gone unheard. */
  readonly recheckAll: () => void;
  readonly stop: () => void;
}

/** Keeps this process's open doors in step with what is granted in the database (L14). */
export function watchAuthorities(deps: {
  readonly authorities: Authorities;
  readonly every: Platform['every'];
  readonly authorityStore: AuthorityStore;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}): AuthorityWatch {
  const recheck = recheckAuthorities(deps);
  const recheckOrWarn = (which: 'all' | 'overdue'): void => {
    recheck(which).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'what is still granted could not be asked for');
    });
  };
  const stop = deps.every(OVERDUE_EVERY_MS, () => recheckOrWarn('overdue'));
  return {
    // Both are written by triggers of ours as kind:id.
    ended: (key) => deps.authorities.end(key as AuthorityKey),
    changed: (key) => deps.authorities.doubt(key as AuthorityKey),
    recheckAll: () => recheckOrWarn('all'),
    stop,
  };
}
