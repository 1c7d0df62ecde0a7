import type { Recording } from '../../domain/timeline/recording.ts';
import { PAUSE, RESUME } from '../../domain/timeline/sample.ts';
import { SECOND_MS } from '../../domain/units.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';
import { itemColumns } from './item-columns.ts';
import type { LiveItem } from './live-item.ts';
import type { StreamFacts } from '../ports/live-store.ts';
import { type StoredStream, timelineItems } from './merge-batches.ts';

export interface LiveRecording {
  readonly recording: Recording;
  readonly extra: RecordingExtra | null;
}

/**
 * The immutable recording that a live stream becomes: its believable items in the order of L6, with the client's session
 * id. Null when no item can stand on a timeline. `sha256Hex` hashes the columns, so equal streams hash equally.
 */
export function buildLiveRecording(
  sessionId: string,
  facts: StreamFacts,
  stream: StoredStream,
  sha256Hex: (bytes: Uint8Array) => string,
): LiveRecording | null {
  const items = timelineItems(stream.items);
  const count = items.length;
  if (count === 0) return null;
  const columns = itemColumns(items);
  const { atMs, code } = columns;
  const hashed = new Uint8Array(count * 10);
  hashed.set(new Uint8Array(atMs.buffer), 0);
  hashed.set(new Uint8Array(code.buffer), count * 8);
  return {
    recording: {
      facts: {
        id: sessionId,
        kind: 'live',
        sport: facts.sport,
        subSport: null,
        startMs: atMs[0]!,
        endMs: lastRecordMs(items) + SECOND_MS,
        contentHash: sha256Hex(hashed),
        simulated: facts.timeScale !== null,
        multisportId: null,
        utcOffsetMinutes: null,
        device: facts.deviceName === null ? null : { name: facts.deviceName },
        sets: [],
      },
      items: columns,
    },
    extra: extraOf(stream, columns.rrKey ? items.map((item) => item.rr) : null),
  };
}

function extraOf(
  { items, conflictCount }: StoredStream,
  rr: NonNullable<RecordingExtra['rr']> | null,
): RecordingExtra | null {
  const quarantined = items.reduce((count, item) => count + (item.quarantined ? 1 : 0), 0);
  const hasUncounted = quarantined > 0 || conflictCount > 0;
  if (rr === null && !hasUncounted) return null;
  return {
    ...(rr !== null && { rr }),
    ...(hasUncounted && { uncounted: { quarantined, conflicts: conflictCount } }),
  };
}

/** Z3: a pause or a resume is no record; a stream of nothing else ends where it began to be silent. */
function lastRecordMs(items: readonly LiveItem[]): number {
  const last = items.findLast(({ code }) => code !== PAUSE && code !== RESUME);
  return (last ?? items.at(-1)!).atMs;
}
