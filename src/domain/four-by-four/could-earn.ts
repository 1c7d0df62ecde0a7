import { rangeMs } from '../bands/band.ts';
import type { SessionEvidence } from '../session/session.ts';
import { HIGHEST_BPM } from '../units.ts';
import { FOUR_BY_FOUR_TIMES, type FourByFourEdges } from './four-by-four.ts';

/**
 * Whether a session may have earned its intervals under some edges, or all but one of them (u of T8), as far as its time by
 * bpm tells: each credited bout holds its own effort (I3). Where not, no trace has to be looked at to know a status.
 */
export function couldEarn(
  { days }: Pick<SessionEvidence, 'days'>,
  { workBpm, times = FOUR_BY_FOUR_TIMES }: FourByFourEdges,
): boolean {
  let effortMs = 0;
  for (const { msUpTo } of days) effortMs += rangeMs(msUpTo, { lowBpm: workBpm, highBpm: HIGHEST_BPM });
  return effortMs >= (times.reps - 1) * times.leastEffortMs;
}
