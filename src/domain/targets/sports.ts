import type { Target } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import { isStrength } from '../session/strength-sport.ts';

/** The sport that stands for T6: what a device calls strength, whichever way. */
export const STRENGTH = 'strength';

type Sports = Pick<Target, 'sports' | 'exceptSports'>;
/** What tells the sport of a session. */
type SportFacts = Pick<SessionEvidence, 'sport' | 'subSport' | 'setCount' | 'logged'>;

/** Whether a target looks at sessions of this sport. */
export function isOfSports(session: SportFacts, { sports, exceptSports }: Sports): boolean {
  const is = (sport: string): boolean =>
    sport === STRENGTH ? isStrength(session) : session.sport === sport || session.subSport === sport;
  return (sports === undefined || sports.some(is)) && !(exceptSports ?? []).some(is);
}

export function isAnySport({ sports, exceptSports }: Sports): boolean {
  return sports === undefined && exceptSports === undefined;
}
