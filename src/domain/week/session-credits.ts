import { lowestAtOrAbove } from '../bands/band.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import type { IntervalsTarget } from '../four-by-four/edges-for.ts';
import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import { HARD_NOTE_MS, HARD_WIND_DOWN_MS } from './guards/hard-session.ts';
import { HARD_PERCENT } from './guards/hard-time.ts';
import { countingOrder } from './judge-week.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import type { JudgedSession } from '../targets/session-verdict.ts';
import { isLowConfidence, judgedSession, sessionMsFrom } from '../targets/session-verdict.ts';
import { kindOf } from '../targets/targets.ts';
import { MINUTE_MS } from '../units.ts';
import type { Credit, Refusal } from '../targets/target-week.ts';

export interface SessionCredits {
  /** By target, those that a session earns as a whole before those that its dates do. */
  readonly credits: readonly (Credit & { readonly target: string })[];
  readonly refusals: readonly (Refusal & { readonly target: string })[];
  readonly notes: readonly Note[];
}

/**
 * What one session earns by itself, by the same rules as the week (T3–T7, T16). The limit of one credit a date is the
 * week's matter; a target by the day is judged as if nothing else was recorded on its dates.
 */
export function sessionCredits(
  evidence: SessionEvidence,
  basis: HeartBasis,
  prescription: Prescription,
  recognised: (target: IntervalsTarget) => FourByFourResult | null,
): SessionCredits {
  const session = judgedSession(evidence, basis, prescription, recognised);
  const credited = new Set<string>();
  const credits: (Credit & { target: string })[] = [];
  const refusals: (Refusal & { target: string })[] = [];
  const byDate = { credits: [] as typeof credits, refusals: [] as typeof refusals };
  for (const target of countingOrder(prescription.targets)) {
    const kind = kindOf(target);
    const isCredited = (target.alsoCounts ?? []).some((id) => credited.has(id));
    const own = kind.ofSession(session, target, isCredited);
    if (own.credits.length > 0) credited.add(target.id);
    const into = kind.unit === 'sessions' ? { credits, refusals } : byDate;
    into.credits.push(...own.credits.map((credit) => ({ target: target.id, ...credit })));
    into.refusals.push(...own.refusals.map((refusal) => ({ target: target.id, ...refusal })));
  }
  return {
    credits: [...credits, ...byDate.credits],
    refusals: [...refusals, ...byDate.refusals],
    notes: sessionNotes(session),
  };
}

function sessionNotes(session: JudgedSession): Note[] {
  const { evidence, knownMs, unknownMs } = session;
  const maxHeartRate = session.basis.maxBpm;
  const notes: Note[] = [];
  if (evidence.simulated) notes.push(note('session.simulated'));
  if (evidence.logged) notes.push(note('session.logged'));
  if (maxHeartRate === null) notes.push(note('max_heart_rate.none'));
  if (!evidence.logged && knownMs + unknownMs > 0 && isLowConfidence(knownMs, unknownMs)) {
    const knownPercent = Math.floor((100 * knownMs) / (knownMs + unknownMs));
    notes.push(note('coverage.low', { knownPercent }));
  }
  if (maxHeartRate !== null) {
    const hardMs = sessionMsFrom(session, lowestAtOrAbove(HARD_PERCENT, maxHeartRate));
    const minutes = Math.floor(hardMs / MINUTE_MS);
    if (hardMs >= HARD_WIND_DOWN_MS) notes.push(note('session.hard_wind_down', { minutes }));
    else if (hardMs >= HARD_NOTE_MS) notes.push(note('session.hard', { minutes }));
    // G6: for 30 s without a gap, which a single stray value is not.
    if (evidence.sustainedMaxBpm !== null && evidence.sustainedMaxBpm > maxHeartRate) {
      notes.push(note('session.above_max', { maxHeartRate }));
    }
  }
  return notes;
}
