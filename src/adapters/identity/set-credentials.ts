import { DEFAULT_LOCALE, type Locale } from '../../domain/athlete.ts';
import type { AuthorityKey } from '../../application/authority/authorities.ts';
import { AppError } from '../../application/errors.ts';
import { endOtherSessions } from './account-events.ts';
import { addressBlock } from './address-block.ts';
import { PER_ACCOUNT, PER_ADDRESS } from './attempts.ts';
import { askToConfirm, type ChangeAddressDeps } from './change-address.ts';
import { isMadeUp } from './made-up-address.ts';
import { signedInJustNow } from './fresh-sign-in.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

export interface NewCredentials {
  readonly email: string;
  readonly password: string;
  /** Needed where the session is older than ten minutes. */
  readonly currentPassword?: string;
  readonly locale?: Locale;
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
 * Another address than a real one of before waits for its mail to be answered, where mail is sent (U5); else it counts at
 * once. The current password is guessed at no faster than at the sign-in: failures count per account and per address (X).
 *
 * @throws AppError `not_allowed` with the field `currentPassword` without that proof, `rate_limited` after too many
 *   wrong ones, `invalid_input` for a password that is guessed early, `conflict` for an address of somebody else.
 * @returns the address by which the person signs in now, and the one that waits.
 */
export async function setCredentials(
  deps: Omit<ChangeAddressDeps, 'letters'> & { readonly letters: ChangeAddressDeps['letters'] | null },
  { userId, session, address }: Person,
  { email: given, password, currentPassword, locale = DEFAULT_LOCALE }: NewCredentials,
): Promise<{ email: string; toConfirm: string | null }> {
  const { auth, pool, attempts, letters } = deps;
  const email = given.toLowerCase();
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
  await refuseWeakPassword(password, email);
  const holder = await internalAdapter.findUserByEmail(email);
  if (holder !== null && holder.user.id !== userId) {
    throw new AppError('conflict', 'This e-mail address is in use.', { field: 'email' });
  }
  const hash = await hasher.hash(password);
  const former = (await internalAdapter.findUserById(userId))?.email ?? '';
  const waits = letters !== null && former !== email && !isMadeUp(former);
  // Without mail, who is signed in on their own installation is believed.
  if (!waits) await internalAdapter.updateUser(userId, { email, emailVerified: true });
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
  if (!waits) return { email, toConfirm: null };
  await askToConfirm({ ...deps, letters }, { userId, former, address }, { email, locale });
  return { email: former, toConfirm: email };
}
