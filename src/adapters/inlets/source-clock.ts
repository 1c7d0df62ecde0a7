import { BoundedMap } from '../../domain/bounded-map.ts';
import { DAY_MS } from '../../domain/units.ts';
import type { RelayBeat } from '../wire/relays/relay.ts';

/** Older than any phone delivers: the clock was never set. */
const OLDEST_MS = 30 * DAY_MS;
/** So far ahead is a clock that nobody has set wrong; a correction beyond it ends when the clock is put right. */
const AHEAD_MS = 2_000;
/** A broker that was away delivers its backlog within few milliseconds. */
const INSTANTS_KNOWN = 128;

export interface TimedBeat {
  readonly beat: RelayBeat;
  readonly atMs: number;
  /** Whose clock the instant is by (N4). */
  readonly clock: 'source' | 'server';
}

/**
 * When the beats of one source were (N4), never later than they arrived. An instant with an offset is taken as it is, unless
 * it lies in the future: then the source's clock is ahead, by as much as its newest beat is. A clock that is behind looks
 * like a late delivery and is believed. A time that is missing, without an offset, or absurd becomes that of arrival; in a
 * message of several such the newest arrives now and the others keep their distance. An instant of ours is given once: of
 * two beats at one instant a stream would keep the later (L6).
 */
export class SourceClock {
  #offsetMs = 0;
  readonly #given = new BoundedMap<number, true>(INSTANTS_KNOWN);

  time(beats: readonly RelayBeat[], arrivedAtMs: number): TimedBeat[] {
    const newestMs = newestOf(beats, (beat) => isBelievable(beat, arrivedAtMs));
    if (newestMs !== null) this.#correct(newestMs, arrivedAtMs);
    const newestLocalMs = newestOf(beats, (beat) => !isBelievable(beat, arrivedAtMs));
    return beats.map((beat) => {
      if (beat.time === null) return { beat, atMs: this.#free(arrivedAtMs), clock: 'server' };
      if (isBelievable(beat, arrivedAtMs)) {
        const atMs = Math.trunc(beat.time.ms + this.#offsetMs);
        return { beat, atMs: this.#offsetMs === 0 ? atMs : this.#free(atMs), clock: 'source' };
      }
      const behindMs = Math.min(newestLocalMs! - beat.time.ms, DAY_MS);
      return { beat, atMs: this.#free(Math.trunc(arrivedAtMs - behindMs)), clock: 'server' };
    });
  }

  /** The instant, or the latest before it that no other beat has. */
  #free(atMs: number): number {
    let free = atMs;
    for (let tried = 0; tried < INSTANTS_KNOWN && this.#given.has(free); tried++) free--;
    this.#given.set(free, true);
    return free;
  }

  #correct(newestMs: number, arrivedAtMs: number): void {
    const aheadMs = newestMs - arrivedAtMs;
    if (aheadMs + this.#offsetMs > 0) this.#offsetMs = -aheadMs;
    // Put right by itself or by its owner; or far behind even uncorrected, so that it is another matter.
    else if (this.#offsetMs < -AHEAD_MS && aheadMs <= AHEAD_MS) this.#offsetMs = Math.min(0, -aheadMs);
  }
}

function isBelievable({ time }: RelayBeat, arrivedAtMs: number): boolean {
  return time?.hasOffset === true && time.ms > arrivedAtMs - OLDEST_MS;
}

function newestOf(beats: readonly RelayBeat[], which: (beat: RelayBeat) => boolean): number | null {
  let newest: number | null = null;
  for (const beat of beats) {
    if (beat.time !== null && which(beat)) newest = Math.max(newest ?? -Infinity, beat.time.ms);
  }
  return newest;
}
