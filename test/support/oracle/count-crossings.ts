/** A captured value, or what stands for none: see `FuzzItem` kinds. Instants in milliseconds, ascending. */
export interface GuardedItem {
  readonly atMs: number;
  readonly what: number | 'nothing' | 'pause' | 'resume';
}

export interface CountedCrossings {
  readonly crossings: readonly { readonly fromMs: number; readonly toMs: number; readonly peakBpm: number }[];
  /** What is to be said, and at which sample. */
  readonly said: readonly { readonly atMs: number; readonly event: 'above' | 'still_above' | 'back_under' }[];
}

interface Value {
  readonly atMs: number;
  readonly bpm: number;
}

/** Z7 as it is written: each value against the last accepted one, and against the suspects since it. */
function acceptedOf(values: readonly Value[]): Set<Value> {
  const accepted = new Set<Value>();
  let last: Value | null = null;
  let suspects: Value[] = [];
  for (const value of values) {
    const seconds: number = last === null ? Infinity : (value.atMs - last.atMs) / 1000;
    const jumps: boolean =
      last !== null && seconds <= 10 && Math.abs(value.bpm - last.bpm) > 15 * Math.max(1, seconds) + 10;
    const follows = suspects.length > 0 && Math.abs(value.bpm - suspects.at(-1)!.bpm) <= 10;
    if (jumps && !(follows && suspects.length === 5)) {
      suspects = follows ? [...suspects, value] : [value];
      continue;
    }
    accepted.add(value);
    last = value;
    suspects = [];
  }
  return accepted;
}

/**
 * The crossings of a ceiling by looking at whole stretches (X1, X2): between pauses, from each value above that begins a
 * row of three seconds to the last one before ten seconds under it or a silence of more than ten.
 */
export function countCrossings(
  items: readonly GuardedItem[],
  ceiling: { readonly highestBpm: number; readonly saySeconds: number; readonly repeatSeconds: number },
): CountedCrossings {
  const values = items.flatMap(({ atMs, what }): Value[] =>
    typeof what === 'number' && what >= 30 && what <= 230 ? [{ atMs, bpm: what }] : [],
  );
  const accepted = acceptedOf(values);
  const byInstant = new Map(values.map((value) => [value.atMs, value]));
  const stretches: Value[][] = [[]];
  for (const { atMs, what } of items) {
    if (what === 'pause' || what === 'resume') stretches.push([]);
    const value = byInstant.get(atMs);
    if (typeof what === 'number' && value !== undefined && accepted.has(value)) stretches.at(-1)!.push(value);
  }
  const crossings: { fromMs: number; toMs: number; peakBpm: number }[] = [];
  const said: { atMs: number; event: 'above' | 'still_above' | 'back_under' }[] = [];
  const isAbove = ({ bpm }: Value): boolean => bpm > ceiling.highestBpm;
  for (const stretch of stretches) {
    const above = stretch.flatMap((value, index) => (isAbove(value) ? [index] : []));
    const underBetween = (from: number, to: number): Value | undefined =>
      to - from > 1 ? stretch[from + 1] : undefined;
    const gapMs = (from: number, to: number): number => stretch[to]!.atMs - stretch[from]!.atMs;
    const isInARow = (from: number, to: number): boolean =>
      underBetween(from, to) === undefined && gapMs(from, to) <= 10_000;
    const isOneCrossing = (from: number, to: number): boolean => {
      const under = underBetween(from, to);
      return under === undefined ? gapMs(from, to) <= 10_000 : stretch[to]!.atMs - under.atMs < 10_000;
    };
    for (let first = 0; first < above.length;) {
      let last = first;
      while (last + 1 < above.length && isInARow(above[last]!, above[last + 1]!)) last += 1;
      if (gapMs(above[first]!, above[last]!) < 1000 * ceiling.saySeconds) {
        first = last + 1;
        continue;
      }
      while (last + 1 < above.length && isOneCrossing(above[last]!, above[last + 1]!)) last += 1;
      const own = above.slice(first, last + 1).map((index) => stretch[index]!);
      const from = own[0]!;
      crossings.push({
        fromMs: from.atMs,
        toMs: own.at(-1)!.atMs,
        peakBpm: Math.max(...own.map(({ bpm }) => bpm)),
      });
      let toldMs = -Infinity;
      for (const { atMs } of own) {
        if (
          toldMs === -Infinity
            ? atMs - from.atMs < 1000 * ceiling.saySeconds
            : atMs - toldMs < 1000 * ceiling.repeatSeconds
        )
          continue;
        said.push({ atMs, event: toldMs === -Infinity ? 'above' : 'still_above' });
        toldMs = atMs;
      }
      const after = stretch.slice(above[last]! + 1, above[last + 1] ?? stretch.length);
      const over = after.find(({ atMs }) => atMs - after[0]!.atMs >= 10_000);
      if (over !== undefined) said.push({ atMs: over.atMs, event: 'back_under' });
      first = last + 1;
    }
  }
  return { crossings, said };
}
