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

/** How long an ended authority, and a doubted one, is remembered for whoever asked the database just before. */
const REMEMBERED_MS = 60_000;
/** The end of what has another end than was known, until that is asked for. */
const DOUBTED = -Infinity;

interface Holder {
  readonly keys: readonly AuthorityKey[];
  readonly onEnd: () => void;
}

/**
 * Authority lasts as long as it is granted (L14): whatever keeps a door open for longer than a request holds on to the
 * authority by which it was opened, and is told when that has ended, in whichever process it was taken back or cut short.
 */
export class Authorities {
  readonly #clock: Clock;
  readonly #holders = new Map<AuthorityKey, Set<Holder>>();
  /** The earliest end that is known of what is held; few have one beside the tokens of straps. */
  readonly #ends = new Map<AuthorityKey, number>();
  readonly #ended = new Map<AuthorityKey, number>();
  readonly #doubted = new Map<AuthorityKey, number>();
  readonly #listeners: ((key: AuthorityKey) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `onEnd` once, when the authority ends; at once if it just has. Answers the function that lets go. */
  hold(authority: Authority, onEnd: () => void): () => void {
    const authorities = authority.also === undefined ? [authority] : [authority, ...authority.also];
    const keys = authorities.map(({ key }) => key);
    if (keys.some((key) => this.hasEnded(key))) {
      onEnd();
      return () => undefined;
    }
    const holder = { keys, onEnd };
    for (const { key, expiresAtMs } of authorities) {
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, new Set([holder]));
      else holders.add(holder);
      this.learnEnd(key, this.#recalls(this.#doubted, key) ? DOUBTED : expiresAtMs);
    }
    return () => this.#release(holder);
  }

  /** It was taken back: everything that relies on it ends now. */
  end(key: AuthorityKey): void {
    this.#remember(this.#ended, key);
    for (const listener of this.#listeners) listener(key);
    const holders = [...(this.#holders.get(key) ?? [])];
    for (const holder of holders) this.#release(holder);
    for (const { onEnd } of holders) onEnd();
  }

  /** It has another end than was known, if it had ended also: it is overdue until its end is learned again. */
  doubt(key: AuthorityKey): void {
    this.#ended.delete(key);
    this.#remember(this.#doubted, key);
    this.learnEnd(key, DOUBTED);
  }

  /** Whether it was taken back within the last minute. */
  hasEnded(key: AuthorityKey): boolean {
    return this.#recalls(this.#ended, key);
  }

  /** Called with every end, held or not. */
  onEnd(listener: (key: AuthorityKey) => void): void {
    this.#listeners.push(listener);
  }

  /** Everything that is held. */
  held(): AuthorityKey[] {
    return [...this.#holders.keys()];
  }

  /** What is held beyond the end that is known of it; it may have been prolonged since. */
  overdue(): AuthorityKey[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#ends].filter(([, endsAtMs]) => endsAtMs <= nowMs).map(([key]) => key);
  }

  /** The earliest end that is told of it counts. */
  learnEnd(key: AuthorityKey, endsAtMs: number | null): void {
    if (endsAtMs === null || !this.#holders.has(key)) return;
    this.#ends.set(key, Math.min(endsAtMs, this.#ends.get(key) ?? Infinity));
  }

  /** Their ends are about to be asked for. */
  forgetEnds(keys: readonly AuthorityKey[]): void {
    for (const key of keys) this.#ends.delete(key);
  }

  #release(holder: Holder): void {
    for (const key of holder.keys) {
      const holders = this.#holders.get(key);
      if (holders?.delete(holder) !== true || holders.size > 0) continue;
      this.#holders.delete(key);
      this.#ends.delete(key);
    }
  }

  #recalls(told: ReadonlyMap<AuthorityKey, number>, key: AuthorityKey): boolean {
    return (told.get(key) ?? -Infinity) > this.#clock.nowMs() - REMEMBERED_MS;
  }

  #remember(told: Map<AuthorityKey, number>, key: AuthorityKey): void {
    const nowMs = this.#clock.nowMs();
    for (const [earlier, toldAtMs] of told) {
      if (toldAtMs > nowMs - REMEMBERED_MS) break;
      told.delete(earlier);
    }
    // Last in order of time, also when it is told again.
    told.delete(key);
    told.set(key, nowMs);
  }
}
