import { keep, recall } from '../browser-storage.ts';

const STORED = 'zone-coach.device-token';

/**
 * A phone that was paired by QR code has its own token instead of a cookie. It is scoped to live, upload and read,
 * and revoked on the "Me" screen. The content security policy keeps foreign script away from it.
 */
export function deviceToken(): string | null {
  return recall(STORED);
}

export function keepDeviceToken(token: string): void {
  keep(STORED, token);
}

export function authorization(): string | null {
  const token = deviceToken();
  return token === null ? null : `Bearer ${token}`;
}
