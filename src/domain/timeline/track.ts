import { SECOND_MS } from '../units.ts';
import type { Span } from './span.ts';
import type { Timeline } from './timeline.ts';
import { INACTIVE, UNKNOWN } from './timeline.ts';

export interface TrackPoint {
  /** A whole second. */
  readonly atMs: number;
  /** Null where the heart rate is unknown from here on. */
  readonly bpm: number | null;
}

/** A timeline as a recording file can write it: values at whole seconds, in stretches between which the timer stood still. */
export interface Track {
  readonly stretches: readonly { readonly span: Span; readonly points: readonly TrackPoint[] }[];
}

/** Smart recording leaves gaps of this length (Z4). */
const REPEAT_AFTER_S = 30;
/** A repeated value this near to the next one would be what the next one is judged by (Z7). */
const MEMORY_S = 10;

/**
 * The points from which Z3–Z5 make the same timeline again, to the second: one at each change, repeated every 30 s, and
 * one in the last second of each stretch, because the last sample holds 1 s. A value that stood for long is not
 * repeated within 10 s of the next, so that Z7 judges the next one as it did before.
 */
export function trackOf({ count, boundaryMs, state }: Timeline): Track {
  const stretches: { span: Span; points: TrackPoint[] }[] = [];
  let points: TrackPoint[] = [];
  let startS = NaN;
  let lastS = NaN;
  const close = (): void => {
    if (points.length === 0) return;
    const last = points.at(-1)!;
    if (last.atMs < (lastS - 1) * SECOND_MS) points.push({ atMs: (lastS - 1) * SECOND_MS, bpm: last.bpm });
    stretches.push({ span: { fromMs: startS * SECOND_MS, toMs: lastS * SECOND_MS }, points });
    points = [];
  };
  for (let i = 0; i < count; i++) {
    const fromS = Math.round(boundaryMs[i]! / SECOND_MS);
    const toS = Math.round(boundaryMs[i + 1]! / SECOND_MS);
    if (toS === fromS) continue;
    if (state[i] === INACTIVE) {
      close();
      continue;
    }
    if (points.length === 0) startS = fromS;
    lastS = toS;
    const bpm = state[i] === UNKNOWN ? null : state[i]!;
    points.push({ atMs: fromS * SECOND_MS, bpm });
    for (let s = fromS + REPEAT_AFTER_S; s < toS - MEMORY_S; s += REPEAT_AFTER_S)
      points.push({ atMs: s * SECOND_MS, bpm });
  }
  close();
  return { stretches };
}
