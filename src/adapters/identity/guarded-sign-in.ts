import { addressBlock } from './address-block.ts';
import { PER_ACCOUNT, PER_ADDRESS, type Attempts, type Bucket } from './attempts.ts';
import type { KnownDevices } from './known-device.ts';

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
  const email = await emailOf(request.clone());
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

async function emailOf(request: Request): Promise<string | null> {
  try {
    const body: unknown = await request.json();
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
    return typeof email === 'string' ? email.trim().toLowerCase() : null;
  } catch {
    return null;
  }
}
