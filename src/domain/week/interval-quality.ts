import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import { median } from '../monitoring/resting.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { isIntervals } from '../four-by-four/edges-for.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { JudgedSession } from '../targets/session-verdict.ts';
import type { SessionEvidence } from '../session/session.ts';
import type { LocalDate } from '../units.ts';

/** The target whose rows name none, as they did before there were others. */
const ARTICLE_INTERVALS = 'interval_4x4';

/** How well the intervals of one session were done: a row of the 4×4 trend. */
export interface IntervalQuality {
  /** Of which target; left out for the article's. */
  readonly target?: string;
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

/** A row per session and target of intervals in which an interval was credited, sessions as they come. */
export function intervalQualities(
  sessions: readonly JudgedSession[],
  { targets }: Pick<Prescription, 'targets'>,
): IntervalQuality[] {
  const prescribed = targets.filter(isIntervals);
  const rows: IntervalQuality[] = [];
  for (const session of sessions) {
    for (const target of prescribed) {
      const result = session.intervalsOf(target);
      const row = result === null ? null : intervalQuality(session.evidence, result);
      if (row !== null) rows.push(target.id === ARTICLE_INTERVALS ? row : { target: target.id, ...row });
    }
  }
  return rows;
}

/** Those of one target. */
export function qualitiesOf<Row extends { readonly target?: string }>(
  rows: readonly Row[],
  targetId: string,
): Row[] {
  return rows.filter(({ target = ARTICLE_INTERVALS }) => target === targetId);
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
