import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { CloseLiveRecording } from '../live/close-live-recording.ts';
import { forgetRuns } from './forget-runs.ts';
import { removeRecordings } from './remove-recordings.ts';

export interface RemoveSessionDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly clock: Clock;
}

export type RemoveSession = (input: { athleteId: string; id: string }) => Promise<void>;

/**
 * Removes a session with all its recordings; a logged one with its row. An upload that has no recording left leaves the
 * import log with it, so that the same file can be uploaded again. A live run stays deleted, whatever its phone still
 * sends, and so do the hours of one whose other hours stay (L15).
 */
export function removeSession({ clock, ...deps }: RemoveSessionDeps): RemoveSession {
  return async ({ athleteId, id }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const reopened = await deps.transactions.forAthlete(athleteId, async (stores) => {
      const session = await stores.sessions.find(athleteId, id);
      if (session === null) throw new AppError('not_found', 'There is no such session.');
      if (session.recordingIds.length === 0) {
        await stores.sessions.remove(athleteId, id);
        return [];
      }
      const recordings = await stores.recordings.load(athleteId, session.recordingIds);
      const uploadIds = await stores.recordings.listUploadIds(athleteId, session.recordingIds);
      await removeRecordings(
        { stores, evaluate: deps.evaluate },
        athlete,
        recordings.map((each) => each.facts),
      );
      const spans = recordings.map(({ facts }) => ({ fromMs: facts.startMs, toMs: facts.endMs }));
      const runs = await forgetRuns(
        stores,
        athleteId,
        recordings.map((each) => each.facts),
        clock.nowMs(),
      );
      for (const uploadId of uploadIds) {
        const left = await stores.recordings.listFactsByUpload(athleteId, uploadId);
        if (left.length === 0) await stores.uploads.remove(athleteId, uploadId);
        else await stores.uploads.noteRemoved(athleteId, uploadId, spans);
      }
      return runs;
    });
    // What is not closed here, the janitor closes.
    for (const sessionId of reopened) await deps.closeLiveRecording({ athleteId, sessionId });
  };
}
