import { AppError } from '../errors.ts';
import type { Clinic } from '../ports/clinic-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ClinicStores } from './clinic-roles.ts';

export interface CreateClinicDeps {
  readonly stores: ClinicStores;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreateClinic = (input: { userId: string; name: string }) => Promise<Clinic>;

/** A clinic, made by the operator, who is its first admin: it reads nothing until athletes give it a grant (C1). */
export function createClinic({ stores, clock, newId }: CreateClinicDeps): CreateClinic {
  return async ({ userId, name }) => {
    if ((await stores.people.find(userId))?.isOperator !== true) {
      throw new AppError('not_allowed', 'Clinics are made by the operator of this installation.');
    }
    const clinic: Clinic = { id: newId(), name, createdAtMs: clock.nowMs(), requiresTwoFactor: false };
    await stores.clinics.create(clinic, { userId, membershipId: newId() });
    return clinic;
  };
}
