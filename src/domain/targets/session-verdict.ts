import type { BpmRange } from '../bands/band.ts';
import { rangeMs } from '../bands/band.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import type { IntervalsTarget } from '../four-by-four/edges-for.ts';
import type { FourByFourResult } from '../four-by-four/four-by-four.ts';
import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import { HIGHEST_BPM } from '../units.ts';

/** A session under one basis and one prescription: what the session rules look at. */
export interface JudgedSession {
  readonly evidence: SessionEvidence;
  /** In force on the local start date (M1). */
  readonly basis: HeartBasis;
  readonly prescription: Prescription;
  /** By the intervals of one target; null without its basis, and for a logged session. */
  readonly intervalsOf: (target: IntervalsTarget) => FourByFourResult | null;
  readonly knownMs: number;
  readonly unknownMs: number;
  /** Judged by a shifted basis, which is asked for statuses (M6): nothing is said of it. */
  readonly isShifted: boolean;
}

/** What one target makes of one session, before the limit of one credit a date. */
export interface SessionVerdict {
  /** `undetermined`: would count, but less than half of the heart rate is known (Z8). `none`: nothing to do with it. */
  readonly outcome: 'credit' | 'refusal' | 'undetermined' | 'none';
  /** Time that matters to the target, milliseconds. */
  readonly ms: number;
  /** The recorded unknown time could have earned the credit (u of T8). */
  readonly couldHaveCounted: boolean;
  readonly note: Note | null;
}

export const NOT_CONCERNED: SessionVerdict = { outcome: 'none', ms: 0, couldHaveCounted: false, note: null };

/** Below this share of known heart rate a credit is undetermined (Z8), in per cent. */
const CREDIT_COVERAGE_PERCENT = 50;
/** Below this share a result is marked low confidence (Z8), in per cent. */
const CONFIDENT_COVERAGE_PERCENT = 80;

export function judgedSession(
  evidence: SessionEvidence,
  basis: HeartBasis,
  prescription: Prescription,
  recognised: (target: IntervalsTarget) => FourByFourResult | null,
  isShifted = false,
): JudgedSession {
  let unknownMs = 0;
  for (const day of evidence.days) unknownMs += day.unknownMs;
  const knownMs = Math.max(0, evidence.activeMs - unknownMs);
  const intervalsOf: JudgedSession['intervalsOf'] = (target) => (evidence.logged ? null : recognised(target));
  return { evidence, basis, prescription, intervalsOf, knownMs, unknownMs, isShifted };
}

/** Whether under half of the heart rate is known, so that a credit can't be decided (Z8). */
function isUndetermined({ knownMs, unknownMs }: JudgedSession): boolean {
  return knownMs * 100 < CREDIT_COVERAGE_PERCENT * (knownMs + unknownMs);
}

/** Whether under four fifths of the heart rate is known (Z8). */
export function isLowConfidence(knownMs: number, unknownMs: number): boolean {
  return knownMs * 100 < CONFIDENT_COVERAGE_PERCENT * (knownMs + unknownMs);
}

/** The verdict on a session that meets a target's conditions: a credit, unless its coverage is too low (Z8). */
export function creditOrUndetermined(
  session: JudgedSession,
  ms: number,
  credit: Note | null,
): SessionVerdict {
  if (!isUndetermined(session)) return { outcome: 'credit', ms, couldHaveCounted: false, note: credit };
  if (session.isShifted) return { outcome: 'undetermined', ms, couldHaveCounted: true, note: null };
  const knownPercent = Math.floor((100 * session.knownMs) / (session.knownMs + session.unknownMs));
  return {
    outcome: 'undetermined',
    ms,
    couldHaveCounted: true,
    note: note('credit.undetermined', { knownPercent }),
  };
}

const UNCERTAIN: SessionVerdict = { outcome: 'refusal', ms: 0, couldHaveCounted: true, note: null };

/** The verdict by a shifted basis on a session that lacks so much of its dose: nothing is said of it (M6). */
export function shiftedVerdict(session: JudgedSession, ms: number, leftMs: number): SessionVerdict {
  if (leftMs === 0) return creditOrUndetermined(session, ms, null);
  return leftMs <= session.unknownMs ? UNCERTAIN : NOT_CONCERNED;
}

/** Milliseconds of the whole session in a range of bpm, across its local dates. */
export function sessionRangeMs({ evidence }: JudgedSession, range: BpmRange): number {
  let ms = 0;
  for (const day of evidence.days) ms += rangeMs(day.msUpTo, range);
  return ms;
}

export function sessionMsFrom(session: JudgedSession, lowBpm: number): number {
  return sessionRangeMs(session, { lowBpm, highBpm: HIGHEST_BPM });
}
