import type { Second } from './scenario.ts';

export interface CountedIntervals {
  readonly credited: number;
  /** Bouts that are not blips. */
  readonly bouts: readonly CountedBout[];
}

export interface CountedBout {
  readonly kind: string;
  readonly touched: boolean;
  readonly effort: number;
  readonly above: number;
  /** Drop of bpm from the last second of the bout to the one a minute later; null where that has no value. */
  readonly drop: number | null;
}

interface Bout {
  readonly from: number;
  readonly to: number;
  readonly effort: number;
  readonly touched: boolean;
  readonly above: number;
  readonly drop: number | null;
}

/** How a second of a bout is told, and by what its intervals are graded: lengths in seconds. */
export interface IntervalTest {
  readonly isHigh: (bpm: number) => boolean;
  readonly isWork: (bpm: number) => boolean;
  readonly isAbove: (bpm: number) => boolean;
  readonly least: number;
  readonly most: number;
  readonly effort: number;
  readonly shortestGap: number;
  readonly longestGap: number;
  readonly belowFloor: number;
}

/** The 4×4 second by second (I1–I5): percentages compared as whole numbers, no edge in bpm is ever computed. */
export function countIntervals(
  seconds: readonly Second[],
  { lowPercent, highPercent }: { readonly lowPercent: number; readonly highPercent: number },
  max: number,
): CountedIntervals {
  return countBouts(seconds, {
    isHigh: (bpm) => 100 * bpm >= (lowPercent - 5) * max,
    isWork: (bpm) => 100 * bpm >= lowPercent * max,
    isAbove: (bpm) => 100 * bpm > highPercent * max,
    least: 180,
    most: 330,
    effort: 90,
    shortestGap: 60,
    longestGap: 360,
    belowFloor: 0,
  });
}

/** Intervals of any structure, second by second. */
export function countBouts(seconds: readonly Second[], test: IntervalTest): CountedIntervals {
  const isHigh = (second: Second | undefined): boolean => typeof second === 'number' && test.isHigh(second);
  const isWork = (second: Second | undefined): boolean => typeof second === 'number' && test.isWork(second);

  const bouts: Bout[] = [];
  let at = 0;
  while (at < seconds.length) {
    if (!isHigh(seconds[at])) {
      at += 1;
      continue;
    }
    const from = at;
    let to = at + 1;
    let below = 0;
    let unknownInARow = 0;
    let unknownSinceHigh = 0;
    let endedByUnknown = false;
    for (at = from + 1; at < seconds.length; at++) {
      if (isHigh(seconds[at])) {
        to = at + 1;
        below = unknownInARow = unknownSinceHigh = 0;
        continue;
      }
      if (seconds[at] === 'unknown') {
        unknownInARow += 1;
        unknownSinceHigh += 1;
      } else {
        unknownInARow = 0;
        below += 1;
      }
      if (below > 30) break;
      if (unknownInARow > 60 || below + unknownSinceHigh > 90) {
        endedByUnknown = true;
        break;
      }
    }
    const inside = seconds.slice(from, to);
    bouts.push({
      from,
      to,
      effort: inside.filter(isWork).length,
      above: inside.filter((second) => typeof second === 'number' && test.isAbove(second)).length,
      drop: dropAfter(seconds, to),
      touched: endedByUnknown || seconds[from - 1] === 'unknown' || seconds[to] === 'unknown',
    });
    at = Math.max(at, to);
  }

  const real = bouts.filter((bout) => bout.to - bout.from >= 60);
  const kindOf = ({ from, to, effort }: Bout): string => {
    if (to - from > test.most) return 'long';
    if (to - from < test.least) return 'short';
    return effort < test.effort ? 'easy' : 'credited';
  };
  let best = 0;
  let run = 0;
  real.forEach((bout, index) => {
    const gap = index === 0 ? 0 : bout.from - real[index - 1]!.to;
    const rest = index === 0 ? [] : seconds.slice(real[index - 1]!.to, bout.from);
    const below = rest.filter((second) => second !== 'unknown' && !isHigh(second)).length;
    if (gap < test.shortestGap || gap > test.longestGap || below < test.belowFloor) run = 0;
    if (kindOf(bout) === 'credited') run += 1;
    best = Math.max(best, run);
  });
  return {
    credited: best,
    bouts: real.map((bout) => ({
      kind: kindOf(bout),
      touched: bout.touched,
      effort: bout.effort,
      above: bout.above,
      drop: bout.drop,
    })),
  };
}

function dropAfter(seconds: readonly Second[], to: number): number | null {
  const last = seconds[to - 1];
  const later = seconds[to + 60];
  return typeof last === 'number' && typeof later === 'number' ? last - later : null;
}
