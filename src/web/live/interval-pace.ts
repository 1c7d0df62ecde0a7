import type { Structure } from '../../domain/prescription/prescription.ts';

/** What a runner is counted down from, seconds. */
export interface IntervalPace {
  /** Of one interval, as it is customarily run: a third longer than what counts at least. The article's: 240. */
  readonly workSeconds: number;
  /** Of a break: half of the longest. The article's: 180 (I4). */
  readonly recoverySeconds: number;
  /** From here on an interval may be credited (I3). */
  readonly creditSeconds: number;
}

export function intervalPace({ work, recovery }: Pick<Structure, 'work' | 'recovery'>): IntervalPace {
  return {
    workSeconds: Math.min(work.most, Math.round((4 * work.least) / 3)),
    recoverySeconds: Math.max(recovery.least, Math.round(recovery.most / 2)),
    creditSeconds: work.least,
  };
}
