import { requireClinicAdmin, type ClinicStores } from './clinic-roles.ts';

export type RenameClinic = (input: { userId: string; clinicId: string; name: string }) => Promise<void>;
export type RemoveClinic = (input: { userId: string; clinicId: string }) => Promise<void>;

export function renameClinic({ stores }: { readonly stores: ClinicStores }): RenameClinic {
  return async ({ name, ...who }) => {
    await requireClinicAdmin(stores, who);
    await stores.clinics.rename(who.clinicId, name);
  };
}

/** The clinic goes with its members' roles, its invitations and every grant that athletes gave it (C5). */
export function removeClinic({ stores }: { readonly stores: ClinicStores }): RemoveClinic {
  return async (who) => {
    await requireClinicAdmin(stores, who);
    await stores.clinics.remove(who.clinicId);
  };
}
