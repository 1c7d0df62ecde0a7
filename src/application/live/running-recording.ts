import type { LiveSession } from '../../domain/coaching/live-session.ts';
import { JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { SECOND_MS } from '../../domain/units.ts';
import type { Coaching } from './load-coaching.ts';

/** The part of a stream that runs, as the recording that it would be if it ended now; null before its first item. */
export function runningRecording(
  session: LiveSession,
  { sport, simulated }: Pick<RecordingFacts, 'sport' | 'simulated'>,
): RecordingFacts | null {
  if (session.evaluation === null) return null;
  return {
    id: session.partId,
    kind: 'live',
    sport,
    subSport: null,
    startMs: session.partStartMs,
    endMs: session.lastItemMs + SECOND_MS,
    contentHash: '',
    simulated,
    multisportId: null,
    utcOffsetMinutes: null,
    device: null,
    sets: [],
  };
}

/** Whether the time up to an item at `atMs` belongs to one session with what another source has recorded (Z10). */
export function meetsOthers({ evaluation }: LiveSession, atMs: number, others: Coaching['others']): boolean {
  // A first item may also follow shortly after a recording that has ended.
  const sinceMs = evaluation?.openSinceMs ?? atMs - JOIN_GAP_MS;
  const untilMs = evaluation === null ? atMs + JOIN_GAP_MS : atMs;
  return others.some(({ fromMs, toMs }) => sinceMs < toMs && untilMs >= fromMs);
}
