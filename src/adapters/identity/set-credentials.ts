import type { Pool } from 'pg';
import type { AuthorityKey } from '../../application/authority/authorities.ts';
import { AppError } from '../../application/errors.ts';
import { endOtherSessions } from './account-events.ts';
import { addressBlock } from './address-block.ts';
import { PER_ACCOUNT, PER_ADDRESS, type Attempts } from './attempts.ts';
import type { Auth } from './create-auth.ts';
import { signedInJustNow } from './fresh-sign-in.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

export interface NewCredentials {
  readonly email: string;
  readonly password: string;
  /** Needed where the session is older than ten minutes. */
  readonly currentPassword?: string;
}

/** Who asks, by which session and from which IP address. */
export interface Person {
  readonly userId: string;
  readonly session: AuthorityKey;
  readonly address: string;
}

/**
 * Sets e-mail and password and ends all other sessions of the person, so that a borrowed session gains nothing by it
 * and a thief is put out. Proof of being the person: the current password, or a sign-in of the last ten minutes.
 *
 * The current password is guessed at no faster than at the sign-in: failures count per account and per address (X).
 *
 * @throws AppError `not_allowed` with the field `currentPassword` without that proof, `rate_limited` after too many
 *   wrong ones, `invalid_input` for a password that is guessed early, `conflict` for an address of somebody else.
 */
export async function setCredentials(
  { auth, pool, attempts }: { readonly auth: Auth; readonly pool: Pool; readonly attempts: Attempts },
  { userId, session, address }: Person,
  { email, password, currentPassword }: NewCredentials,
): Promise<void> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const sessionId = session.replace(/^session:/, '');
  const account = await internalAdapter.findCredentialAccount(userId);
  const isCurrentPassword = async (): Promise<boolean> => {
    const buckets = [
      { name: `credentials:${userId}`, limit: PER_ACCOUNT },
      { name: `address:${addressBlock(address)}`, limit: PER_ADDRESS },
    ];
    await attempts.take(buckets);
    const hash = account?.password;
    const isRight =
      typeof hash === 'string' && (await hasher.verify({ hash, password: currentPassword ?? '' }));
    if (isRight) await attempts.giveBack(buckets);
    return isRight;
  };
  const isProved =
    currentPassword === undefined ? await signedInJustNow(pool, sessionId) : await isCurrentPassword();
  if (!isProved) {
    throw new AppError('not_allowed', 'Give the current password, or sign in again first.', {
      field: 'currentPassword',
    });
  }
  refuseWeakPassword(password, email);
  const holder = await internalAdapter.findUserByEmail(email);
  if (holder !== null && holder.user.id !== userId) {
    throw new AppError('conflict', 'This e-mail address is in use.', { field: 'email' });
  }
  const hash = await hasher.hash(password);
  // The person is signed in on their own installation: the address counts as theirs without a mail to it.
  await internalAdapter.updateUser(userId, { email: email.toLowerCase(), emailVerified: true });
  if (account === null) {
    await internalAdapter.linkAccount({
      userId,
      providerId: 'credential',
      accountId: userId,
      password: hash,
    });
  } else {
    await internalAdapter.updateAccount(account.id, { password: hash });
  }
  await endOtherSessions(pool, userId, sessionId);
}
