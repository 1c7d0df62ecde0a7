import type { Authority } from '../authority/authorities.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { RecordLook } from './access-log.ts';
import { standingIn } from './clinic-roles.ts';

export interface OpenWallDeps {
  readonly stores: Pick<Stores, 'clinics' | 'grants' | 'people'>;
  readonly recordLook: RecordLook;
  readonly clock: Clock;
}

/** An athlete whose running pulse a clinic may see. */
export interface WallRunner {
  readonly athleteId: string;
  readonly name: string;
  /** Shown as long as this lasts. */
  readonly authority: Authority;
  /** Writes down that the athlete was looked at (C4). */
  readonly recordLook: () => Promise<void>;
}

export type OpenWall = (input: { userId: string; clinicId: string }) => Promise<readonly WallRunner[]>;

/**
 * Those who let a clinic see their running pulse now (R5).
 *
 * @throws AppError `not_found` for a clinic that is none of the person's, `not_allowed` for who is no coach there.
 */
export function openWall({ stores, recordLook, clock }: OpenWallDeps): OpenWall {
  return async ({ userId, clinicId }) => {
    const { clinic, roles } = await standingIn(stores, { userId, clinicId });
    if (!roles.includes('coach')) throw new AppError('not_allowed', 'This is for a coach of the clinic.');
    const name = (await stores.people.find(userId))?.name ?? '';
    const who = { userId, name, clinicName: clinic.name };
    const runners = new Map<string, WallRunner>();
    for (const each of await stores.grants.listVisible(userId, clinicId, clock.nowMs())) {
      const { athleteId, grantId, revision, expiresAtMs } = each;
      if (!each.scopes.includes('live') || each.clinic === null) continue;
      const member = { key: `member:${each.clinic.membershipId}`, expiresAtMs: null } as const;
      runners.set(athleteId, {
        athleteId,
        name: each.name,
        authority: { key: `grant:${grantId}.${revision}`, expiresAtMs, also: [member] },
        recordLook: () => recordLook({ athleteId, who, grantId, what: 'live', week: null, sessionId: null }),
      });
    }
    return [...runners.values()];
  };
}
