import { Type, type Static } from 'typebox';
import { GRANT_SCOPES } from '../../../domain/consent-scopes.ts';
import { instant, oneOf, text, uuid } from './formats.ts';
import { nullable, strict } from './schema.ts';

const scope = oneOf(...GRANT_SCOPES);
const scopes = Type.Array(scope, { minItems: 1, maxItems: GRANT_SCOPES.length, uniqueItems: true });

const grantee = { clinicId: Type.Optional(uuid()), coachUserId: Type.Optional(uuid()) };

/** A clinic or one coach, one of them. */
export const namedGrantee = strict(grantee);

export const granteeSchema = strict({ name: Type.String() });

/**
 * To a clinic or to one coach, one of them. Left out: `scopes` are `report` alone, `history` is false and the end is
 * `consentEnd`; an end of `null` is none.
 */
export const newGrant = strict({
  ...grantee,
  scopes: Type.Optional(scopes),
  history: Type.Optional(Type.Boolean()),
  expiresAt: Type.Optional(nullable(instant())),
  reason: Type.Optional(text(1000)),
});

export const grantChanges = strict({
  scopes: Type.Optional(scopes),
  history: Type.Optional(Type.Boolean()),
  expiresAt: Type.Optional(nullable(instant())),
  reason: Type.Optional(nullable(text(1000))),
});

export const grantSchema = strict({
  id: Type.String(),
  clinicId: nullable(Type.String()),
  coachUserId: nullable(Type.String()),
  /** The name of the clinic or the coach. */
  name: Type.String(),
  scopes: Type.Array(scope),
  history: Type.Boolean(),
  reason: nullable(Type.String()),
  createdAt: instant(),
  expiresAt: nullable(instant()),
  revokedAt: nullable(instant()),
  state: oneOf('active', 'expired', 'revoked'),
});

export const visibleAthlete = strict({
  athleteId: Type.String(),
  name: Type.String(),
  grantId: Type.String(),
  clinicId: nullable(Type.String()),
  scopes: Type.Array(scope),
  history: Type.Boolean(),
  createdAt: instant(),
  expiresAt: nullable(instant()),
});

type Scope = Static<typeof scope>;

export function presentGrant(
  grant: {
    readonly id: string;
    readonly to: { readonly clinicId: string | null; readonly coachUserId: string | null };
    readonly toName: string;
    readonly scopes: readonly Scope[];
    readonly history: boolean;
    readonly reason: string | null;
    readonly createdAtMs: number;
    readonly expiresAtMs: number | null;
    readonly revokedAtMs: number | null;
  },
  nowMs: number,
): Static<typeof grantSchema> {
  const { id, to, toName: name, scopes: own, history, reason, expiresAtMs, revokedAtMs } = grant;
  const isExpired = expiresAtMs !== null && expiresAtMs <= nowMs;
  return {
    id,
    ...to,
    name,
    scopes: [...own],
    history,
    reason,
    createdAt: new Date(grant.createdAtMs).toISOString(),
    expiresAt: instantOrNull(expiresAtMs),
    revokedAt: instantOrNull(revokedAtMs),
    state: revokedAtMs !== null ? 'revoked' : isExpired ? 'expired' : 'active',
  };
}

export function presentVisibleAthlete(visible: {
  readonly athleteId: string;
  readonly name: string;
  readonly grantId: string;
  readonly clinic: { readonly id: string } | null;
  readonly scopes: readonly Scope[];
  readonly history: boolean;
  readonly startsAtMs: number;
  readonly expiresAtMs: number | null;
}): Static<typeof visibleAthlete> {
  const { athleteId, name, grantId, clinic, history } = visible;
  return {
    athleteId,
    name,
    grantId,
    clinicId: clinic?.id ?? null,
    scopes: [...visible.scopes],
    history,
    createdAt: new Date(visible.startsAtMs).toISOString(),
    expiresAt: instantOrNull(visible.expiresAtMs),
  };
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
