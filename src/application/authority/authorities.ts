import type { Clock } from '../ports/clock.ts';

/** One thing that lets somebody in, by kind and id. */
export type AuthorityKey =
  | `token:${string}`
  | `session:${string}`
  | `inlet:${string}`
  /** An application's access token. */
  | `access:${string}`
  | `member:${string}`
  /** A grant's id and its revision: with other terms it is another one. */
  | `grant:${string}.${number}`;

/** What an open door relies on. */
export interface Authority {
  readonly key: AuthorityKey;
  /** Null where nothing ends it by itself. */
  readonly expiresAtMs: number | null;
  /** What it relies on besides: it ends with the first of them. */
  readonly also?: readonly Authority[];
}

/** How long an ended authority is remembered for whoever asked the database just before. */
const REMEMBERED_MS = 60_000;

interface Holder {
  readonly authorities: readonly Authority[];
  readonly onEnd: () => void;
}

/**
 * Authority lasts as long as it is granted (L14): whatever keeps a door open for longer than a request holds on to the
 * authority by which it was opened, and is told when that has ended, in whichever process it was taken back.
 */
export class Authorities {
  readonly #clock: Clock;
  readonly #holders = new Map<AuthorityKey, Set<Holder>>();
  /** Those with an end of their own: people's sessions, few beside the tokens of straps. */
  readonly #expiring = new Set<Holder>();
  readonly #ended = new Map<AuthorityKey, number>();
  readonly #listeners: ((key: AuthorityKey) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `onEnd` once, when the authority ends; at once if it just has. Answers the function that lets go. */
  hold(authority: Authority, onEnd: () => void): () => void {
    const authorities = authority.also === undefined ? [authority] : [authority, ...authority.also];
    if (authorities.some(({ key }) => this.hasEnded(key))) {
      onEnd();
      return () => undefined;
    }
    const holder = { authorities, onEnd };
    for (const { key } of authorities) {
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, new Set([holder]));
      else holders.add(holder);
    }
    if (authorities.some(({ expiresAtMs }) => expiresAtMs !== null)) this.#expiring.add(holder);
    return () => this.#release(holder);
  }

  /** It was taken back: everything that relies on it ends now. */
  end(key: AuthorityKey): void {
    this.#forgetOld();
    this.#ended.set(key, this.#clock.nowMs());
    for (const listener of this.#listeners) listener(key);
    const holders = [...(this.#holders.get(key) ?? [])];
    for (const holder of holders) this.#release(holder);
    for (const { onEnd } of holders) onEnd();
  }

  /** Whether it was taken back within the last minute. */
  hasEnded(key: AuthorityKey): boolean {
    return this.#ended.has(key);
  }

  /** Called with every end, held or not. */
  onEnd(listener: (key: AuthorityKey) => void): void {
    this.#listeners.push(listener);
  }

  /** Everything that is held. */
  held(): AuthorityKey[] {
    return [...this.#holders.keys()];
  }

  /** What is held beyond the end that was known when it was taken up; it may have been prolonged since. */
  overdue(): AuthorityKey[] {
    const nowMs = this.#clock.nowMs();
    const overdue = new Set<AuthorityKey>();
    for (const { authorities } of this.#expiring) {
      for (const { key, expiresAtMs } of authorities) {
        if (expiresAtMs !== null && expiresAtMs <= nowMs) overdue.add(key);
      }
    }
    return [...overdue];
  }

  #release(holder: Holder): void {
    this.#expiring.delete(holder);
    for (const { key } of holder.authorities) {
      const holders = this.#holders.get(key);
      if (holders?.delete(holder) === true && holders.size === 0) this.#holders.delete(key);
    }
  }

  #forgetOld(): void {
    const beforeMs = this.#clock.nowMs() - REMEMBERED_MS;
    for (const [key, endedAtMs] of this.#ended) {
      if (endedAtMs > beforeMs) return;
      this.#ended.delete(key);
    }
  }
}
