import { lowestAtOrAbove } from '../../bands/band.ts';
import { note } from '../../note-ids.ts';
import { isStrength } from '../../session/strength-sport.ts';
import { MINUTE_MS } from '../../units.ts';
import { missingMs } from './missing-ms.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionMsFrom } from './session-verdict.ts';
import { wholeSeconds } from '../../bands/round-to-seconds.ts';

/**
 * A cardio session (T7): not strength, with the prescribed minutes at 60 % and above; a session credited as Zone 2 or
 * 4×4 counts whatever its sport.
 */
export function judgeCardio(session: JudgedSession, alreadyCredited: boolean): SessionVerdict {
  const { evidence, maxHeartRate, prescription, unknownMs } = session;
  if (maxHeartRate === null || evidence.logged) return NOT_CONCERNED;
  const { minimumMinutes, lowPercent } = prescription.cardio;
  const ms = sessionMsFrom(session, lowestAtOrAbove(lowPercent, maxHeartRate));
  const seconds = wholeSeconds(ms);
  if (alreadyCredited) {
    return { outcome: 'credit', ms, couldHaveCounted: false, note: note('cardio.credited_too', { seconds }) };
  }
  if (isStrength(evidence)) return NOT_CONCERNED;
  const neededMs = minimumMinutes * MINUTE_MS;
  const leftMs = missingMs(neededMs, ms);
  if (leftMs === 0)
    return creditOrUndetermined(session, ms, note('cardio.credited', { seconds, lowPercent }));
  const couldHaveCounted = leftMs <= unknownMs;
  if (ms === 0 && !couldHaveCounted) return NOT_CONCERNED;
  const id = couldHaveCounted ? 'cardio.could_have_counted' : 'cardio.too_short';
  const values = {
    seconds,
    neededSeconds: wholeSeconds(neededMs),
    lowPercent,
    unknownSeconds: wholeSeconds(unknownMs),
  };
  return { outcome: 'refusal', ms, couldHaveCounted, note: note(id, values) };
}
