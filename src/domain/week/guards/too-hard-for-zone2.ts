import type { Intent } from '../../intent.ts';
import { note } from '../../note-ids.ts';
import type { JudgedSession } from '../../targets/session-verdict.ts';
import { sessionRangeMs } from '../../targets/session-verdict.ts';
import { targetRanges } from '../../targets/ranges.ts';
import type { RaisedGuard } from './raised-guard.ts';

/** An intended Zone 2 session with more than a third of its known time above the band (G7). */
export function tooHardForZone2(session: JudgedSession, intent: Intent | null): RaisedGuard | null {
  const { evidence, basis, prescription, knownMs } = session;
  const target = prescription.targets.find(({ id }) => id === intent && intent === 'zone2');
  const ranges = target === undefined ? null : targetRanges(prescription, target, basis);
  if (ranges === null) return null;
  const aboveMs = sessionRangeMs(session, ranges.above);
  if (3 * aboveMs <= knownMs) return null;
  const sharePercent = Math.round((100 * aboveMs) / knownMs);
  return {
    rule: 'G7',
    severity: 'note',
    date: evidence.localDate,
    restsFrom: evidence.localDate,
    note: note('guard.too_hard_for_zone2', { sharePercent }),
  };
}
