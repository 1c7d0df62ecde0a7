import { note } from '../../note-ids.ts';
import { isStrength } from '../../session/strength-sport.ts';
import { MINUTE_MS } from '../../units.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { NOT_CONCERNED } from './session-verdict.ts';
import { wholeSeconds } from '../../bands/round-to-seconds.ts';

/** A strength session (T6): by its sport, with the prescribed minutes active. Heart rate is not used. */
export function judgeStrength({ evidence, prescription }: JudgedSession): SessionVerdict {
  if (!isStrength(evidence)) return NOT_CONCERNED;
  const neededMs = prescription.strength.minimumMinutes * MINUTE_MS;
  const activeSeconds = wholeSeconds(evidence.activeMs);
  const counts = evidence.activeMs >= neededMs;
  return {
    outcome: counts ? 'credit' : 'refusal',
    ms: evidence.activeMs,
    couldHaveCounted: false,
    note: counts
      ? note('strength.credited', { activeSeconds })
      : note('strength.too_short', { activeSeconds, neededSeconds: wholeSeconds(neededMs) }),
  };
}
