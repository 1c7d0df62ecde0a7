import type { Athlete } from '../../domain/athlete.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { derivePassiveDays, type PassiveDayStores } from './derive-passive-days.ts';
import { deriveSessions } from './derive-sessions.ts';
import type { EvaluateEvidence } from '../ports/evaluate-session.ts';
import type { StoredSession } from '../ports/session-store.ts';

export interface DeriveEvidenceDeps {
  readonly stores: PassiveDayStores;
  readonly evaluate: EvaluateEvidence;
}

/**
 * Re-derives everything that a change of recordings can affect: the sessions around them (Z10), then the all-day
 * monitoring of every date that a recording or a session came to, left or moved on (Z11). Call it inside the athlete's
 * transaction, after the recordings were written; `orphaned` are the sessions of removed recordings. Answers the sessions that are there now.
 */
export async function deriveEvidence(
  deps: DeriveEvidenceDeps,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  changed: readonly Pick<RecordingFacts, 'kind' | 'startMs' | 'endMs'>[],
  orphaned: readonly SessionEvidence[] = [],
): Promise<StoredSession[]> {
  const sessionSpans = [...changed.filter(({ kind }) => kind !== 'monitoring'), ...orphaned].map(spanOf);
  const { before, after } = await deriveSessions(
    deps,
    athlete,
    sessionSpans,
    orphaned.map(({ id }) => id),
  );
  const moved = [...before, ...after].map(({ evidence }) => evidence);
  await derivePassiveDays(
    deps.stores,
    athlete,
    [...changed, ...orphaned, ...moved].map(spanOf),
    changed.filter(({ kind }) => kind === 'monitoring').map(spanOf),
  );
  return after;
}

function spanOf({ startMs, endMs }: { startMs: number; endMs: number }): { fromMs: number; toMs: number } {
  return { fromMs: startMs, toMs: endMs };
}
