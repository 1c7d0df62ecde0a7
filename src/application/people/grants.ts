import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Grant, Grantee, GrantTerms } from '../ports/grant-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface GrantDeps {
  readonly stores: Pick<Stores, 'grants'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreateGrant = (input: { athleteId: string; to: Grantee; terms: GrantTerms }) => Promise<Grant>;
export type ReadGrantee = (input: { to: Grantee }) => Promise<{ readonly name: string }>;
export type ListGrants = (input: { athleteId: string }) => Promise<readonly Grant[]>;
export type ChangeGrant = (input: {
  athleteId: string;
  id: string;
  changes: Partial<GrantTerms>;
}) => Promise<Grant>;
export type RevokeGrant = (input: { athleteId: string; id: string }) => Promise<void>;

/**
 * Lets a clinic or one coach see something of an athlete, from now on (C1).
 *
 * @throws AppError `not_found` for a clinic or person that is not there, `invalid_input` for an end in the past.
 */
export function createGrant({ stores, clock, newId }: GrantDeps): CreateGrant {
  return async ({ athleteId, to, terms }) => {
    const createdAtMs = clock.nowMs();
    requireFuture(terms.expiresAtMs, createdAtMs);
    const id = newId();
    await stores.grants.add(athleteId, { id, to, ...terms, createdAtMs });
    return readGrant(stores, athleteId, id);
  };
}

/**
 * Who asks to see an athlete: nobody but us says their name, since whoever makes a link could choose another one.
 *
 * @throws AppError `not_found` in the same words for every id that is nobody's.
 */
export function readGrantee({ stores }: Pick<GrantDeps, 'stores'>): ReadGrantee {
  return async ({ to }) => {
    const name = await stores.grants.nameOf(to);
    if (name === null) throw new AppError('not_found', 'There is no such clinic or person.');
    return { name };
  };
}

/** All that an athlete gave, in one place (C2): newest first, ended ones too. */
export function listGrants({ stores }: Pick<GrantDeps, 'stores'>): ListGrants {
  return ({ athleteId }) => stores.grants.list(athleteId);
}

/** Other terms of a grant: what relied on the former ones ends at once, everywhere (C2). */
export function changeGrant({ stores, clock }: Omit<GrantDeps, 'newId'>): ChangeGrant {
  return async ({ athleteId, id, changes }) => {
    if (changes.expiresAtMs !== undefined) requireFuture(changes.expiresAtMs, clock.nowMs());
    if (!(await stores.grants.change(athleteId, id, changes))) {
      await readGrant(stores, athleteId, id);
      throw new AppError('invalid_state', 'This grant was revoked: give a new one.');
    }
    return readGrant(stores, athleteId, id);
  };
}

/** Ends a grant at once, everywhere (C2); twice is once. */
export function revokeGrant({ stores, clock }: Omit<GrantDeps, 'newId'>): RevokeGrant {
  return async ({ athleteId, id }) => {
    if (await stores.grants.change(athleteId, id, { revokedAtMs: clock.nowMs() })) return;
    await readGrant(stores, athleteId, id);
  };
}

async function readGrant(stores: GrantDeps['stores'], athleteId: string, id: string): Promise<Grant> {
  const grant = await stores.grants.find(athleteId, id);
  if (grant === null) throw new AppError('not_found', 'There is no such grant.');
  return grant;
}

function requireFuture(expiresAtMs: number | null, nowMs: number): void {
  if (expiresAtMs !== null && expiresAtMs <= nowMs) {
    throw new AppError('invalid_input', 'A grant ends in the future.', { field: 'expiresAt' });
  }
}
