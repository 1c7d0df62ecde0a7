import type { CoachFrame } from '../../adapters/wire/live/live-frames.ts';
import { isIntervals, type IntervalsTarget } from '../../domain/four-by-four/edges-for.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import { prescriptionOfRun } from './live-view.ts';

/** The target that a frame's intervals are of: the one it names, else the only one of the run's prescription. */
export function intervalsOf({ target: named }: NonNullable<CoachFrame['interval']>): IntervalsTarget {
  const own = prescriptionOfRun().targets.filter(isIntervals);
  return own.find(({ id }) => id === named) ?? own[0] ?? DEFAULT_PRESCRIPTION.targets.find(isIntervals)!;
}
