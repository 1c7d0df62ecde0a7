import { presentSession } from '../adapters/wire/api/present-session.ts';
import { AppError } from '../application/errors.ts';
import type { ReadAthlete } from '../application/athlete/read-athlete.ts';
import type { SessionSummary } from '../application/live/close-live-recording.ts';
import type { StreamKey } from '../application/ports/live-store.ts';
import type { ReadSession } from '../application/sessions/read-session.ts';

export interface SessionSummaryDeps {
  readonly readAthlete: ReadAthlete;
  readonly readSession: ReadSession;
}

/** What `GET /v1/sessions/{id}` answers, for whoever ends a run; null when the stream left nothing to judge. */
export function sessionSummary(
  verbs: SessionSummaryDeps,
): (key: StreamKey) => Promise<SessionSummary | null> {
  const read = async (athleteId: string, id: string): Promise<SessionSummary | null> => {
    try {
      const { locale } = await verbs.readAthlete({ athleteId });
      return { ...presentSession(await verbs.readSession({ athleteId, id }), locale) };
    } catch (error) {
      if (error instanceof AppError && error.location !== undefined) return read(athleteId, error.location);
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    }
  };
  return ({ athleteId, sessionId }) => read(athleteId, sessionId);
}
