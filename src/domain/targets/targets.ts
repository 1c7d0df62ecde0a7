import type { Target } from '../prescription/prescription.ts';
import { daysInBand } from './days-in-band.ts';
import { intervals } from './intervals.ts';
import { minutesInBand } from './minutes-in-band.ts';
import { sessionsAtOrAbove } from './sessions-at-or-above.ts';
import { sessionsInBand } from './sessions-in-band.ts';
import { sessionsOfSport } from './sessions-of-sport.ts';
import type { TargetKind } from './target-kind.ts';

/** Every kind of target: what judges, explains, reports and coaches iterates over them. */
const TARGET_KINDS = [
  sessionsInBand,
  intervals,
  daysInBand,
  sessionsOfSport,
  sessionsAtOrAbove,
  minutesInBand,
] as const;

/** The kind that takes a target; a prescription that was validated has no target without one. */
export function kindOf(target: Target): TargetKind {
  for (const kind of TARGET_KINDS) {
    // A kind is handed only the targets that it takes.
    if (kind.takes(target)) return kind as unknown as TargetKind;
  }
  throw new Error(`no kind takes the target ${target.id}`);
}
