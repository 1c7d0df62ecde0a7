import { findBand, lowestAbove } from '../../bands/band.ts';
import type { Intent } from '../../intent.ts';
import { note } from '../../note-ids.ts';
import type { JudgedSession } from '../targets/session-verdict.ts';
import { sessionMsFrom } from '../targets/session-verdict.ts';
import type { Guard } from '../week-report.ts';

/** An intended Zone 2 session with more than a third of its known time above the band (G7). */
export function tooHardForZone2(session: JudgedSession, intent: Intent | null): Guard | null {
  const { evidence, maxHeartRate, prescription, knownMs } = session;
  if (intent !== 'zone2' || maxHeartRate === null) return null;
  const { highPercent } = findBand(prescription.bands, 'zone2');
  const aboveMs = sessionMsFrom(session, lowestAbove(highPercent, maxHeartRate));
  if (3 * aboveMs <= knownMs) return null;
  const sharePercent = Math.round((100 * aboveMs) / knownMs);
  return {
    rule: 'G7',
    severity: 'note',
    date: evidence.localDate,
    note: note('guard.too_hard_for_zone2', { sharePercent }),
  };
}
