import type { BpmRange } from '../bands/band.ts';
import { rangeMs } from '../bands/band.ts';
import type { PassiveDay } from '../session/session.ts';
import { MINUTE_MS } from '../units.ts';

/** Shortest stretch in band that counts, breaks left out (Z11). */
const SHORTEST_STRETCH_MS = 10 * MINUTE_MS;
/** Longest break that does not end a stretch (Z11). */
const LONGEST_BREAK_MS = 2 * MINUTE_MS;

/**
 * All-day monitoring that counts toward the light band: time in range with recorded movement, in stretches of at least
 * 10 min in band; breaks of at most 2 min bridge and are not counted (Z11). A stretch ends at local midnight.
 */
export function passiveInBandMs(day: PassiveDay | null, { lowBpm, highBpm }: BpmRange): number {
  if (day === null) return 0;
  const segments = day.movingSegments;
  if (segments === undefined) return longEnough(rangeMs(day.movingMsUpTo, { lowBpm, highBpm }));
  let countedMs = 0;
  let stretchMs = 0;
  let lastToMs = -Infinity;
  for (let i = 0; i < segments.count; i++) {
    const bpm = segments.bpm[i]!;
    if (bpm < lowBpm || bpm > highBpm) continue;
    const fromMs = segments.fromMs[i]!;
    if (fromMs - lastToMs > LONGEST_BREAK_MS) {
      countedMs += longEnough(stretchMs);
      stretchMs = 0;
    }
    lastToMs = segments.toMs[i]!;
    stretchMs += lastToMs - fromMs;
  }
  return countedMs + longEnough(stretchMs);
}

function longEnough(ms: number): number {
  return ms >= SHORTEST_STRETCH_MS ? ms : 0;
}
