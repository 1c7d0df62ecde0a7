import { addressBlock } from './address-block.ts';
import { PER_ACCOUNT, PER_ADDRESS, type Attempts, type Bucket } from './attempts.ts';
import type { KnownDevices } from './known-device.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

const PER_KNOWN_DEVICE = 10;

export interface GuardedSignInDeps {
  readonly attempts: Attempts;
  readonly knownDevices: KnownDevices;
  readonly signIn: (request: Request) => Promise<Response>;
}

/**
 * Sign-in by password with limits per quarter of an hour: failures per account and per address, and, in a browser that
 * signed in to the account before, per browser instead, so that strangers can't lock the person out of it.
 *
 * @throws AppError `rate_limited`, whether or not there is such an account.
 */
export async function guardedSignIn(
  { attempts, knownDevices, signIn }: GuardedSignInDeps,
  request: Request,
  address: string,
): Promise<Response> {
  const { email } = await credentialsOf(request.clone());
  if (email === null) return signIn(request);
  const device = knownDevices.find(request.headers.get('cookie'), email);
  const buckets: Bucket[] =
    device === null
      ? [
          { name: `account:${email}`, limit: PER_ACCOUNT },
          { name: `address:${addressBlock(address)}`, limit: PER_ADDRESS },
        ]
      : [{ name: `device:${device}`, limit: PER_KNOWN_DEVICE }];
  await attempts.take(buckets);
  const response = await signIn(request);
  if (response.ok) {
    await attempts.giveBack(buckets);
    response.headers.append('set-cookie', knownDevices.mark(email));
  }
  return response;
}

/** @throws AppError `invalid_input` for a password that is guessed early. */
export async function refuseWeakSignUp(request: Request): Promise<void> {
  const { email, password } = await credentialsOf(request.clone());
  if (email !== null && password !== null) await refuseWeakPassword(password, email);
}

/** What a request says of them; null for what it does not. */
export async function credentialsOf(
  request: Request,
): Promise<{ email: string | null; password: string | null }> {
  try {
    const body: unknown = await request.json();
    const said = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    const { email, password } = said;
    return {
      email: typeof email === 'string' ? email.trim().toLowerCase() : null,
      password: typeof password === 'string' ? password : null,
    };
  } catch {
    return { email: null, password: null };
  }
}
