import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Locale } from '../../domain/athlete.ts';
import type { Letters } from '../../application/ports/letters.ts';
import { addressBlock } from './address-block.ts';
import { PER_ADDRESS, type Attempts } from './attempts.ts';
import { AUTH_PATH, type Auth } from './create-auth.ts';
import { PER_RECIPIENT } from './mailed-sign-in.ts';

const CONFIRM_PATH = `${AUTH_PATH}/confirm-address`;
const VALID_MS = 24 * 3600_000;

export interface ChangeAddressDeps {
  readonly auth: Auth;
  readonly pool: Pool;
  readonly attempts: Attempts;
  readonly letters: Pick<Letters, 'confirmAddress' | 'addressChanging'>;
  readonly publicUrl: string;
}

/**
 * An address becomes a person's when they have opened a link that was mailed to it (U5), once, within 24 h; the former one
 * is told at once, so that a thief's attempt does not go unseen.
 *
 * @throws AppError `rate_limited`, as sign-in links by mail are.
 */
export async function askToConfirm(
  { auth, attempts, letters, publicUrl }: ChangeAddressDeps,
  person: { readonly userId: string; readonly former: string; readonly address: string },
  wanted: { readonly email: string; readonly locale: Locale },
): Promise<void> {
  const { email, locale } = wanted;
  await attempts.take([
    { name: `letter:${email}`, limit: PER_RECIPIENT },
    { name: `letters-from:${addressBlock(person.address)}`, limit: PER_ADDRESS },
  ]);
  const token = randomBytes(32).toString('base64url');
  const { internalAdapter } = await auth.$context;
  await internalAdapter.createVerificationValue({
    identifier: identifierOf(token),
    value: JSON.stringify({ userId: person.userId, email }),
    expiresAt: new Date(Date.now() + VALID_MS),
  });
  const link = `${publicUrl}${CONFIRM_PATH}?token=${token}`;
  await letters.confirmAddress({ to: email, locale, link });
  await letters.addressChanging({ to: person.former, locale });
}

/** Whether the token of a link made its address the person's: not twice, not too late, not where it is somebody else's now. */
export async function confirmAddress(
  { auth, pool }: Pick<ChangeAddressDeps, 'auth' | 'pool'>,
  token: string,
): Promise<boolean> {
  const { internalAdapter } = await auth.$context;
  const taken = await internalAdapter.consumeVerificationValue(identifierOf(token));
  if (taken === null) return false;
  // Written by `askToConfirm` alone.
  const { userId, email } = JSON.parse(taken.value) as { userId: string; email: string };
  const { rowCount } = await pool.query(
    `update auth_user set email = $2, "emailVerified" = true, "updatedAt" = now()
      where id = $1 and not exists (select from auth_user where email = $2 and id <> $1)`,
    [userId, email],
  );
  return rowCount === 1;
}

function identifierOf(token: string): string {
  return `address:${createHash('sha256').update(token).digest('hex')}`;
}
