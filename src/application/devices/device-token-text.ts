const SECRET_BYTES = 32;
const ID_BYTES = 16;

/** What a token or pairing code says of itself: whose it is, so that every look-up names the athlete first. */
export interface BearerText {
  readonly athleteId: string;
  /** Hash this, store the hash: athlete id and secret together. */
  readonly bytes: Uint8Array;
}

/** A device token, a pairing code, the token of an inlet, the key of a plan feed, of a link to a report, of a Sunday mail. */
export type BearerPrefix = 'zc_' | 'zp_' | 'zi_' | 'zf_' | 'zr_' | 'zs_';

/** `prefix` + base64url of the athlete's 16 id bytes and 32 random bytes. */
export function formatBearerText(prefix: BearerPrefix, athleteId: string, secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) throw new RangeError('a secret is 32 bytes long');
  const id = athleteId
    .replaceAll('-', '')
    .match(/../g)!
    .map((pair) => Number.parseInt(pair, 16));
  const binary = String.fromCharCode(...id, ...secret);
  return prefix + btoa(binary).replaceAll('+', '-').replaceAll('/', '_');
}

/** Null for anything that `formatBearerText` would not have made. */
export function parseBearerText(prefix: BearerPrefix, text: string): BearerText | null {
  if (!text.startsWith(prefix) || !/^[A-Za-z0-9_-]{64}$/.test(text.slice(prefix.length))) return null;
  const binary = atob(text.slice(prefix.length).replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const hex = Array.from(bytes.subarray(0, ID_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { athleteId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), bytes };
}
