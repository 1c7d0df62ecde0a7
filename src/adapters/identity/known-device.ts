import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ONE_YEAR_SECONDS = 365 * 24 * 3600;

/** Marks browsers in which a person signed in before, so that strangers' guesses do not lock the person out of them. */
export interface KnownDevices {
  /** The id of a device that signed in to this account before; null for any other. */
  find(cookieHeader: string | null, email: string): string | null;
  /** A `Set-Cookie` value that makes this browser one that is known for the account. */
  mark(email: string): string;
}

export function createKnownDevices(cookieName: string, isSecure: boolean, secret: string): KnownDevices {
  const macOf = (id: string, email: string): Buffer =>
    createHmac('sha256', secret).update(`known-device:${id}:${email.toLowerCase()}`).digest();
  const pattern = new RegExp(`(?:^|; *)${cookieName}=([\\w-]{22})\\.([\\w-]{43})(?:;|$)`);
  return {
    find: (cookieHeader, email) => {
      const [, id, mac] = pattern.exec(cookieHeader ?? '') ?? [];
      if (id === undefined || mac === undefined) return null;
      return timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(id, email)) ? id : null;
    },
    mark: (email) => {
      const id = randomBytes(16).toString('base64url');
      const value = `${id}.${macOf(id, email).toString('base64url')}`;
      const secure = isSecure ? '; Secure' : '';
      return `${cookieName}=${value}; Max-Age=${ONE_YEAR_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}
