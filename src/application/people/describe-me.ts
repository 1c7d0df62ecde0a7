import { isUnasked } from './is-unasked.ts';
import type { SignUp } from './sign-up.ts';
import type { ClinicRole } from '../ports/clinic-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface DescribeMeDeps {
  readonly stores: Pick<Stores, 'athletes' | 'people' | 'clinics'>;
  readonly signUp: SignUp;
}

export interface Me {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly roles: readonly 'operator'[];
  };
  readonly athleteId: string | null;
  /** Null while nobody has asked (U1). */
  readonly trains: boolean | null;
  /** `required`: a clinic of theirs demands it. Null for a device token. */
  readonly twoFactor: { readonly enabled: boolean; readonly required: boolean } | null;
  readonly clinics: readonly { readonly id: string; readonly name: string; readonly role: ClinicRole }[];
}

export type DescribeMe = (input: { userId: string | null; athleteId: string | null }) => Promise<Me>;

/** Who asks, and what they are. A device token speaks for its athlete alone: it has nobody's roles. */
export function describeMe({ stores, signUp }: DescribeMeDeps): DescribeMe {
  return async ({ userId, athleteId }) => {
    const [person, athlete, memberships] = await Promise.all([
      userId === null ? null : stores.people.find(userId),
      athleteId === null ? null : stores.athletes.find(athleteId),
      userId === null ? [] : stores.clinics.listMemberships(userId),
    ]);
    const name = person?.name ?? '';
    return {
      user: {
        id: userId ?? athleteId ?? '',
        name: name === '' ? (athlete?.name ?? '') : name,
        email: person?.email ?? null,
        roles: person?.isOperator === true ? ['operator'] : [],
      },
      athleteId,
      trains:
        athleteId !== null || (person !== null && isUnasked(person, memberships, signUp) ? null : false),
      twoFactor: person && {
        enabled: person.hasTwoFactor,
        required: memberships.some(({ requiresTwoFactor }) => requiresTwoFactor),
      },
      clinics: memberships.map(({ clinicId, clinicName, role }) => ({
        id: clinicId,
        name: clinicName,
        role,
      })),
    };
  };
}
