import { rangeMs } from '../bands/band.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import type { Target } from '../prescription/prescription.ts';
import { targetRanges } from './ranges.ts';
import { isOfSports } from './sports.ts';
import type { CountedWeek } from './target-kind.ts';

/** Time in a target's range in the week, by the date of the sample and each date's own basis (T2), of its sports. */
export function rangeSeconds({ facts, days }: CountedWeek, target: Target): number {
  let ms = 0;
  for (const { basis, parts } of days) {
    const ranges = targetRanges(facts.prescription, target, basis);
    if (ranges === null) continue;
    for (const { evidence, part } of parts) {
      if (isOfSports(evidence, target)) ms += rangeMs(part.msUpTo, ranges.within);
    }
  }
  return wholeSeconds(ms);
}
