import type { CloseLiveRecording } from '../live/close-live-recording.ts';
import { RecordWriter } from '../live/live-records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { ExportedRun } from './exported-profile.ts';

export interface ImportRunDeps {
  readonly stores: Pick<Stores, 'liveRuns'>;
  readonly closeLiveRecording: CloseLiveRecording;
  readonly clock: Clock;
}

/** False when the run is known here, also as a removed one. */
export type ImportRun = (input: { athleteId: string; run: ExportedRun }) => Promise<boolean>;

/** Takes over a run of which something was set aside: what counted of it counts here, the rest waits for a person (L5). */
export function importRun({ stores, closeLiveRecording, clock }: ImportRunDeps): ImportRun {
  return async ({ athleteId, run }) => {
    const { sessionId, facts, removedSpans } = run;
    const nowMs = clock.nowMs();
    const records = new RecordWriter(1024);
    records.received(nowMs);
    for (const [from, to] of run.skipped) records.skip(from, to);
    for (const { seq, atMs, code, rr, contact, setAside } of run.items) {
      records.item(seq, atMs ?? NaN, code, rr, contact, setAside);
    }
    const archive = records.written().slice();
    const restored = await stores.liveRuns.restore(
      athleteId,
      { sessionId, facts, removedSpans, archive },
      nowMs,
    );
    if (restored) await closeLiveRecording({ athleteId, sessionId });
    return restored;
  };
}
