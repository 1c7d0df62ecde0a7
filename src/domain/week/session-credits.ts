import { lowestAtOrAbove } from '../bands/band.ts';
import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import { HARD_PERCENT } from './guards/hard-time.ts';
import type { JudgedTargetId } from './judge-week.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import { tallyAntiInflammatory } from './targets/anti-inflammatory.ts';
import { judgeCardio } from './targets/cardio.ts';
import { judgeInterval4x4 } from './targets/interval-4x4.ts';
import type { SessionVerdict } from './targets/session-verdict.ts';
import { isLowConfidence, judgedSession, sessionMsFrom } from './targets/session-verdict.ts';
import { wholeSeconds } from '../bands/round-to-seconds.ts';
import { judgeStrength } from './targets/strength.ts';
import { refusalOf } from './targets/tally.ts';
import { judgeZone2 } from './targets/zone2.ts';
import { MINUTE_MS } from '../units.ts';
import type { Credit, Refusal } from './week-report.ts';

/** Hard time in one session that earns a word, and the word to wind down (G4). */
const HARD_NOTE_MS = 20 * MINUTE_MS;
const HARD_WIND_DOWN_MS = 30 * MINUTE_MS;

export interface SessionCredits {
  readonly credits: readonly (Credit & { readonly target: JudgedTargetId })[];
  readonly refusals: readonly (Refusal & { readonly target: JudgedTargetId })[];
  readonly notes: readonly Note[];
}

/**
 * What one session earns by itself, by the same predicates as the week (T3–T7). The limit of one credit a date is the
 * week's matter; `anti_inflammatory` is judged as if nothing else was recorded on its dates.
 */
export function sessionCredits(
  evidence: SessionEvidence,
  maxHeartRate: number | null,
  prescription: Prescription,
  fourByFour: FourByFourResult | null,
): SessionCredits {
  const session = judgedSession(evidence, maxHeartRate, prescription, fourByFour);
  const zone2 = judgeZone2(session);
  const interval4x4 = judgeInterval4x4(session);
  const credited = zone2.outcome === 'credit' || interval4x4.outcome === 'credit';
  const verdicts: [JudgedTargetId, string, SessionVerdict][] = [
    ['zone2', 'T3', zone2],
    ['interval_4x4', 'T4', interval4x4],
    ['strength', 'T6', judgeStrength(session)],
    ['cardio', 'T7', judgeCardio(session, credited)],
  ];
  const at = { sessionId: evidence.id, localDate: evidence.localDate };
  const credits: (Credit & { target: JudgedTargetId })[] = [];
  const refusals: (Refusal & { target: JudgedTargetId })[] = [];
  for (const [target, rule, verdict] of verdicts) {
    if (verdict.outcome === 'none') continue;
    if (verdict.outcome === 'credit') {
      credits.push({ target, ...at, seconds: wholeSeconds(verdict.ms), note: verdict.note });
    } else refusals.push({ target, ...at, ...refusalOf(verdict, rule) });
  }
  const light = tallyAntiInflammatory(
    evidence.days.map((part) => ({
      date: part.date,
      chosen: null,
      maxHeartRate,
      parts: [{ evidence, part }],
      started: [],
      passive: null,
    })),
    prescription,
    0,
  );
  credits.push(...light.credits.map((credit) => ({ target: 'anti_inflammatory' as const, ...credit })));
  refusals.push(...light.refusals.map((refusal) => ({ target: 'anti_inflammatory' as const, ...refusal })));
  return { credits, refusals, notes: sessionNotes(session) };
}

function sessionNotes(session: ReturnType<typeof judgedSession>): Note[] {
  const { evidence, maxHeartRate, knownMs, unknownMs } = session;
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
