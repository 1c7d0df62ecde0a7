import type { Authorities, Authority, AuthorityKey } from '../authority/authorities.ts';
import { BoundedMap } from '../../domain/bounded-map.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import { parseBearerText } from './device-token-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeviceToken, Scope } from '../ports/device-token-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { Secrets } from './secrets.ts';

export interface AuthenticateTokenDeps {
  readonly stores: Pick<Stores, 'deviceTokens'>;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly clock: Clock;
  readonly authorities: Pick<Authorities, 'onEnd' | 'hasEnded'>;
}

export interface TokenHolder {
  readonly athleteId: string;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
  readonly authority: Authority;
}

/** Null for a token that is malformed, unknown or revoked; which of them is nobody's business. */
export type AuthenticateToken = (input: { token: string }) => Promise<TokenHolder | null>;

/** How long an answer is believed where the end of a token is missed. */
const CACHED_MS = 5_000;
const CACHED_TOKENS = 10_000;
const TOUCH_EVERY_MS = MINUTE_MS;

/**
 * Who holds a token. Found by its SHA-256, so the time of the look-up tells nothing of the token; remembered for
 * seconds, so a stream of uploads is not a stream of look-ups; `last seen` is written at most once a minute.
 */
export function authenticateToken({
  stores,
  secrets,
  clock,
  authorities,
}: AuthenticateTokenDeps): AuthenticateToken {
  const known = new BoundedMap<string, { device: DeviceToken; seenAtMs: number; untilMs: number }>(
    CACHED_TOKENS,
  );

  authorities.onEnd((ended) => {
    for (const [key, { device }] of known) if (keyOf(device) === ended) known.delete(key);
  });

  return async ({ token }) => {
    const parsed = parseBearerText('zc_', token);
    if (parsed === null) return null;
    const { athleteId } = parsed;
    const hash = secrets.sha256(parsed.bytes);
    const key = hash.join();
    const nowMs = clock.nowMs();
    let entry = known.get(key);
    if (entry === undefined || entry.untilMs <= nowMs) {
      const device = await stores.deviceTokens.findByHash(athleteId, hash);
      const seenAtMs = Math.max(entry?.seenAtMs ?? 0, device?.lastSeenAtMs ?? 0);
      known.delete(key);
      if (device === null || authorities.hasEnded(keyOf(device))) return null;
      entry = { device, seenAtMs, untilMs: nowMs + CACHED_MS };
      known.set(key, entry);
    }
    if (nowMs - entry.seenAtMs >= TOUCH_EVERY_MS) {
      entry.seenAtMs = nowMs;
      await stores.deviceTokens.touch(athleteId, entry.device.id, nowMs);
    }
    const { id, scopes } = entry.device;
    return { athleteId, tokenId: id, scopes, authority: { key: keyOf(entry.device), expiresAtMs: null } };
  };
}

function keyOf({ id }: DeviceToken): AuthorityKey {
  return `token:${id}`;
}
