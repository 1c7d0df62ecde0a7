import type { CreateAthlete } from '../athlete/create-athlete.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Accounts } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Invitation } from '../ports/invitation-store.ts';
import type { Stores } from '../ports/stores.ts';
import { invitationBytes } from './invitation-text.ts';
import type { SignUp } from './sign-up.ts';
import type { Locale } from '../../domain/athlete.ts';

export interface AcceptInvitationDeps {
  readonly stores: Pick<Stores, 'athletes' | 'clinics' | 'invitations' | 'people'>;
  readonly accounts: Accounts;
  readonly createAthlete: CreateAthlete;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly timeZoneGuess: string;
  readonly signUp: SignUp;
}

export interface Acceptance {
  readonly token: string;
  readonly name: string;
  readonly email: string | null;
  readonly password: string | null;
  readonly locale: Locale;
  /** Of a new athlete; null where nobody has said. */
  readonly timeZone: string | null;
  /** Who is signed in and takes it for themself; null makes an account. */
  readonly userId: string | null;
}

export type AcceptInvitation = (
  input: Acceptance,
) => Promise<{ userId: string; clinic: { id: string; name: string } | null }>;

/**
 * Takes an invitation up (U2): makes an account, or gives the one that is signed in what it invites to. An athlete who
 * comes through a clinic has given it no grant by that (C1).
 *
 * @throws AppError `gone`, in the same words after the same look-up, for one that was used, revoked, has expired or never
 *   was; what `Accounts.check` refuses, and then the invitation stays open.
 */
export function acceptInvitation(deps: AcceptInvitationDeps): AcceptInvitation {
  return async ({ token, locale, timeZone, userId: signedIn, ...account }) => {
    const { stores, clock, accounts } = deps;
    const hash = deps.secrets.sha256(invitationBytes(token));
    const invitation = await stores.invitations.findOpen(hash, clock.nowMs());
    if (invitation === null || deps.signUp === 'closed') throw gone();
    const wanted = { ...account, email: account.email ?? invitation.email };
    if (signedIn === null) await accounts.check(wanted);
    if (!(await stores.invitations.take(invitation.id, clock.nowMs()))) throw gone();
    try {
      const userId = signedIn ?? (await accounts.create(wanted)).userId;
      await giveRole(deps, invitation, {
        userId,
        name: account.name,
        locale,
        timeZone: timeZone ?? deps.timeZoneGuess,
      });
      // Who came to work here is no athlete, also once they have left their clinic; until they say so (U1).
      if (signedIn === null && invitation.as !== 'athlete') await stores.people.declineTraining(userId);
      const { clinicId } = invitation;
      const clinic = clinicId === null ? null : await stores.clinics.find(clinicId);
      return { userId, clinic: clinic === null ? null : { id: clinic.id, name: clinic.name } };
    } catch (error) {
      await stores.invitations.giveBack(invitation);
      throw error;
    }
  };
}

function gone(): AppError {
  return new AppError('gone', 'This invitation is not open: ask for a new one.');
}

async function giveRole(
  { stores, clock, newId, createAthlete }: AcceptInvitationDeps,
  { as, clinicId }: Invitation,
  person: {
    readonly userId: string;
    readonly name: string;
    readonly locale: Locale;
    readonly timeZone: string;
  },
): Promise<void> {
  const { userId, name, locale, timeZone } = person;
  if (as === 'athlete') {
    if ((await stores.athletes.findIdByOwner(userId)) !== null) return;
    await createAthlete({
      name,
      timeZone,
      locale,
      birthDate: null,
      ownerUserId: userId,
      athleteId: userId,
    });
    return;
  }
  // A coach without a clinic is one to whom athletes give grants themselves.
  if (clinicId === null) return;
  await stores.clinics.addMember(clinicId, {
    userId,
    role: as === 'coach' ? 'coach' : 'admin',
    membershipId: newId(),
    atMs: clock.nowMs(),
  });
}
