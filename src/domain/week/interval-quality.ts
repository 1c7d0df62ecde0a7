import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import { median } from '../monitoring/resting.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import type { SessionEvidence } from '../session/session.ts';
import type { LocalDate } from '../units.ts';

/** How well the intervals of one session were done: a row of the 4×4 trend. */
export interface IntervalQuality {
  readonly sessionId: string;
  readonly localDate: LocalDate;
  readonly credited: number;
  /** At 85 % and above inside credited bouts (I2). */
  readonly effortSeconds: number;
  /** Above 90 % inside bouts: too hard (I2). */
  readonly aboveSeconds: number;
  /** Median drop in bpm 60 s after the credited bouts, where it was recorded. */
  readonly recoveryBpm: number | null;
}

/** The row of a session; null where no interval was credited. */
export function intervalQuality(
  { id, localDate }: Pick<SessionEvidence, 'id' | 'localDate'>,
  { credited, aboveMs, bouts }: FourByFourResult,
): IntervalQuality | null {
  const good = bouts.filter((bout) => bout.kind === 'credited');
  if (good.length === 0) return null;
  const drops = good.flatMap((bout) => (bout.recoveryBpm === null ? [] : [bout.recoveryBpm]));
  return {
    sessionId: id,
    localDate,
    credited,
    effortSeconds: wholeSeconds(good.reduce((sum, bout) => sum + bout.effortMs, 0)),
    aboveSeconds: wholeSeconds(aboveMs),
    recoveryBpm: drops.length === 0 ? null : median(drops),
  };
}
