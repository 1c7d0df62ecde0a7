import type { Locale } from '../../domain/athlete.ts';
import { HOUR_MS } from '../../domain/units.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Letters } from '../ports/letters.ts';
import type { InvitedAs } from '../ports/invitation-store.ts';
import type { Stores } from '../ports/stores.ts';
import { requireClinicAdmin } from './clinic-roles.ts';
import { invitationBytes, invitationText } from './invitation-text.ts';
import type { SignUp } from './sign-up.ts';

export interface CreateInvitationDeps {
  readonly stores: Pick<Stores, 'clinics' | 'people' | 'invitations'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly signUp: SignUp;
  /** Null: nothing is sent by mail. */
  readonly letters: Pick<Letters, 'invitation'> | null;
}

export interface IssuedInvitation {
  readonly id: string;
  readonly token: string;
  readonly expiresAtMs: number;
  readonly clinicName: string | null;
  /** Whether the mail server took it; null where there is none, or no address. */
  readonly mailed: boolean | null;
}

export type CreateInvitation = (input: {
  /** Who invites; null: the machine's command line. */
  userId: string | null;
  as: InvitedAs;
  clinicId: string | null;
  email: string | null;
  /** The language of the letter. */
  locale: Locale;
}) => Promise<IssuedInvitation>;

const VALID_MS = 7 * 24 * HOUR_MS;

/**
 * An invitation (U2): its token is answered once and only a SHA-256 of it is kept; it works once, within 7 days. The
 * operator invites anybody, an admin of a clinic into their clinic. With an address it is also sent by mail; a mail server
 * that refuses it takes nothing away: the link is answered either way.
 *
 * @throws AppError `not_allowed`, `not_found` for a clinic that is none of theirs, `invalid_input` for an admin of no
 *   clinic.
 */
export function createInvitation(deps: CreateInvitationDeps): CreateInvitation {
  return async ({ userId, as, clinicId, email, locale }) => {
    const { stores, clock } = deps;
    if (deps.signUp === 'closed') {
      throw new AppError('not_allowed', 'This installation takes nobody in: SIGN_UP is closed.');
    }
    if (as === 'clinic_admin' && clinicId === null) {
      throw new AppError('invalid_input', 'An admin is invited into a clinic.', { field: 'clinicId' });
    }
    const clinicName = await requireInviter(stores, userId, clinicId);
    const token = invitationText(deps.secrets.randomBytes(32));
    const nowMs = clock.nowMs();
    const invitation = {
      id: deps.newId(),
      as,
      clinicId,
      email: email === null ? null : email.toLowerCase(),
      createdBy: userId,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + VALID_MS,
      acceptedAtMs: null,
      revokedAtMs: null,
    };
    await stores.invitations.add(invitation, deps.secrets.sha256(invitationBytes(token)));
    const mailed =
      email === null || deps.letters === null
        ? null
        : await deps.letters.invitation({ to: email, token, clinicName, locale });
    return { id: invitation.id, token, expiresAtMs: invitation.expiresAtMs, clinicName, mailed };
  };
}

/** Answers the clinic's name; null where the invitation is into none. */
async function requireInviter(
  stores: CreateInvitationDeps['stores'],
  userId: string | null,
  clinicId: string | null,
): Promise<string | null> {
  if (userId === null) {
    if (clinicId === null) return null;
    const clinic = await stores.clinics.find(clinicId);
    if (clinic === null) throw new AppError('not_found', 'There is no such clinic.');
    return clinic.name;
  }
  if (clinicId !== null) return (await requireClinicAdmin(stores, { userId, clinicId })).clinic.name;
  if ((await stores.people.find(userId))?.isOperator !== true) {
    throw new AppError('not_allowed', 'Only the operator invites somebody into no clinic.');
  }
  return null;
}
