import { HIGHEST_BPM } from '../units.ts';

/** One value for every bpm that fits a byte; those above `HIGHEST_BPM` repeat the total. */
const BPM_VALUES = 256;

/**
 * Milliseconds at each bpm or below it (index = bpm), so that the time in any range is one subtraction: a report asks
 * every histogram for dozens of ranges. Exact, because timelines count in whole milliseconds.
 */
export function runningMs(msPerBpm: ArrayLike<number>): Float64Array {
  const msUpTo = new Float64Array(BPM_VALUES);
  let sumMs = 0;
  for (let bpm = 0; bpm < BPM_VALUES; bpm++) msUpTo[bpm] = sumMs += msPerBpm[bpm] ?? 0;
  return msUpTo;
}

/** The inverse of `runningMs`: milliseconds at each bpm. */
export function msPerBpmOf(msUpTo: Float64Array): Float64Array {
  return msUpTo.map((ms, bpm) => (bpm === 0 ? ms : ms - msUpTo[bpm - 1]!));
}

/** All milliseconds with a value. */
export function knownMsOf(msUpTo: Float64Array): number {
  return msUpTo[BPM_VALUES - 1]!;
}

/** The highest bpm with any time; 0 without. */
export function highestBpmOf(msUpTo: Float64Array): number {
  const totalMs = knownMsOf(msUpTo);
  if (totalMs === 0) return 0;
  let bpm = HIGHEST_BPM;
  while (bpm > 0 && msUpTo[bpm - 1] === totalMs) bpm--;
  return bpm;
}
