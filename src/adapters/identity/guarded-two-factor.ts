import type { Pool } from 'pg';
import { AppError } from '../../application/errors.ts';
import { addressBlock } from './address-block.ts';
import { PER_ACCOUNT, PER_ADDRESS, type Attempts } from './attempts.ts';
import type { Auth } from './create-auth.ts';
import { signedInJustNow } from './fresh-sign-in.ts';
import { credentialsOf } from './guarded-sign-in.ts';

const GUARDED = /\/two-factor\/(enable|disable|generate-backup-codes)$/;
const DISABLE = /\/two-factor\/disable$/;

export interface GuardedTwoFactorDeps {
  readonly auth: Auth;
  readonly pool: Pool;
  readonly attempts: Attempts;
}

/** Whether a path changes somebody's second factor. */
export function changesTwoFactor(path: string): boolean {
  return GUARDED.test(path);
}

/**
 * A borrowed session changes no second factor: it needs the password, guessed at no faster than at the sign-in (X), or a
 * sign-in of the last ten minutes where there is none. It is not taken away while a clinic of the person demands it.
 *
 * @throws AppError `not_allowed` with the field `password`, `rate_limited`, `invalid_state`.
 */
export async function guardedTwoFactor(
  { auth, pool, attempts }: GuardedTwoFactorDeps,
  request: Request,
  address: string,
): Promise<Response> {
  const found = await auth.api.getSession({ headers: request.headers });
  if (found === null) return auth.handler(request);
  const userId = found.user.id;
  if (DISABLE.test(new URL(request.url).pathname) && (await isDemanded(pool, userId))) {
    throw new AppError('invalid_state', 'A clinic that you work in demands a second factor.');
  }
  const { password } = await credentialsOf(request.clone());
  if (password === null) {
    if (await signedInJustNow(pool, found.session.id)) return auth.handler(request);
    throw new AppError('not_allowed', 'Give the password, or sign in again first.', { field: 'password' });
  }
  const buckets = [
    { name: `credentials:${userId}`, limit: PER_ACCOUNT },
    { name: `address:${addressBlock(address)}`, limit: PER_ADDRESS },
  ];
  await attempts.take(buckets);
  const response = await auth.handler(request);
  if (response.ok) await attempts.giveBack(buckets);
  return response;
}

async function isDemanded(pool: Pool, userId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from clinic_member m join clinic c on c.id = m.clinic_id
      where m.user_id = $1 and c.requires_two_factor limit 1`,
    [userId],
  );
  return rowCount === 1;
}
