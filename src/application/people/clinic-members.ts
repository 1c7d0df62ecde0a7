import { AppError } from '../errors.ts';
import type { ClinicMember, ClinicRole } from '../ports/clinic-store.ts';
import type { Clock } from '../ports/clock.ts';
import { requireClinicAdmin, standingIn, type ClinicStores } from './clinic-roles.ts';

export interface ChangeMembersDeps {
  readonly stores: ClinicStores;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type ListMembers = (input: { userId: string; clinicId: string }) => Promise<readonly ClinicMember[]>;

export interface MemberChange {
  readonly userId: string;
  readonly clinicId: string;
  readonly memberId: string;
  readonly roles: readonly ClinicRole[];
}
export type SetMemberRoles = (input: MemberChange) => Promise<void>;

export function listMembers({ stores }: Pick<ChangeMembersDeps, 'stores'>): ListMembers {
  return async (who) => {
    await standingIn(stores, who);
    return stores.clinics.listMembers(who.clinicId);
  };
}

/**
 * Gives a member these roles and no other; none puts them out, which everybody may do with themself. Who is no member
 * yet comes by an invitation.
 *
 * @throws AppError `not_found` for somebody who is no member, `invalid_state` where the clinic would have no admin left.
 */
export function setMemberRoles({ stores, clock, newId }: ChangeMembersDeps): SetMemberRoles {
  return async ({ userId, clinicId, memberId, roles }) => {
    const leaves = memberId === userId && roles.length === 0;
    await (leaves ? standingIn : requireClinicAdmin)(stores, { userId, clinicId });
    const members = await stores.clinics.listMembers(clinicId);
    if (!members.some((member) => member.userId === memberId)) {
      throw new AppError('not_found', 'There is no such member.');
    }
    const wanted = roles.map((role) => ({ role, membershipId: newId() }));
    if (!(await stores.clinics.setRoles(clinicId, memberId, wanted, clock.nowMs()))) {
      throw new AppError('invalid_state', 'A clinic keeps at least one admin: make somebody else one first.');
    }
  };
}
