import { AppError } from '../errors.ts';
import type { CloseLiveRecording } from '../live/close-live-recording.ts';
import type { Stores } from '../ports/stores.ts';

export interface EndInletRunDeps {
  readonly stores: Pick<Stores, 'inlets'>;
  readonly closeLiveRecording: CloseLiveRecording;
}

/** Null when nothing was recorded. */
export type EndInletRun = (input: { athleteId: string; id: string }) => Promise<{ sessionId: string } | null>;

/** Ends the latest run by hand (N5): it is stored and judged now. What its app still sends within 10 min joins it. */
export function endInletRun({ stores, closeLiveRecording }: EndInletRunDeps): EndInletRun {
  return async ({ athleteId, id }) => {
    const inlet = await stores.inlets.find(athleteId, id);
    if (inlet === null) throw new AppError('not_found', 'There is no such inlet.');
    if (inlet.run === null) return null;
    const summary = await closeLiveRecording({ athleteId, sessionId: inlet.run.sessionId });
    const sessionId = summary?.['id'];
    return typeof sessionId === 'string' ? { sessionId } : null;
  };
}
