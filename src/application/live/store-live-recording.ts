import { cutRecording, partId } from '../../domain/timeline/cut-recording.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import { cutExtra } from '../uploads/cut-extra.ts';
import { deriveEvidence } from '../sessions/derive-evidence.ts';
import { AppError } from '../errors.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { RecordingExtra, RecordingStore } from '../ports/recording-store.ts';
import { isOfStream } from './is-of-stream.ts';
import type { Stores, Transactions } from '../ports/stores.ts';

export interface StoreLiveRecordingDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
}

export type StoreLiveRecording = (input: {
  athleteId: string;
  recording: Recording;
  extra: RecordingExtra | null;
}) => Promise<void>;

/**
 * Stores what a live stream recorded and derives its sessions. A recording of the same id, and the parts it was cut
 * into (Z10), are replaced whole: late items reopen a stream, and what it then says counts. A run that was deleted while
 * its recording was built is not stored (L15). What an import has brought of the same run stays: late items come beside
 * it.
 */
export function storeLiveRecording(deps: StoreLiveRecordingDeps): StoreLiveRecording {
  return async ({ athleteId, recording, extra }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const parts = cutRecording(recording);
    const { startMs, endMs } = recording.facts;
    await deps.transactions.forAthlete(athleteId, async (stores) => {
      if (await stores.liveRuns.isDeleted(athleteId, recording.facts.id)) return;
      const there = (await stores.recordings.listFacts(athleteId, startMs, endMs)).filter(
        (each) => each.kind === 'live' && isOfStream(each.id, recording.facts.id),
      );
      const formerIds: string[] = [];
      for (const { id } of there) {
        if (!(await isImported(stores.recordings, athleteId, id))) formerIds.push(id);
      }
      const orphaned = await stores.sessions.listByRecordings(athleteId, formerIds);
      await stores.recordings.remove(athleteId, formerIds);
      const extras = cutExtra(extra, parts);
      for (const [i, { facts, items }] of parts.entries()) {
        const isTaken = await isImported(stores.recordings, athleteId, facts.id);
        const id = isTaken ? partId(facts.id, facts.startMs) : facts.id;
        await stores.recordings.put(athleteId, [
          { recording: { facts: { ...facts, id }, items }, uploadId: null, extra: extras[i] ?? null },
        ]);
      }
      await deriveEvidence(
        { stores, evaluate: deps.evaluate },
        athlete,
        parts.map((each) => each.facts),
        orphaned.map((each) => each.evidence),
      );
    });
  };
}

async function isImported(
  recordings: Pick<RecordingStore, 'listUploadIds'>,
  athleteId: string,
  id: string,
): Promise<boolean> {
  return (await recordings.listUploadIds(athleteId, [id])).length > 0;
}
