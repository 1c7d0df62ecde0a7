import { bandRange, findBand } from '../../bands/band.ts';
import { COMPLETE_INTERVALS, type BoutKind, type FourByFourResult } from '../../four-by-four/four-by-four.ts';
import { note } from '../../note-ids.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionRangeMs } from './session-verdict.ts';
import { wholeSeconds } from '../../bands/round-to-seconds.ts';

/** A 4×4 session (T4): four credited bouts in one run (I5). Sessions without a bout are none of its business. */
export function judgeInterval4x4(session: JudgedSession): SessionVerdict {
  const { maxHeartRate, fourByFour, prescription } = session;
  if (maxHeartRate === null || fourByFour === null || fourByFour.bouts.length === 0) return NOT_CONCERNED;
  const inBandMs = sessionRangeMs(
    session,
    bandRange(findBand(prescription.bands, 'interval_4x4'), maxHeartRate),
  );
  const { credited } = fourByFour;
  if (credited >= COMPLETE_INTERVALS) {
    const aboveSeconds = wholeSeconds(fourByFour.aboveMs);
    const id = aboveSeconds > 0 ? 'interval_4x4.credited_above' : 'interval_4x4.credited';
    return creditOrUndetermined(session, inBandMs, note(id, { credited, aboveSeconds }));
  }
  const couldHaveCounted =
    credited === COMPLETE_INTERVALS - 1 && fourByFour.bouts.some((bout) => bout.touchedByUnknown);
  const values = {
    credited,
    of: COMPLETE_INTERVALS,
    short: countOf(fourByFour, 'short'),
    easy: countOf(fourByFour, 'easy'),
    long: countOf(fourByFour, 'long'),
  };
  const id = couldHaveCounted ? 'interval_4x4.could_have_counted' : 'interval_4x4.partial';
  return { outcome: 'refusal', ms: inBandMs, couldHaveCounted, note: note(id, values) };
}

function countOf({ bouts }: FourByFourResult, kind: BoutKind): number {
  return bouts.reduce((sum, bout) => (bout.kind === kind ? sum + 1 : sum), 0);
}
