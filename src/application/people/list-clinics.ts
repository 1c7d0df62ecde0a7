import type { Clinic, ClinicRole } from '../ports/clinic-store.ts';
import { standingIn, type ClinicStores } from './clinic-roles.ts';

export interface SeenClinic extends Clinic {
  /** What who asks is in it; none for the operator who is no member. */
  readonly roles: readonly ClinicRole[];
}

export type ListClinics = (input: { userId: string }) => Promise<readonly SeenClinic[]>;
export type ReadClinic = (input: { userId: string; clinicId: string }) => Promise<SeenClinic>;

/** The clinics of a person; for the operator all of the installation. */
export function listClinics({ stores }: { readonly stores: ClinicStores }): ListClinics {
  return async ({ userId }) => {
    const [person, memberships, all] = await Promise.all([
      stores.people.find(userId),
      stores.clinics.listMemberships(userId),
      stores.clinics.list(),
    ]);
    return all
      .map((clinic) => ({
        ...clinic,
        roles: memberships.filter(({ clinicId }) => clinicId === clinic.id).map(({ role }) => role),
      }))
      .filter(({ roles }) => roles.length > 0 || person?.isOperator === true);
  };
}

export function readClinic({ stores }: { readonly stores: ClinicStores }): ReadClinic {
  return async (who) => {
    const { clinic, roles } = await standingIn(stores, who);
    return { ...clinic, roles };
  };
}
