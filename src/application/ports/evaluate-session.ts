import type { DatedTimeZone } from '../../domain/athlete.ts';
import type { EvaluatedSession } from '../../domain/session/evaluate-session.ts';
import type { Recording } from '../../domain/timeline/recording.ts';

/** `evaluateSession` of the domain, away from the event loop where it would take long. */
export type EvaluateSession = (
  recordings: readonly Recording[],
  timeZones: readonly DatedTimeZone[],
) => Promise<EvaluatedSession>;

/** What of it is stored: all that is asked of one that others than a reader evaluate. */
export type EvaluateEvidence = (
  ...asked: Parameters<EvaluateSession>
) => Promise<Pick<EvaluatedSession, 'evidence'>>;
