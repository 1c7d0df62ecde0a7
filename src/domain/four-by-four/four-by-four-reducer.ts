import { BLIP_MS, boutKind, creditedInBestRun } from './bout.ts';
import { initialState, RESTED_MS } from './four-by-four-state.ts';
import type { FourByFourPhase } from './four-by-four-phase.ts';
import { phaseAt, WORK_CONFIRMED_MS } from './four-by-four-phase.ts';
import type { Bout, BoutKind, FourByFourEdges, FourByFourResult, IntervalTimes } from './four-by-four.ts';
import { FOUR_BY_FOUR_TIMES } from './four-by-four.ts';
import type { SegmentSink, Timeline } from '../timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../timeline/timeline.ts';
import { SECOND_MS } from '../units.ts';

/** What a bout survives: time below the floor, one stretch of unknown, and both together (I1). */
const LONGEST_DIP_MS = 30 * SECOND_MS;
const LONGEST_UNKNOWN_MS = 60 * SECOND_MS;
const LONGEST_LAPSE_MS = 90 * SECOND_MS;
/** When the drop of heart-rate recovery is read. */
const RECOVERY_READ_MS = 60 * SECOND_MS;

export type FourByFourEvent =
  | { readonly type: 'work_started' | 'interval_credited' | 'interval_withdrawn'; readonly atMs: number }
  | { readonly type: 'interval_closed'; readonly atMs: number; readonly kind: BoutKind }
  | { readonly type: 'recovery_done' | 'session_complete'; readonly atMs: number };

export type FourByFourListener = (event: FourByFourEvent) => void;

/** The 4×4 of a whole timeline (I1–I5). */
export function recogniseFourByFour(timeline: Timeline, edges: FourByFourEdges): FourByFourResult {
  return new FourByFourReducer(edges).fold(timeline).result();
}

/**
 * Recognises the bouts of a 4×4 on wall-clock instants (I1–I7), looking only back; paused time counts as below the
 * floor. How the segments of one state are cut makes no difference, so a live stream and a file agree (I6).
 */
export class FourByFourReducer implements SegmentSink {
  #edges: FourByFourEdges;
  #times: IntervalTimes;
  readonly #listener: FourByFourListener | null;
  #state = initialState();

  constructor(edges: FourByFourEdges, listener: FourByFourListener | null = null) {
    this.#edges = edges;
    this.#times = edges.times ?? FOUR_BY_FOUR_TIMES;
    this.#listener = listener;
  }

  segment(state: number, fromMs: number, toMs: number): void {
    const seen = this.#state;
    if (Number.isNaN(seen.startedMs)) seen.startedMs = fromMs;
    if (toMs > seen.readMs) this.#readRecovery(state);
    if (state >= this.#edges.floorBpm) this.#high(state, fromMs, toMs);
    else if (state === UNKNOWN) this.#unknown(fromMs, toMs);
    else this.#below(state, fromMs, toMs);
    seen.previous = state;
    if (toMs >= seen.recoveredMs && !seen.open) {
      this.#emit({ type: 'recovery_done', atMs: seen.recoveredMs });
      seen.recoveredMs = Infinity;
    }
  }

  /**
   * All of a timeline: the same as segment by segment, without those that make no difference while nobody listens. A
   * preview of ten years asks this of thousands of sessions.
   */
  fold(timeline: Timeline): this {
    const { count, boundaryMs, state } = timeline;
    // Time below the floor is added up where a structure asks for it (P6).
    const skips = this.#listener === null && this.#times.belowFloorMs === 0;
    for (let i = 0; i < count; i++) {
      if (skips) i = this.#state.open ? this.#work(timeline, i) : this.#rest(timeline, i);
      if (i < count) this.segment(state[i]!, boundaryMs[i]!, boundaryMs[i + 1]!);
    }
    return this;
  }

  /** Out of a bout, what lies below the floor has only been there; answers what comes after it. */
  #rest({ count, boundaryMs, state }: Timeline, from: number): number {
    const seen = this.#state;
    const { floorBpm } = this.#edges;
    let i = from;
    while (i < count && state[i]! < floorBpm && boundaryMs[i + 1]! <= seen.readMs) i++;
    if (i > from) seen.previous = state[i - 1]!;
    return i;
  }

  /** In a bout that has not lapsed, what lies at or above the floor only adds up; answers what comes after it. */
  #work({ count, boundaryMs, state }: Timeline, from: number): number {
    const seen = this.#state;
    const { floorBpm, workBpm, aboveBpm } = this.#edges;
    if (seen.previous < floorBpm) return from;
    let { effortMs, aboveMs } = seen;
    let i = from;
    for (; i < count && state[i]! >= floorBpm && boundaryMs[i + 1]! <= seen.readMs; i++) {
      const bpm = state[i]!;
      const lengthMs = boundaryMs[i + 1]! - boundaryMs[i]!;
      if (bpm >= workBpm) effortMs += lengthMs;
      if (bpm >= aboveBpm) aboveMs += lengthMs;
    }
    if (i === from) return from;
    seen.effortMs = effortMs;
    seen.aboveMs = aboveMs;
    seen.highMs = boundaryMs[i]!;
    seen.highBpm = seen.previous = state[i - 1]!;
    return i;
  }

  /** As if the session ended here; may be asked at any time (I6). */
  result(): FourByFourResult {
    const seen = this.#state;
    const open = this.#openBout();
    const bouts = open ? [...seen.bouts, open] : seen.bouts;
    let aboveMs = 0;
    for (const bout of bouts) aboveMs += bout.aboveMs;
    return { credited: creditedInBestRun(bouts, this.#times), of: this.#times.reps, aboveMs, bouts };
  }

  phase(nowMs: number): FourByFourPhase {
    return phaseAt(this.#state, this.#edges, nowMs);
  }

  /** Credited intervals of the best run as if the session ended here: `result().credited` for less. */
  get credited(): number {
    return creditedInBestRun(this.#state.bouts, this.#times, this.#openBout());
  }

  /** Credited intervals that make a session (I5). */
  get reps(): number {
    return this.#times.reps;
  }

  /** Whether a segment of this state leaves `credited` and `phase` as they are: nearly all of them, out of a bout. */
  isUnmovedBy(state: number): boolean {
    const { open, startedMs } = this.#state;
    return !open && state < this.#edges.floorBpm && startedMs === startedMs;
  }

  /**
   * Takes over all that another has seen, to be fed what is not certain yet; a draft has no listener. One draft serves
   * any number of streams, so that looking ahead once a second keeps no memory.
   */
  copyFrom(other: FourByFourReducer): void {
    this.#edges = other.#edges;
    this.#times = other.#times;
    this.#state = { ...other.#state };
  }

  #high(bpm: number, fromMs: number, toMs: number): void {
    const seen = this.#state;
    const lengthMs = toMs - fromMs;
    if (!seen.open) {
      seen.open = true;
      seen.startMs = fromMs;
      seen.effortMs = 0;
      seen.aboveMs = 0;
      seen.announced = false;
      seen.startsAfterUnknown = seen.previous === UNKNOWN;
      seen.belowAtStartMs = seen.belowMs;
    }
    if (bpm >= this.#edges.workBpm) seen.effortMs += lengthMs;
    if (bpm >= this.#edges.aboveBpm) seen.aboveMs += lengthMs;
    seen.highMs = toMs;
    seen.highBpm = bpm;
    seen.belowAtHighMs = seen.belowMs;
    seen.dipMs = 0;
    seen.unknownMs = 0;
    seen.unknownRunMs = 0;
    seen.lapseStartsUnknown = false;
    seen.lapseDropBpm = null;
    if (this.#listener !== null) this.#announce(fromMs, toMs);
  }

  #below(state: number, fromMs: number, toMs: number): void {
    const seen = this.#state;
    const lengthMs = toMs - fromMs;
    seen.restedMs += lengthMs;
    seen.belowMs += lengthMs;
    seen.workingMs = 0;
    if (!seen.open) return;
    this.#readLapse(state, fromMs, toMs);
    seen.unknownRunMs = 0;
    seen.dipMs += lengthMs;
    if (seen.dipMs > LONGEST_DIP_MS) this.#close(false, toMs);
    else if (seen.dipMs + seen.unknownMs > LONGEST_LAPSE_MS) this.#close(true, toMs);
  }

  #unknown(fromMs: number, toMs: number): void {
    const seen = this.#state;
    if (!seen.open) return;
    const lengthMs = toMs - fromMs;
    if (seen.dipMs + seen.unknownMs === 0) seen.lapseStartsUnknown = true;
    seen.unknownMs += lengthMs;
    seen.unknownRunMs += lengthMs;
    if (seen.unknownRunMs > LONGEST_UNKNOWN_MS || seen.dipMs + seen.unknownMs > LONGEST_LAPSE_MS) {
      this.#close(true, toMs);
    }
  }

  #openBout(cutByUnknown = false): Bout | null {
    const seen = this.#state;
    const lengthMs = seen.highMs - seen.startMs;
    if (!seen.open || lengthMs < BLIP_MS) return null;
    return {
      startMs: seen.startMs,
      lengthMs,
      effortMs: seen.effortMs,
      aboveMs: seen.aboveMs,
      kind: boutKind(lengthMs, seen.effortMs, this.#times),
      recoveryBpm: seen.lapseDropBpm,
      touchedByUnknown: cutByUnknown || seen.lapseStartsUnknown || seen.startsAfterUnknown,
      ...(this.#times.belowFloorMs > 0 && { belowBeforeMs: seen.belowAtStartMs - seen.belowAtEndMs }),
    };
  }

  #close(cutByUnknown: boolean, atMs: number): void {
    const seen = this.#state;
    const bout = this.#openBout(cutByUnknown);
    seen.open = false;
    if (!bout) return;
    seen.bouts = [...seen.bouts, bout];
    seen.belowAtEndMs = seen.belowAtHighMs;
    const readMs = seen.highMs + RECOVERY_READ_MS;
    seen.readMs = readMs >= atMs ? readMs : Infinity;
    seen.readFromBpm = seen.highBpm;
    seen.recoveredMs = seen.highMs + this.#times.shortestRecoveryMs;
    this.#emit({ type: 'interval_closed', atMs, kind: bout.kind });
    if (!seen.complete && creditedInBestRun(seen.bouts, this.#times) >= this.#times.reps) {
      seen.complete = true;
      this.#emit({ type: 'session_complete', atMs });
    }
  }

  #readLapse(state: number, fromMs: number, toMs: number): void {
    const seen = this.#state;
    const readMs = seen.highMs + RECOVERY_READ_MS;
    if (fromMs <= readMs && readMs < toMs) seen.lapseDropBpm = dropTo(state, seen.highBpm);
  }

  #readRecovery(state: number): void {
    const seen = this.#state;
    const last = seen.bouts.at(-1)!;
    seen.bouts = [...seen.bouts.slice(0, -1), { ...last, recoveryBpm: dropTo(state, seen.readFromBpm) }];
    seen.readMs = Infinity;
  }

  #announce(fromMs: number, toMs: number): void {
    const seen = this.#state;
    seen.workingMs += toMs - fromMs;
    if (seen.workingMs >= WORK_CONFIRMED_MS) {
      if (seen.restedMs >= RESTED_MS) this.#emit({ type: 'work_started', atMs: toMs });
      seen.restedMs = 0;
    }
    const lengthMs = toMs - seen.startMs;
    if (seen.announced && lengthMs > this.#times.longestWorkMs) {
      seen.announced = false;
      this.#emit({ type: 'interval_withdrawn', atMs: toMs });
    } else if (
      !seen.announced &&
      lengthMs >= this.#times.shortestWorkMs &&
      lengthMs <= this.#times.longestWorkMs &&
      seen.effortMs >= this.#times.leastEffortMs
    ) {
      seen.announced = true;
      this.#emit({ type: 'interval_credited', atMs: toMs });
    }
  }

  #emit(event: FourByFourEvent): void {
    this.#listener?.(event);
  }
}

/** Null where the later bpm is unknown or the recording paused. */
function dropTo(state: number, fromBpm: number): number | null {
  return state === UNKNOWN || state === INACTIVE ? null : fromBpm - state;
}
