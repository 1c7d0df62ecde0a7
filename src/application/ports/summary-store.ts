import type { IsoWeek } from '../../domain/units.ts';

/** A browser that lets itself be sent messages (RFC 8030), as it named itself. */
export interface SummaryBrowser {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastDeliveredAtMs: number | null;
}

/** Where a push service takes messages for a browser, and what they are encrypted with (RFC 8291). */
export interface PushTarget {
  readonly endpoint: string;
  /** The browser's public key and its secret, base64url. */
  readonly p256dh: string;
  readonly auth: string;
}

/** Whose turn it is, until when nobody else takes it. */
export interface SummaryTurn {
  readonly athleteId: string;
  readonly untilMs: number;
}

/** One way to one reader in one week: `mail`, or the id of a browser. */
export interface SummaryWay {
  readonly week: IsoWeek;
  readonly way: string;
}

export interface SummaryStore {
  /** Whether the athlete wants the summary by mail. */
  isMailed(athleteId: string): Promise<boolean>;
  /** The athlete has a turn at `nowMs`. */
  chooseMail(athleteId: string, isMailed: boolean, nowMs: number): Promise<void>;
  /** Replaces a browser of the same endpoint; the athlete has a turn at once. */
  addBrowser(athleteId: string, browser: SummaryBrowser, target: PushTarget): Promise<void>;
  /** Oldest first. */
  listBrowsers(athleteId: string): Promise<readonly (SummaryBrowser & { readonly target: PushTarget })[]>;
  /** False when there is no such browser. */
  removeBrowser(athleteId: string, id: string): Promise<boolean>;
  noteDelivered(athleteId: string, id: string, atMs: number): Promise<void>;

  /** The athlete whose turn came first, of all; null while it is nobody's. Two who ask never get the same one. */
  takeTurn(nowMs: number, untilMs: number): Promise<SummaryTurn | null>;
  /** The next turn; null: none. Whoever has chosen something meanwhile keeps the turn that brought. */
  endTurn(turn: SummaryTurn, nextAtMs: number | null): Promise<void>;
  /** True for the first who asks: nobody else goes this way in this week. `keyHash` is that of a mail's key. */
  claim(athleteId: string, way: SummaryWay, keyHash: Uint8Array | null, nowMs: number): Promise<boolean>;
  /** It led nowhere, and may be tried again. */
  release(athleteId: string, way: SummaryWay): Promise<void>;
  /** Whether a mail with this key was sent. */
  hasKey(athleteId: string, keyHash: Uint8Array): Promise<boolean>;
}
