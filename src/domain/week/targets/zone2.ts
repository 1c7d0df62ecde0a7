import { bandRange, findBand } from '../../bands/band.ts';
import { note } from '../../note-ids.ts';
import { MINUTE_MS } from '../../units.ts';
import { missingMs } from './missing-ms.ts';
import type { JudgedSession, SessionVerdict } from './session-verdict.ts';
import { creditOrUndetermined, NOT_CONCERNED, sessionMsFrom, sessionRangeMs } from './session-verdict.ts';
import { wholeSeconds } from '../../bands/round-to-seconds.ts';

/**
 * A Zone 2 session (T3): the prescribed minutes cumulative in band, and at least twice as long in band as above it.
 * Both limits count: 30:00 is enough and exactly twice is easy enough.
 */
export function judgeZone2(session: JudgedSession): SessionVerdict {
  const { evidence, maxHeartRate, prescription, unknownMs } = session;
  if (maxHeartRate === null || evidence.logged) return NOT_CONCERNED;
  const range = bandRange(findBand(prescription.bands, 'zone2'), maxHeartRate);
  const inBandMs = sessionRangeMs(session, range);
  const aboveMs = sessionMsFrom(session, Math.max(range.lowBpm, range.highBpm + 1));
  const neededMs = prescription.zone2.minimumMinutes * MINUTE_MS;
  const leftMs = missingMs(neededMs, inBandMs, aboveMs);
  const inBandSeconds = wholeSeconds(inBandMs);

  if (leftMs === 0) {
    const { maximumMinutes } = prescription.zone2;
    const long = inBandMs > maximumMinutes * MINUTE_MS;
    const id = long ? 'zone2.credited_long' : 'zone2.credited';
    return creditOrUndetermined(session, inBandMs, note(id, { inBandSeconds, maximumMinutes }));
  }
  const couldHaveCounted = leftMs <= unknownMs;
  if (inBandMs === 0 && !couldHaveCounted) return NOT_CONCERNED;
  const reason =
    inBandMs >= neededMs
      ? note('zone2.too_hard', { inBandSeconds, aboveSeconds: wholeSeconds(aboveMs) })
      : note('zone2.too_short', { inBandSeconds, neededSeconds: wholeSeconds(neededMs) });
  return {
    outcome: 'refusal',
    ms: inBandMs,
    couldHaveCounted,
    note: couldHaveCounted
      ? note('zone2.could_have_counted', {
          inBandSeconds,
          neededSeconds: wholeSeconds(neededMs),
          unknownSeconds: wholeSeconds(unknownMs),
        })
      : reason,
  };
}
