import { evaluateSession, type EvaluatedSession } from '../../domain/session/evaluate-session.ts';
import type { DatedTimeZone } from '../../domain/athlete.ts';
import type { Recording } from '../../domain/timeline/recording.ts';

export interface EvaluationTask {
  readonly recordings: readonly Recording[];
  readonly timeZones: readonly DatedTimeZone[];
}

/** Entry of a worker thread: the recordings of one session in, what they contribute out. */
export default function evaluationTask({ recordings, timeZones }: EvaluationTask): EvaluatedSession {
  return evaluateSession(recordings, timeZones);
}
