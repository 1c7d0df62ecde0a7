import { hundredfoldBpm, type HeartBasis } from '../bands/heart-basis.ts';
import type { Ceiling } from '../prescription/prescription.ts';
import { Cleaner, isBelievable } from '../timeline/clean.ts';
import { FlatLine } from '../timeline/flat-line.ts';
import type { Items } from '../timeline/sample.ts';
import { PAUSE, RESUME } from '../timeline/sample.ts';
import { SECOND_MS } from '../units.ts';

/** A stretch above the ceiling (X2): its first and its last sample there, and the highest between. */
export interface Crossing {
  readonly fromMs: number;
  readonly toMs: number;
  readonly peakBpm: number;
}

/** What a crossing is told by: whole bpm and milliseconds. */
export interface CeilingLimits {
  /** The first bpm above the ceiling. */
  readonly aboveBpm: number;
  readonly sayAfterMs: number;
  readonly repeatEveryMs: number;
}

/** What is to be said, and shown, because of a sample (X1, X2). */
export type CeilingEvent = 'above' | 'still_above' | 'back_under';

/** A sample that is older than this no longer stands beside the next one (X1: fresh, in a row). */
const FRESH_MS = 10 * SECOND_MS;
/** Time under the ceiling after which a crossing is over (X2). */
const BACK_UNDER_MS = 10 * SECOND_MS;

/** Null without a ceiling, or without the basis that it rests on (P2). */
export function ceilingLimits(ceiling: Ceiling | null, basis: HeartBasis): CeilingLimits | null {
  const hundredfold = ceiling === null ? null : hundredfoldBpm(ceiling.at, basis);
  if (ceiling === null || hundredfold === null) return null;
  return {
    aboveBpm: Math.floor(hundredfold / 100) + 1,
    sayAfterMs: SECOND_MS * ceiling.sayAfterSeconds,
    repeatEveryMs: SECOND_MS * ceiling.repeatEverySeconds,
  };
}

/**
 * Guards a ceiling sample by sample (X1, X2), the same live and from a file: a crossing is said once accepted samples (Z7)
 * have been above for `sayAfterMs` without one under it and without a silence of more than 10 s; a value that is unknown,
 * suspect or of a frozen strap says nothing either way. It is said again every `repeatEveryMs` while it lasts, and is over
 * after 10 s under it.
 */
export class CeilingReducer {
  readonly #limits: CeilingLimits;
  readonly #cleaner = new Cleaner();
  readonly #flatLine = new FlatLine();
  readonly #closed: Crossing[] = [];
  /** The first and last sample above in a row, and the highest of the stretch; NaN where there is none. */
  #fromMs = NaN;
  #lastAboveMs = NaN;
  #peakBpm = 0;
  /** The stretch has lasted long enough to be a crossing. */
  #isCrossing = false;
  #saidMs = -Infinity;
  /** The first sample under it since; NaN while above. */
  #underMs = NaN;

  constructor(limits: CeilingLimits) {
    this.#limits = limits;
  }

  /** The next item in the order of (instant, sequence): see `sample` for codes and `rrKey`. Answers what it gives to say. */
  push(atMs: number, code: number, rrKey: number): CeilingEvent | null {
    if (code === PAUSE || code === RESUME) {
      this.#close();
      return null;
    }
    if (!isBelievable(code) || !this.#cleaner.take(atMs, code)) return null;
    if (atMs >= this.#flatLine.take(atMs, code, rrKey)) return null;
    return code >= this.#limits.aboveBpm ? this.#above(atMs, code) : this.#under(atMs);
  }

  /** Every crossing so far, ascending: one that still lasts as far as it has come. */
  get crossings(): readonly Crossing[] {
    const open = this.#open();
    return open === null ? this.#closed : [...this.#closed, open];
  }

  /** The highest bpm that is not above the ceiling. */
  get limitBpm(): number {
    return this.#limits.aboveBpm - 1;
  }

  /** The highest bpm of the crossing that lasts now; null while there is none. */
  get peakBpm(): number | null {
    return this.#isCrossing && this.#underMs !== this.#underMs ? this.#peakBpm : null;
  }

  #above(atMs: number, bpm: number): CeilingEvent | null {
    const isOver =
      this.#underMs === this.#underMs
        ? atMs - this.#underMs >= BACK_UNDER_MS
        : atMs - this.#lastAboveMs > FRESH_MS;
    if (isOver) this.#close();
    if (this.#fromMs !== this.#fromMs) this.#fromMs = atMs;
    this.#underMs = NaN;
    this.#lastAboveMs = atMs;
    this.#peakBpm = Math.max(this.#peakBpm, bpm);
    if (!this.#isCrossing) {
      if (atMs - this.#fromMs < this.#limits.sayAfterMs) return null;
      this.#isCrossing = true;
      this.#saidMs = atMs;
      return 'above';
    }
    if (atMs - this.#saidMs < this.#limits.repeatEveryMs) return null;
    this.#saidMs = atMs;
    return 'still_above';
  }

  #under(atMs: number): CeilingEvent | null {
    if (!this.#isCrossing) {
      this.#forget();
      return null;
    }
    if (this.#underMs !== this.#underMs) this.#underMs = atMs;
    if (atMs - this.#underMs < BACK_UNDER_MS) return null;
    this.#close();
    return 'back_under';
  }

  #open(): Crossing | null {
    if (!this.#isCrossing) return null;
    return { fromMs: this.#fromMs, toMs: this.#lastAboveMs, peakBpm: this.#peakBpm };
  }

  #close(): void {
    const open = this.#open();
    if (open !== null) this.#closed.push(open);
    this.#forget();
  }

  #forget(): void {
    this.#fromMs = NaN;
    this.#lastAboveMs = NaN;
    this.#underMs = NaN;
    this.#peakBpm = 0;
    this.#isCrossing = false;
  }
}

/** The crossings of a whole recording (X2). */
export function crossingsOf({ count, atMs, code, rrKey }: Items, limits: CeilingLimits): readonly Crossing[] {
  const reducer = new CeilingReducer(limits);
  for (let i = 0; i < count; i++) reducer.push(atMs[i]!, code[i]!, rrKey?.[i] ?? 0);
  return reducer.crossings;
}

/** Crossings that several sources of one session saw: one heart, so what overlaps is one (Z10). */
export function joinCrossings(crossings: readonly Crossing[]): Crossing[] {
  const joined: Crossing[] = [];
  for (const each of crossings.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last === undefined || each.fromMs > last.toMs) joined.push(each);
    else {
      joined[joined.length - 1] = {
        fromMs: last.fromMs,
        toMs: Math.max(last.toMs, each.toMs),
        peakBpm: Math.max(last.peakBpm, each.peakBpm),
      };
    }
  }
  return joined;
}
