import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Authorities, Authority, AuthorityKey } from '../authority/authorities.ts';
import { parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inlet } from '../ports/inlet-store.ts';
import type { Stores } from '../ports/stores.ts';
import { MINUTE_MS } from '../../domain/units.ts';

export interface AuthenticateInletDeps {
  readonly stores: Pick<Stores, 'inlets'>;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly clock: Clock;
  readonly authorities: Pick<Authorities, 'onEnd' | 'hasEnded'>;
}

export interface InletHolder extends Inlet {
  readonly athleteId: string;
  readonly authority: Authority;
}

/** Null for a token that is malformed, unknown, expired or revoked; which of them is nobody's business. */
export interface AuthenticateInlet {
  (input: { token: string }): Promise<InletHolder | null>;
  /** The answer of a moment ago where it still holds; null where the database has to be asked. */
  remembered(token: string): InletHolder | null;
  /** Something of an athlete's inlets has changed: what is remembered of them is asked for again. */
  forget(athleteId: string): void;
  /** Changes may have gone unheard. */
  forgetAll(): void;
  /** Asks again about all that is in use, in one go; what is not any more is forgotten. */
  refresh(): Promise<void>;
}

/** How long an answer is believed where neither a change nor a refresh arrives. */
const CACHED_MS = 20_000;
/** An app that sends less often than this is looked up each time. */
const IN_USE_MS = MINUTE_MS;
const CACHED_TOKENS = 20_000;

interface Known {
  inlet: InletHolder;
  untilMs: number;
  usedAtMs: number;
}

/** Whose inlet a token opens: found by its SHA-256, remembered until a change is told of, for seconds at most. */
export function authenticateInlet({
  stores,
  secrets,
  clock,
  authorities,
}: AuthenticateInletDeps): AuthenticateInlet {
  const known = new BoundedMap<string, Known>(CACHED_TOKENS);
  /** Raised by every change, so that a look-up under way meanwhile is not remembered. */
  let changes = 0;

  authorities.onEnd((ended) => {
    for (const [key, { inlet }] of known) if (inlet.authority.key === ended) known.delete(key);
  });

  // By the text itself: reading and hashing it would cost an app that posts every second more than its beat.
  const remembered = (token: string): InletHolder | null => {
    const nowMs = clock.nowMs();
    const entry = known.get(token);
    if (entry === undefined || entry.untilMs <= nowMs || isOver(entry.inlet, nowMs)) return null;
    entry.usedAtMs = nowMs;
    return entry.inlet;
  };
  const holderOf = (inlet: Inlet, athleteId: string): InletHolder => ({
    ...inlet,
    athleteId,
    authority: { key: keyOf(inlet), expiresAtMs: inlet.expiresAtMs },
  });

  const authenticate = async ({ token }: { token: string }): Promise<InletHolder | null> => {
    const before = remembered(token);
    if (before !== null) return before;
    const nowMs = clock.nowMs();
    const parsed = parseBearerText('zi_', token);
    if (parsed === null) return null;
    const { athleteId, bytes } = parsed;
    const changesBefore = changes;
    const found = await stores.inlets.findByHash(athleteId, secrets.sha256(bytes));
    known.delete(token);
    if (found === null || authorities.hasEnded(keyOf(found))) return null;
    const inlet = holderOf(found, athleteId);
    if (isOver(inlet, nowMs)) return null;
    if (changes === changesBefore) known.set(token, { inlet, untilMs: nowMs + CACHED_MS, usedAtMs: nowMs });
    return inlet;
  };

  const refresh = async (): Promise<void> => {
    const nowMs = clock.nowMs();
    for (const [token, { usedAtMs }] of known) if (nowMs - usedAtMs > IN_USE_MS) known.delete(token);
    const asked = [...known];
    if (asked.length === 0) return;
    const changesBefore = changes;
    const keys = asked.map(([, { inlet }]) => ({ athleteId: inlet.athleteId, inletId: inlet.id }));
    const found = new Map(
      (await stores.inlets.findEach(keys)).map((inlet) => [`${inlet.athleteId}/${inlet.id}`, inlet]),
    );
    for (const [token, entry] of asked) {
      const { athleteId, id } = entry.inlet;
      const inlet = found.get(`${athleteId}/${id}`);
      if (inlet === undefined) known.delete(token);
      // What has changed meanwhile may have been read before the change.
      else if (changes === changesBefore) {
        entry.inlet = holderOf(inlet, athleteId);
        entry.untilMs = nowMs + CACHED_MS;
      }
    }
  };

  return Object.assign(authenticate, {
    remembered,
    refresh,
    forget: (athleteId: string): void => {
      changes++;
      for (const [token, { inlet }] of known) if (inlet.athleteId === athleteId) known.delete(token);
    },
    forgetAll: (): void => {
      changes++;
      known.clear();
    },
  });
}

function isOver({ expiresAtMs }: Inlet, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs;
}

function keyOf({ id }: Inlet): AuthorityKey {
  return `inlet:${id}`;
}
