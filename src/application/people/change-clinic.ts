import { AppError } from '../errors.ts';
import { requireClinicAdmin, type ClinicStores } from './clinic-roles.ts';

export type RenameClinic = (input: { userId: string; clinicId: string; name: string }) => Promise<void>;
export type DemandTwoFactor = (input: {
  userId: string;
  clinicId: string;
  requiresTwoFactor: boolean;
}) => Promise<void>;
export type RemoveClinic = (input: { userId: string; clinicId: string }) => Promise<void>;

export function renameClinic({ stores }: { readonly stores: ClinicStores }): RenameClinic {
  return async ({ name, ...who }) => {
    await requireClinicAdmin(stores, who);
    await stores.clinics.rename(who.clinicId, name);
  };
}

/**
 * Whether members need a second factor (U4): those without one see nothing of the clinic until they have set it up.
 *
 * @throws AppError `invalid_state` for an admin who has none: nobody shuts themself out.
 */
export function demandTwoFactor({ stores }: { readonly stores: ClinicStores }): DemandTwoFactor {
  return async ({ requiresTwoFactor, ...who }) => {
    await requireClinicAdmin(stores, who);
    const person = await stores.people.find(who.userId);
    if (requiresTwoFactor && person?.hasTwoFactor !== true) {
      throw new AppError('invalid_state', 'Set up a second factor for yourself first.');
    }
    await stores.clinics.setRequiresTwoFactor(who.clinicId, requiresTwoFactor);
  };
}

/** The clinic goes with its members' roles, its invitations and every grant that athletes gave it (C5). */
export function removeClinic({ stores }: { readonly stores: ClinicStores }): RemoveClinic {
  return async (who) => {
    await requireClinicAdmin(stores, who);
    await stores.clinics.remove(who.clinicId);
  };
}
