import type { ClockSegment } from './live-buffer.ts';
import type { PongFrame } from './live-frames.ts';

/** The two clocks of a device: one that only counts on, one that people set. */
export interface DeviceClock {
  monoMs(): number;
  wallMs(): number;
}

/** A jump between them of more than this begins a new segment (L5). */
const JUMP_MS = 1_000;
/** Measurements of a segment before its offset is fixed; the one with the shortest round trip counts. */
const MEASUREMENTS = 4;

interface OpenSegment {
  readonly id: number;
  readonly firstWall: number;
  lastWall: number;
  offset: number | null;
}

/**
 * Clock segments and their offsets (L5). A segment lasts as long as the wall clock and the counting clock agree; its
 * offset to the server is measured by ping and pong, as NTP does, and then fixed, so a stored instant never moves.
 */
export class LiveClock {
  readonly #clock: DeviceClock;
  readonly #segments: OpenSegment[] = [];
  #base = NaN;
  #pings = new Map<number, { mono: number; wall: number; base: number }>();
  #nextPing = 1;
  #best = { roundTripMs: Infinity, offset: 0 };
  #measured = 0;

  constructor(clock: DeviceClock) {
    this.#clock = clock;
  }

  restore(segments: readonly ClockSegment[], entries: readonly { segment: number; wall: number }[]): void {
    for (const { id, offset } of segments) {
      const walls = entries.filter((entry) => entry.segment === id).map((entry) => entry.wall);
      this.#segments.push({ id, offset, firstWall: Math.min(...walls), lastWall: Math.max(...walls) });
    }
  }

  /** The segment of an item captured at these readings; a new one where the clocks have parted. */
  segmentAt(mono: number, wall: number): { readonly segment: ClockSegment; readonly isNew: boolean } {
    const base = wall - mono;
    const current = this.#segments.at(-1);
    const known = this.#base === this.#base;
    const jumped = known && Math.abs(base - this.#base) > JUMP_MS;
    this.#base = base;
    if (known && !jumped && current !== undefined) {
      current.lastWall = wall;
      return { segment: current, isNew: false };
    }
    if (jumped) this.#forgetMeasurements();
    const segment = { id: (current?.id ?? 0) + 1, offset: null, firstWall: wall, lastWall: wall };
    this.#segments.push(segment);
    return { segment, isNew: true };
  }

  get segments(): ClockSegment[] {
    return this.#segments.map(({ id, offset }) => ({ id, offset }));
  }

  offsetOf(segment: number): number | null {
    return this.#segments.find((each) => each.id === segment)?.offset ?? null;
  }

  /** Fixes an offset that is known without measuring: a simulator's own time. */
  fixAll(offset: number): ClockSegment[] {
    const open = this.#segments.filter((segment) => segment.offset === null);
    for (const segment of open) segment.offset = offset;
    return open;
  }

  get needsMeasuring(): boolean {
    return this.#measured < MEASUREMENTS;
  }

  /** Fixes the segments that wait, where the clock was measured already. */
  fixMeasured(): ClockSegment[] {
    return this.needsMeasuring ? [] : this.#fix(this.#clock.wallMs());
  }

  ping(): { readonly id: number; readonly mono: number; readonly wall: number } {
    const mono = this.#clock.monoMs();
    const wall = this.#clock.wallMs();
    const id = this.#nextPing++;
    this.#pings.set(id, { mono, wall, base: wall - mono });
    return { id, mono, wall };
  }

  /** As many pings are on their way as a measurement needs: on a slow link more would only queue up. */
  get pingsEnough(): boolean {
    return this.#pings.size >= MEASUREMENTS;
  }

  /** Pings that a lost connection will never answer. */
  forgetPings(): void {
    this.#pings.clear();
  }

  /** Takes a measurement; answers the segments whose offset is fixed by it. */
  pong({ id, serverTime }: PongFrame): ClockSegment[] {
    const sent = this.#pings.get(id);
    this.#pings.delete(id);
    if (sent === undefined) return [];
    const mono = this.#clock.monoMs();
    const wall = this.#clock.wallMs();
    // The clock was set between ping and pong: neither reading is of the same clock.
    if (Math.abs(wall - mono - sent.base) > JUMP_MS) {
      this.#forgetMeasurements();
      return [];
    }
    const roundTripMs = mono - sent.mono;
    if (roundTripMs < this.#best.roundTripMs) {
      this.#best = { roundTripMs, offset: Math.round(serverTime - (sent.wall + wall) / 2) };
    }
    this.#measured++;
    return this.fixMeasured();
  }

  /**
   * The current segment takes the offset. One captured offline takes it too, if its instants then lie after those of the
   * segment before and not after now; else 0.
   */
  #fix(wall: number): ClockSegment[] {
    const { offset } = this.#best;
    const nowMs = wall + offset;
    const fixed: ClockSegment[] = [];
    for (const [i, segment] of this.#segments.entries()) {
      if (segment.offset !== null) continue;
      const former = this.#segments[i - 1];
      const earliestMs = former === undefined ? -Infinity : former.lastWall + (former.offset ?? 0);
      const isCurrent =
        i === this.#segments.length - 1 && Math.abs(wall - this.#clock.monoMs() - this.#base) <= JUMP_MS;
      const fits = segment.firstWall + offset > earliestMs && segment.lastWall + offset <= nowMs;
      segment.offset = isCurrent || fits ? offset : 0;
      fixed.push(segment);
    }
    return fixed;
  }

  #forgetMeasurements(): void {
    this.#best = { roundTripMs: Infinity, offset: 0 };
    this.#measured = 0;
    this.#pings.clear();
  }
}
