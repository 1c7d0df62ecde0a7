import { Type, type Static } from 'typebox';
import { instant, oneOf, text, timeZone, uuid } from './formats.ts';
import { language, nullable, strict } from './schema.ts';

const invitedAs = oneOf('athlete', 'coach', 'clinic_admin');
const email = Type.String({ format: 'email', maxLength: 254 });

export const newInvitation = strict({
  as: invitedAs,
  clinicId: Type.Optional(uuid()),
  /** Also gets the link by mail, where a mail server is configured. */
  email: Type.Optional(email),
  /** The language of the mail; Danish when left out. */
  locale: Type.Optional(language),
});

/** Answered once: the token is not kept. */
export const issuedInvitation = strict({
  id: Type.String(),
  url: Type.String(),
  token: Type.String(),
  expiresAt: instant(),
  /** Whether the mail server took it; left out where nothing was to be sent. */
  mailed: Type.Optional(Type.Boolean()),
});

export const invitationSchema = strict({
  id: Type.String(),
  as: invitedAs,
  clinicId: nullable(Type.String()),
  /** Forgotten once it is taken up or taken back. */
  email: nullable(Type.String()),
  createdAt: instant(),
  expiresAt: instant(),
  state: oneOf('open', 'accepted', 'expired', 'revoked'),
});

/** Whoever is signed in takes it for themself: then only the name is looked at, and only for a new athlete. */
export const acceptance = strict({
  token: text(200),
  name: text(200),
  email: Type.Optional(email),
  password: Type.Optional(Type.String({ minLength: 12, maxLength: 200 })),
  locale: Type.Optional(language),
  /** Where a new athlete is; the server's own zone when left out. */
  timeZone: Type.Optional(timeZone()),
});

export const accepted = strict({
  userId: Type.String(),
  /** The clinic that invited; it sees nothing of an athlete without a grant. */
  clinic: Type.Optional(strict({ id: Type.String(), name: Type.String() })),
});

export function presentInvitation(
  invitation: {
    readonly id: string;
    readonly as: Static<typeof invitedAs>;
    readonly clinicId: string | null;
    readonly email: string | null;
    readonly createdAtMs: number;
    readonly expiresAtMs: number;
    readonly acceptedAtMs: number | null;
    readonly revokedAtMs: number | null;
  },
  nowMs: number,
): Static<typeof invitationSchema> {
  const { id, as, clinicId, expiresAtMs, acceptedAtMs, revokedAtMs } = invitation;
  const isExpired = expiresAtMs <= nowMs;
  return {
    id,
    as,
    clinicId,
    email: invitation.email,
    createdAt: new Date(invitation.createdAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    state:
      acceptedAtMs !== null ? 'accepted' : revokedAtMs !== null ? 'revoked' : isExpired ? 'expired' : 'open',
  };
}
