/**
 * A set of sequence numbers as sorted, disjoint, never touching ranges. A stream that arrives in order is one range, so
 * the cost per item is one comparison; memory grows with holes, not with items.
 */
export class SequenceRanges {
  /** [from, to, from, to, …], both ends inclusive. */
  readonly #bounds: number[] = [];

  get rangeCount(): number {
    return this.#bounds.length / 2;
  }

  has(seq: number): boolean {
    const bounds = this.#bounds;
    const last = bounds.length - 1;
    if (last < 0 || seq > bounds[last]!) return false;
    if (seq >= bounds[last - 1]!) return true;
    const i = this.#firstEndingAtOrAfter(seq);
    return bounds[i]! <= seq;
  }

  /** Adds from…to inclusive; numbers that are there already stay once. */
  add(from: number, to: number = from): void {
    const bounds = this.#bounds;
    const last = bounds.length - 1;
    if (last < 0 || from > bounds[last]! + 1) {
      bounds.push(from, to);
      return;
    }
    if (from >= bounds[last - 1]!) {
      if (to > bounds[last]!) bounds[last] = to;
      return;
    }
    const start = this.#firstEndingAtOrAfter(from - 1);
    let end = start;
    let low = from;
    let high = to;
    while (end < bounds.length && bounds[end]! <= to + 1) {
      low = Math.min(low, bounds[end]!);
      high = Math.max(high, bounds[end + 1]!);
      end += 2;
    }
    bounds.splice(start, end - start, low, high);
  }

  /** The highest n such that 1…n are all in the set (L1); 0 when 1 is not. */
  contiguous(): number {
    return this.#bounds[0] === 1 ? this.#bounds[1]! : 0;
  }

  highest(): number {
    return this.#bounds.at(-1) ?? 0;
  }

  /** Holes between `contiguous()` and `highest()`, ascending (L3); at most `limit` of them. */
  missing(limit: number): [from: number, to: number][] {
    const holes: [number, number][] = [];
    const bounds = this.#bounds;
    let next = 1;
    for (let i = 0; i < bounds.length && holes.length < limit; i += 2) {
      if (bounds[i]! > next) holes.push([next, bounds[i]! - 1]);
      next = bounds[i + 1]! + 1;
    }
    return holes;
  }

  ranges(): [from: number, to: number][] {
    const ranges: [number, number][] = [];
    for (let i = 0; i < this.#bounds.length; i += 2) ranges.push([this.#bounds[i]!, this.#bounds[i + 1]!]);
    return ranges;
  }

  /** Index into #bounds of the first range whose end is ≥ seq. */
  #firstEndingAtOrAfter(seq: number): number {
    const bounds = this.#bounds;
    let low = 0;
    let high = bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bounds[middle * 2 + 1]! < seq) low = middle + 1;
      else high = middle;
    }
    return low * 2;
  }
}
