import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ListInvitations } from './list-invitations.ts';
import type { Stores } from '../ports/stores.ts';

export interface RevokeInvitationDeps {
  readonly stores: Pick<Stores, 'invitations'>;
  readonly listInvitations: ListInvitations;
  readonly clock: Clock;
}

export type RevokeInvitation = (input: { userId: string; id: string }) => Promise<void>;

/**
 * Takes an invitation back; twice is once.
 *
 * @throws AppError `not_found` for one that is not theirs to see, `invalid_state` for one that was accepted.
 */
export function revokeInvitation(deps: RevokeInvitationDeps): RevokeInvitation {
  return async ({ userId, id }) => {
    const seen = (await deps.listInvitations({ userId })).find((each) => each.id === id);
    if (seen === undefined) throw new AppError('not_found', 'There is no such invitation.');
    const revoked = await deps.stores.invitations.revoke(id, deps.clock.nowMs());
    if (!revoked && (await deps.stores.invitations.find(id))?.acceptedAtMs !== null) {
      throw new AppError('invalid_state', 'This invitation was accepted already.');
    }
  };
}
