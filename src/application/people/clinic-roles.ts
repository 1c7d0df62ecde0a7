import { AppError } from '../errors.ts';
import type { Clinic, ClinicRole } from '../ports/clinic-store.ts';
import type { Stores } from '../ports/stores.ts';
import { twoFactorRequired } from './two-factor-required.ts';

export type ClinicStores = Pick<Stores, 'clinics' | 'people'>;

export interface ClinicStanding {
  readonly clinic: Clinic;
  readonly roles: readonly ClinicRole[];
  readonly isOperator: boolean;
}

/**
 * A clinic and what a person is in it.
 *
 * @throws AppError `not_found` also for a clinic that is none of theirs: what others have is nobody's business;
 *   `two_factor_required` for a member who has not set up what the clinic demands (U4).
 */
export async function standingIn(
  stores: ClinicStores,
  { userId, clinicId }: { readonly userId: string; readonly clinicId: string },
): Promise<ClinicStanding> {
  const [clinic, person, memberships] = await Promise.all([
    stores.clinics.find(clinicId),
    stores.people.find(userId),
    stores.clinics.listMemberships(userId),
  ]);
  const roles = memberships.filter((each) => each.clinicId === clinicId).map(({ role }) => role);
  const isOperator = person?.isOperator === true;
  if (clinic === null || (roles.length === 0 && !isOperator)) {
    throw new AppError('not_found', 'There is no such clinic.');
  }
  if (roles.length > 0 && clinic.requiresTwoFactor && person?.hasTwoFactor !== true)
    throw twoFactorRequired();
  return { clinic, roles, isOperator };
}

/**
 * The same, for what only those who run the clinic may do.
 *
 * @throws AppError `not_found` as `standingIn`, `not_allowed` for a member who is not one of them.
 */
export async function requireClinicAdmin(
  stores: ClinicStores,
  who: { readonly userId: string; readonly clinicId: string },
): Promise<ClinicStanding> {
  const standing = await standingIn(stores, who);
  if (!standing.isOperator && !standing.roles.includes('admin')) {
    throw new AppError('not_allowed', 'This is for an admin of the clinic.');
  }
  return standing;
}
