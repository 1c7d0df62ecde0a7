import type { GrantScope } from '../../domain/consent-scopes.ts';

/** To a clinic's coaches, or to one coach. */
export type Grantee =
  | { readonly clinicId: string; readonly coachUserId: null }
  | { readonly clinicId: null; readonly coachUserId: string };

export interface GrantTerms {
  readonly scopes: readonly GrantScope[];
  /** Whether it opens also what came before it (C6). */
  readonly history: boolean;
  /** Null: until it is revoked. */
  readonly expiresAtMs: number | null;
  readonly reason: string | null;
}

export interface Grant extends GrantTerms {
  readonly id: string;
  readonly to: Grantee;
  /** The name of the clinic or the coach. */
  readonly toName: string;
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
}

/** A grant as one person may use it now. */
export interface UsableGrant {
  readonly grantId: string;
  /** Another one whenever its terms change. */
  readonly revision: number;
  readonly scopes: readonly GrantScope[];
  readonly history: boolean;
  readonly startsAtMs: number;
  readonly expiresAtMs: number | null;
  /** Through which clinic; null where it was given to the person. */
  readonly clinic: { readonly id: string; readonly name: string; readonly membershipId: string } | null;
  /** The clinic demands a second factor that the person has not set up: nothing is opened by it until then (U4). */
  readonly owesTwoFactor: boolean;
}

export interface VisibleAthlete extends UsableGrant {
  readonly athleteId: string;
  readonly name: string;
}

export interface GrantStore {
  /** @throws AppError `not_found` for a clinic or person that is not there. */
  add(athleteId: string, grant: Omit<Grant, 'toName' | 'revokedAtMs'>): Promise<void>;
  /** Newest first, ended ones too. */
  list(athleteId: string): Promise<readonly Grant[]>;
  find(athleteId: string, id: string): Promise<Grant | null>;
  /** The name of a clinic or a coach; null where nobody has that id. */
  nameOf(to: Grantee): Promise<string | null>;
  /** Other terms, or its end. False when it is not there or was revoked. */
  change(
    athleteId: string,
    id: string,
    changes: Partial<GrantTerms & { readonly revokedAtMs: number }>,
  ): Promise<boolean>;
  /** Those by which a person may see an athlete now. */
  listUsable(athleteId: string, userId: string, nowMs: number): Promise<readonly UsableGrant[]>;
  /** The athletes who let some clinic see their reports now. */
  listReportable(nowMs: number): Promise<readonly string[]>;
  /** All athletes that a person may see now, by name; through one clinic where it is named. */
  listVisible(userId: string, clinicId: string | null, nowMs: number): Promise<readonly VisibleAthlete[]>;
}
