import type { SessionEvidence } from './session.ts';

/**
 * Whether the device, or the athlete who logged it, calls a session strength training (T6): FIT sub-sport
 * `strength_training`, or sport `training` with `set` messages. A logged session has no `set` messages, so the sport
 * alone says it.
 */
export function isStrength({
  sport,
  subSport,
  setCount,
  logged,
}: Pick<SessionEvidence, 'sport' | 'subSport' | 'setCount' | 'logged'>): boolean {
  if (subSport === 'strength_training' || sport === 'strength_training') return true;
  return sport === 'training' && (setCount > 0 || (logged && subSport === null));
}
