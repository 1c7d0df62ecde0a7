import type { Invitation } from '../ports/invitation-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface ListInvitationsDeps {
  readonly stores: Pick<Stores, 'clinics' | 'people' | 'invitations'>;
}

export type ListInvitations = (input: { userId: string }) => Promise<readonly Invitation[]>;

/** Those that a person made, and those into the clinics they are admin of, for the operator also those of the command line. */
export function listInvitations({ stores }: ListInvitationsDeps): ListInvitations {
  return async ({ userId }) => {
    const [person, memberships] = await Promise.all([
      stores.people.find(userId),
      stores.clinics.listMemberships(userId),
    ]);
    const clinicIds = memberships.filter(({ role }) => role === 'admin').map(({ clinicId }) => clinicId);
    return stores.invitations.list({ userId, clinicIds, commandLine: person?.isOperator === true });
  };
}
