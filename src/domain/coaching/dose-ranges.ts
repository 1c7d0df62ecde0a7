import type { BpmRange } from '../bands/band.ts';
import { bandRange, findBand, lowestAtOrAbove } from '../bands/band.ts';
import type { Prescription } from '../prescription/prescription.ts';
import { HIGHEST_BPM } from '../units.ts';

/** What the doses are measured by, under one max heart rate. */
export interface DoseRanges {
  readonly maxHeartRate: number;
  readonly zone2: BpmRange;
  readonly aboveZone2: BpmRange;
  readonly interval: BpmRange;
  readonly light: BpmRange;
  readonly cardio: BpmRange;
}

export function doseRanges({ bands, cardio }: Prescription, maxHeartRate: number): DoseRanges {
  const zone2 = bandRange(findBand(bands, 'zone2'), maxHeartRate);
  return {
    maxHeartRate,
    zone2,
    aboveZone2: { lowBpm: Math.max(zone2.lowBpm, zone2.highBpm + 1), highBpm: HIGHEST_BPM },
    interval: bandRange(findBand(bands, 'interval_4x4'), maxHeartRate),
    light: bandRange(findBand(bands, 'anti_inflammatory'), maxHeartRate),
    cardio: { lowBpm: lowestAtOrAbove(cardio.lowPercent, maxHeartRate), highBpm: HIGHEST_BPM },
  };
}
