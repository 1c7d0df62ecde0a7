import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Authority } from '../authority/authorities.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { twoFactorRequired } from './two-factor-required.ts';
import type { Look } from '../ports/access-log-store.ts';
import type { GrantScope } from '../../domain/consent-scopes.ts';
import type { UsableGrant } from '../ports/grant-store.ts';
import type { Stores } from '../ports/stores.ts';

export interface OpenGrantDeps {
  readonly stores: Pick<Stores, 'athletes' | 'people' | 'grants'>;
  readonly clock: Clock;
}

/** What a person may see of somebody else's athlete, and by what. */
export interface OpenedGrant {
  readonly grantId: string;
  readonly scopes: readonly GrantScope[];
  readonly who: Look['who'];
  /** Through which clinic; null where it was given to the person. */
  readonly clinic: { readonly id: string; readonly name: string } | null;
  /** The first day that it opens, where it opens no history (C6). */
  readonly since: LocalDate | null;
  /** What open doors rely on besides the person's own sign-in. */
  readonly authorities: readonly Authority[];
}

export type OpenGrant = (input: {
  userId: string;
  athleteId: string;
  /** One of these is needed. */
  anyOf: readonly GrantScope[];
  /** Only what was granted to this clinic. */
  clinicId?: string;
}) => Promise<OpenedGrant>;

/**
 * The grant by which a person may do something with an athlete's data now (C1): the widest, where there are several.
 *
 * @throws AppError `not_allowed`, in the same words for an athlete who gave none and for one that is not there,
 *   `two_factor_required` where it needs a clinic that demands one (U4).
 */
export function openGrant({ stores, clock }: OpenGrantDeps): OpenGrant {
  return async ({ userId, athleteId, anyOf, clinicId }) => {
    const usable = await stores.grants.listUsable(athleteId, userId, clock.nowMs());
    const [grant] = usable
      .filter(({ clinic }) => clinicId === undefined || clinic?.id === clinicId)
      .filter(({ scopes }) => anyOf.some((scope) => scopes.includes(scope)))
      .sort(
        (a, b) =>
          Number(a.owesTwoFactor) - Number(b.owesTwoFactor) ||
          Number(b.history) - Number(a.history) ||
          a.startsAtMs - b.startsAtMs,
      );
    if (grant === undefined) throw new AppError('not_allowed', 'No grant of this athlete allows you this.');
    if (grant.owesTwoFactor) throw twoFactorRequired();
    const [athlete, person] = await Promise.all([
      stores.athletes.find(athleteId),
      stores.people.find(userId),
    ]);
    if (athlete === null || person === null) throw new AppError('not_found', 'There is no such athlete.');
    return {
      grantId: grant.grantId,
      scopes: grant.scopes,
      who: { userId, name: person.name, clinicName: grant.clinic?.name ?? null },
      clinic: grant.clinic,
      since: grant.history ? null : localDateAt(grant.startsAtMs, athlete.timeZones),
      authorities: authoritiesOf(grant),
    };
  };
}

/** A clinic's grant is used as long as the person is a coach there. */
function authoritiesOf({ grantId, revision, expiresAtMs, clinic }: UsableGrant): Authority[] {
  return [
    { key: `grant:${grantId}.${revision}`, expiresAtMs },
    ...(clinic === null ? [] : [{ key: `member:${clinic.membershipId}` as const, expiresAtMs: null }]),
  ];
}
