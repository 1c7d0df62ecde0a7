import { HIGHEST_MAX_BPM } from './formulas.ts';
import type { SessionEvidence } from '../session/session.ts';
import type { LocalDate } from '../units.ts';

/** Largest step a suggestion takes at once: a strap that reads double must not become a maximum (M4). */
const LARGEST_STEP_BPM = 10;

export interface MaxHeartRateSuggestion {
  readonly bpm: number;
  /** What was seen, before the step was limited. */
  readonly observedBpm: number;
  readonly sessionId: string;
  readonly localDate: LocalDate;
}

/**
 * At most one suggestion: the highest heart rate sustained for 30 s in any of these sessions, where it is above the
 * value in force; at most 10 above it, never a lower one, never applied by itself (M4). Empty without a value in force:
 * there is no step to limit. Simulated hearts teach nothing about a real one.
 */
export function suggestFromObserved(
  sessions: readonly SessionEvidence[],
  currentBpm: number | null,
): MaxHeartRateSuggestion[] {
  if (currentBpm === null) return [];
  let best: { readonly session: SessionEvidence; readonly observedBpm: number } | null = null;
  for (const session of sessions) {
    const observedBpm = session.sustainedMaxBpm;
    if (session.simulated || observedBpm === null) continue;
    if (observedBpm > (best?.observedBpm ?? currentBpm)) best = { session, observedBpm };
  }
  if (best === null) return [];
  const { session, observedBpm } = best;
  const bpm = Math.min(observedBpm, currentBpm + LARGEST_STEP_BPM, HIGHEST_MAX_BPM);
  return bpm > currentBpm ? [{ bpm, observedBpm, sessionId: session.id, localDate: session.localDate }] : [];
}
