import { partId } from '../../domain/timeline/cut-recording.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { Clock } from '../ports/clock.ts';
import { buildLiveRecording } from './build-live-recording.ts';
import { RecordWriter } from './live-records.ts';
import type { LiveStore, StoredBatch, StreamKey } from '../ports/live-store.ts';
import { mergeBatches } from './merge-batches.ts';
import { withoutRemoved } from './rewrite-records.ts';
import { setAsideOf, withPlaced } from './set-aside.ts';
import type { StoreLiveRecording } from './store-live-recording.ts';

/** What `GET /v1/sessions/{id}` answers; this room passes it on unread. */
export type SessionSummary = Readonly<Record<string, unknown>>;

export interface CloseLiveRecordingDeps {
  readonly liveStore: Pick<LiveStore, 'find' | 'load' | 'seal'>;
  readonly storeLiveRecording: StoreLiveRecording;
  /** Null when the stream has no session: nothing was recorded, or it was removed. */
  readonly readSummary: (key: StreamKey) => Promise<SessionSummary | null>;
  readonly sha256Hex: (bytes: Uint8Array) => string;
  readonly clock: Clock;
}

export type CloseLiveRecording = (key: StreamKey) => Promise<SessionSummary | null>;

/** Items may arrive while a recording is built; so often is it built again before the rest is left to the next close. */
const MOST_ROUNDS = 5;

/**
 * Turns what a stream has stored into a recording (L9) and answers the session it became part of, or null when there is
 * nothing to judge. The recording is stored before the batches are sealed, and storing it again gives the same: a crash
 * in between costs a repetition, never an item. Closing a closed stream answers the session again.
 */
export function closeLiveRecording(deps: CloseLiveRecordingDeps): CloseLiveRecording {
  return async (key) => {
    const stream = await deps.liveStore.find(key);
    if (stream === null || stream.deleted) return null;
    // Pruned: what came since is older than late items may be (L5); it is kept, and the recording stays as it was judged.
    if (stream.closed || stream.prunedThrough !== null) return deps.readSummary(key);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const batches = withoutRemoved(await deps.liveStore.load(key), stream);
      const stored = mergeBatches(batches.map((batch) => batch.payload));
      const { placedShiftMs } = stream;
      const merged = placedShiftMs === null ? stored : withPlaced(stored, placedShiftMs);
      const built = buildLiveRecording(key.sessionId, stream.facts, merged, deps.sha256Hex);
      if (built !== null) {
        const { recording, extra } = built;
        const id = idOf(key.sessionId, recording.facts.startMs, stream.removedSpans);
        const named = { facts: { ...recording.facts, id }, items: recording.items };
        await deps.storeLiveRecording({ athleteId: key.athleteId, recording: named, extra });
      }
      const nowMs = deps.clock.nowMs();
      const setAside = setAsideOf(stored.items, nowMs);
      if (await deps.liveStore.seal(key, batches, archiveOf(batches), nowMs, setAside)) break;
    }
    return deps.readSummary(key);
  };
}

/** The first part of a run has the run's id. Where that part was removed, nothing takes its name. */
function idOf(sessionId: string, startMs: number, removedSpans: readonly Span[]): string {
  return removedSpans.some(({ fromMs }) => fromMs < startMs) ? partId(sessionId, startMs) : sessionId;
}

/** All batches as one, each part with its time of arrival (L5); late items are joined to it when the stream reopens. */
export function archiveOf(batches: readonly StoredBatch[]): Uint8Array {
  const writer = new RecordWriter(1024);
  for (const batch of batches) {
    if (!isArchive(batch)) writer.received(batch.receivedAtMs);
    writer.append(batch.payload);
  }
  return writer.written().slice();
}

/** Writers' epochs start at 1: epoch 0 is the archive, and so comes first in the order of commitment. */
export const ARCHIVE_EPOCH = 0;

function isArchive(batch: StoredBatch): boolean {
  return batch.epoch === ARCHIVE_EPOCH;
}
