import { HIGHEST_BPM, LOWEST_BPM } from '../units.ts';

/** How old the last accepted sample may be to judge the next one (Z7). */
const MEMORY_MS = 10_000;
const RISE_PER_SECOND_BPM = 15;
const SLACK_BPM = 10;
/** Suspects in a row, each within SLACK_BPM of the one before, after which the source is believed again (Z7). */
const RELOCK_AFTER = 5;
/** A step that is possible within any time: the least time counts as a second. */
const SMALL_STEP_BPM = RISE_PER_SECOND_BPM + SLACK_BPM;

/** Whether a captured value is a believable heart rate at all (Z6). */
export function isBelievable(bpm: number): boolean {
  return bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM;
}

/** Whether a believable sample after another is never a suspect, however soon it comes (Z7). */
export function isSmallStep(fromBpm: number, toBpm: number): boolean {
  return Math.abs(toBpm - fromBpm) <= SMALL_STEP_BPM;
}

/**
 * Tells a sample from a suspect, looking only back (Z7). `accepts` asks without consequence, so that the latest
 * sample may still be replaced by another of the same instant (Z9); `take` asks and remembers.
 */
export class Cleaner {
  #acceptedMs = -Infinity;
  #acceptedBpm = 0;
  #suspects = 0;
  #suspectBpm = 0;

  accepts(atMs: number, bpm: number): boolean {
    if (isSmallStep(this.#acceptedBpm, bpm)) return true;
    const sinceMs = atMs - this.#acceptedMs;
    if (sinceMs > MEMORY_MS) return true;
    // Thousandths of a beat: whole numbers, so that the limit itself is exact.
    const changed = 1_000 * Math.abs(bpm - this.#acceptedBpm);
    if (changed <= RISE_PER_SECOND_BPM * Math.max(1_000, sinceMs) + 1_000 * SLACK_BPM) return true;
    return this.#suspects === RELOCK_AFTER && this.#followsSuspect(bpm);
  }

  take(atMs: number, bpm: number): boolean {
    if (this.accepts(atMs, bpm)) {
      this.takeFollowing(atMs, bpm);
      return true;
    }
    this.#suspects = this.#followsSuspect(bpm) ? this.#suspects + 1 : 1;
    this.#suspectBpm = bpm;
    return false;
  }

  /** Goes on from a sample that was reached from the last accepted one by small steps. */
  takeFollowing(atMs: number, bpm: number): void {
    this.#acceptedMs = atMs;
    this.#acceptedBpm = bpm;
    this.#suspects = 0;
  }

  /** Whether the last accepted sample makes this one believed, however old it is. */
  isNear(bpm: number): boolean {
    return isSmallStep(this.#acceptedBpm, bpm);
  }

  #followsSuspect(bpm: number): boolean {
    return this.#suspects > 0 && Math.abs(bpm - this.#suspectBpm) <= SLACK_BPM;
  }
}
