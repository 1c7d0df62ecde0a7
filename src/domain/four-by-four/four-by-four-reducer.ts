import { findBand, lowestAbove, lowestAtOrAbove } from '../bands/band.ts';
import {
  BLIP_MS,
  boutKind,
  creditedInBestRun,
  LEAST_EFFORT_MS,
  LONGEST_MS,
  SHORTEST_MS,
  SHORTEST_RECOVERY_MS,
} from './bout.ts';
import { COMPLETE_INTERVALS } from './four-by-four.ts';
import type { Bout, BoutKind, FourByFourEdges, FourByFourResult } from './four-by-four.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { SegmentSink, Timeline } from '../timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../timeline/timeline.ts';
import { SECOND_MS } from '../units.ts';

/** The floor of a bout lies this far below the interval band (I: F = 80 % where W = 85 %). */
const FLOOR_BELOW_BAND_PERCENT = 5;
/** What a bout survives: time below the floor, one stretch of unknown, and both together (I1). */
const LONGEST_DIP_MS = 30 * SECOND_MS;
const LONGEST_UNKNOWN_MS = 60 * SECOND_MS;
const LONGEST_LAPSE_MS = 90 * SECOND_MS;
/** `work_started` needs this much at work after this much rest (I7). */
const WORK_CONFIRMED_MS = 10 * SECOND_MS;
const RESTED_MS = 60 * SECOND_MS;
/** When the drop of heart-rate recovery is read. */
const RECOVERY_READ_MS = 60 * SECOND_MS;
/** The work of one interval as prescribed: beyond it the coach counts the recovery. */
const WORK_MS = 240 * SECOND_MS;

export type FourByFourEvent =
  | { readonly type: 'work_started' | 'interval_credited' | 'interval_withdrawn'; readonly atMs: number }
  | { readonly type: 'interval_closed'; readonly atMs: number; readonly kind: BoutKind }
  | { readonly type: 'recovery_done' | 'session_complete'; readonly atMs: number };

export type FourByFourListener = (event: FourByFourEvent) => void;

export interface FourByFourPhase {
  readonly phase: 'warm_up' | 'work' | 'recovery' | 'done';
  /** Since the phase began; in the warm-up since the stream began. */
  readonly elapsedSeconds: number;
  /** Effort (I2) of the interval at work, else of the last one. */
  readonly effortSeconds: number;
}

/** W, F and the first bpm above the interval band, whole bpm (I). */
export function edgesFor(
  prescription: Pick<Prescription, 'bands'>,
  maxHeartRateBpm: number,
): FourByFourEdges {
  const { lowPercent, highPercent } = findBand(prescription.bands, 'interval_4x4');
  return {
    workBpm: lowestAtOrAbove(lowPercent, maxHeartRateBpm),
    floorBpm: lowestAtOrAbove(lowPercent - FLOOR_BELOW_BAND_PERCENT, maxHeartRateBpm),
    aboveBpm: lowestAbove(highPercent, maxHeartRateBpm),
  };
}

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
  readonly #listener: FourByFourListener | null;
  /** Replaced, never changed: copies share it. */
  #bouts: readonly Bout[] = [];
  #startedMs = NaN;
  #previous = INACTIVE;

  #open = false;
  #startMs = 0;
  #effortMs = 0;
  #aboveMs = 0;
  #startsAfterUnknown = false;
  #announced = false;
  /** The last instant at or above the floor, and the bpm there. */
  #highMs = 0;
  #highBpm = 0;

  /** Since that instant, while the bout may still go on. */
  #dipMs = 0;
  #unknownMs = 0;
  #unknownRunMs = 0;
  #lapseStartsUnknown = false;
  #lapseDropBpm: number | null = null;

  /** The closed bout whose recovery is still to be read or to be done. */
  #readMs = Infinity;
  #readFromBpm = 0;
  #recoveredMs = Infinity;

  /** The start of a stream counts as below (I7). */
  #restedMs = RESTED_MS;
  #workingMs = 0;
  #complete = false;

  constructor(edges: FourByFourEdges, listener: FourByFourListener | null = null) {
    this.#edges = edges;
    this.#listener = listener;
  }

  segment(state: number, fromMs: number, toMs: number): void {
    if (Number.isNaN(this.#startedMs)) this.#startedMs = fromMs;
    if (toMs > this.#readMs) this.#readRecovery(state);
    if (state >= this.#edges.floorBpm) this.#high(state, fromMs, toMs);
    else if (state === UNKNOWN) this.#unknown(fromMs, toMs);
    else this.#below(state, fromMs, toMs);
    this.#previous = state;
    if (toMs >= this.#recoveredMs && !this.#open) {
      this.#emit({ type: 'recovery_done', atMs: this.#recoveredMs });
      this.#recoveredMs = Infinity;
    }
  }

  /**
   * All of a timeline: the same as segment by segment, without those that make no difference while nobody listens. A
   * preview of ten years asks this of thousands of sessions.
   */
  fold({ count, boundaryMs, state }: Timeline): this {
    const { floorBpm } = this.#edges;
    const isHeard = this.#listener !== null;
    for (let i = 0; i < count; i++) {
      const bpm = state[i]!;
      // Out of a bout, and with no recovery to be read, what lies below the floor has only been there.
      if (!isHeard && bpm < floorBpm && !this.#open && this.#readMs === Infinity) this.#previous = bpm;
      else this.segment(bpm, boundaryMs[i]!, boundaryMs[i + 1]!);
    }
    return this;
  }

  /** As if the session ended here; may be asked at any time (I6). */
  result(): FourByFourResult {
    const open = this.#openBout();
    const bouts = open ? [...this.#bouts, open] : this.#bouts;
    let aboveMs = 0;
    for (const bout of bouts) aboveMs += bout.aboveMs;
    return { credited: creditedInBestRun(bouts), of: COMPLETE_INTERVALS, aboveMs, bouts };
  }

  phase(nowMs: number): FourByFourPhase {
    const last = this.#bouts.at(-1);
    if (this.#open && this.#highMs - this.#startMs >= WORK_CONFIRMED_MS) {
      const workedMs = nowMs - this.#startMs;
      const phase = workedMs < WORK_MS ? 'work' : 'recovery';
      const sinceMs = phase === 'work' ? workedMs : nowMs - this.#plannedEndMs(this.#startMs, this.#highMs);
      return phaseOf(phase, sinceMs, this.#effortMs);
    }
    if (!last) return phaseOf('warm_up', nowMs - (this.#startedMs || nowMs), 0);
    const endMs = this.#plannedEndMs(last.startMs, last.startMs + last.lengthMs);
    return phaseOf(this.#complete ? 'done' : 'recovery', nowMs - endMs, last.effortMs);
  }

  /** Credited intervals of the best run as if the session ended here: `result().credited` for less. */
  get credited(): number {
    return creditedInBestRun(this.#bouts, this.#openBout());
  }

  /**
   * Takes over all that another has seen, to be fed what is not certain yet; tells no events of its own. One reducer
   * serves any number of streams as such a draft, so that looking ahead once a second costs no memory.
   */
  copyFrom(other: FourByFourReducer): void {
    this.#edges = other.#edges;
    this.#bouts = other.#bouts;
    this.#startedMs = other.#startedMs;
    this.#previous = other.#previous;
    this.#open = other.#open;
    this.#startMs = other.#startMs;
    this.#effortMs = other.#effortMs;
    this.#aboveMs = other.#aboveMs;
    this.#startsAfterUnknown = other.#startsAfterUnknown;
    this.#announced = other.#announced;
    this.#highMs = other.#highMs;
    this.#highBpm = other.#highBpm;
    this.#dipMs = other.#dipMs;
    this.#unknownMs = other.#unknownMs;
    this.#unknownRunMs = other.#unknownRunMs;
    this.#lapseStartsUnknown = other.#lapseStartsUnknown;
    this.#lapseDropBpm = other.#lapseDropBpm;
    this.#readMs = other.#readMs;
    this.#readFromBpm = other.#readFromBpm;
    this.#recoveredMs = other.#recoveredMs;
    this.#restedMs = other.#restedMs;
    this.#workingMs = other.#workingMs;
    this.#complete = other.#complete;
  }

  #high(bpm: number, fromMs: number, toMs: number): void {
    const lengthMs = toMs - fromMs;
    if (!this.#open) {
      this.#open = true;
      this.#startMs = fromMs;
      this.#effortMs = 0;
      this.#aboveMs = 0;
      this.#announced = false;
      this.#startsAfterUnknown = this.#previous === UNKNOWN;
    }
    if (bpm >= this.#edges.workBpm) this.#effortMs += lengthMs;
    if (bpm >= this.#edges.aboveBpm) this.#aboveMs += lengthMs;
    this.#highMs = toMs;
    this.#highBpm = bpm;
    this.#dipMs = 0;
    this.#unknownMs = 0;
    this.#unknownRunMs = 0;
    this.#lapseStartsUnknown = false;
    this.#lapseDropBpm = null;
    if (this.#listener !== null) this.#announce(fromMs, toMs);
  }

  #below(state: number, fromMs: number, toMs: number): void {
    const lengthMs = toMs - fromMs;
    this.#restedMs += lengthMs;
    this.#workingMs = 0;
    if (!this.#open) return;
    this.#readLapse(state, fromMs, toMs);
    this.#unknownRunMs = 0;
    this.#dipMs += lengthMs;
    if (this.#dipMs > LONGEST_DIP_MS) this.#close(false, toMs);
    else if (this.#dipMs + this.#unknownMs > LONGEST_LAPSE_MS) this.#close(true, toMs);
  }

  #unknown(fromMs: number, toMs: number): void {
    if (!this.#open) return;
    const lengthMs = toMs - fromMs;
    if (this.#dipMs + this.#unknownMs === 0) this.#lapseStartsUnknown = true;
    this.#unknownMs += lengthMs;
    this.#unknownRunMs += lengthMs;
    if (this.#unknownRunMs > LONGEST_UNKNOWN_MS || this.#dipMs + this.#unknownMs > LONGEST_LAPSE_MS) {
      this.#close(true, toMs);
    }
  }

  #openBout(cutByUnknown = false): Bout | null {
    const lengthMs = this.#highMs - this.#startMs;
    if (!this.#open || lengthMs < BLIP_MS) return null;
    return {
      startMs: this.#startMs,
      lengthMs,
      effortMs: this.#effortMs,
      aboveMs: this.#aboveMs,
      kind: boutKind(lengthMs, this.#effortMs),
      recoveryBpm: this.#lapseDropBpm,
      touchedByUnknown: cutByUnknown || this.#lapseStartsUnknown || this.#startsAfterUnknown,
    };
  }

  #close(cutByUnknown: boolean, atMs: number): void {
    const bout = this.#openBout(cutByUnknown);
    this.#open = false;
    if (!bout) return;
    this.#bouts = [...this.#bouts, bout];
    const readMs = this.#highMs + RECOVERY_READ_MS;
    this.#readMs = readMs >= atMs ? readMs : Infinity;
    this.#readFromBpm = this.#highBpm;
    this.#recoveredMs = this.#highMs + SHORTEST_RECOVERY_MS;
    this.#emit({ type: 'interval_closed', atMs, kind: bout.kind });
    if (!this.#complete && creditedInBestRun(this.#bouts) >= COMPLETE_INTERVALS) {
      this.#complete = true;
      this.#emit({ type: 'session_complete', atMs });
    }
  }

  #readLapse(state: number, fromMs: number, toMs: number): void {
    const readMs = this.#highMs + RECOVERY_READ_MS;
    if (fromMs <= readMs && readMs < toMs) this.#lapseDropBpm = dropTo(state, this.#highBpm);
  }

  #readRecovery(state: number): void {
    const last = this.#bouts.at(-1)!;
    this.#bouts = [...this.#bouts.slice(0, -1), { ...last, recoveryBpm: dropTo(state, this.#readFromBpm) }];
    this.#readMs = Infinity;
  }

  #announce(fromMs: number, toMs: number): void {
    this.#workingMs += toMs - fromMs;
    if (this.#workingMs >= WORK_CONFIRMED_MS) {
      if (this.#restedMs >= RESTED_MS) this.#emit({ type: 'work_started', atMs: toMs });
      this.#restedMs = 0;
    }
    const lengthMs = toMs - this.#startMs;
    if (this.#announced && lengthMs > LONGEST_MS) {
      this.#announced = false;
      this.#emit({ type: 'interval_withdrawn', atMs: toMs });
    } else if (
      !this.#announced &&
      lengthMs >= SHORTEST_MS &&
      lengthMs <= LONGEST_MS &&
      this.#effortMs >= LEAST_EFFORT_MS
    ) {
      this.#announced = true;
      this.#emit({ type: 'interval_credited', atMs: toMs });
    }
  }

  #plannedEndMs(startMs: number, endMs: number): number {
    return Math.min(endMs, startMs + WORK_MS);
  }

  #emit(event: FourByFourEvent): void {
    this.#listener?.(event);
  }
}

function phaseOf(phase: FourByFourPhase['phase'], elapsedMs: number, effortMs: number): FourByFourPhase {
  return {
    phase,
    elapsedSeconds: Math.max(0, Math.floor(elapsedMs / SECOND_MS)),
    effortSeconds: Math.floor(effortMs / SECOND_MS),
  };
}

/** Null where the later bpm is unknown or the recording paused. */
function dropTo(state: number, fromBpm: number): number | null {
  return state === UNKNOWN || state === INACTIVE ? null : fromBpm - state;
}
