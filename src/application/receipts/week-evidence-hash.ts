import { datesOf } from '../../domain/calendar/week.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

/** What a week's verdict was made of, as hashes: equal where every beat is. */
export interface EvidenceHashes {
  readonly sha256: string;
  readonly sessions: readonly {
    readonly id: string;
    readonly localDate: LocalDate;
    readonly sha256: string;
  }[];
  /** Of all-day monitoring. */
  readonly days: readonly { readonly date: LocalDate; readonly sha256: string }[];
}

export interface HashWeekEvidenceDeps {
  readonly stores: Pick<Stores, 'passive' | 'recordings' | 'sessions'>;
  readonly sha256Hex: (data: Uint8Array | string) => string;
}

/** Over the captured items themselves, not over what was derived from them. */
export async function hashWeekEvidence(
  { stores, sha256Hex }: HashWeekEvidenceDeps,
  athleteId: string,
  week: IsoWeek,
): Promise<EvidenceHashes> {
  const dates = datesOf(week);
  const [from, to] = [dates[0]!, dates[6]!];
  const sessions: EvidenceHashes['sessions'][number][] = [];
  for (const { id, localDate, activeMs } of await stores.sessions.listEvidence(athleteId, from, to)) {
    const recordingIds = (await stores.sessions.find(athleteId, id))?.recordingIds ?? [];
    const recordings = await stores.recordings.load(athleteId, recordingIds);
    const parts = recordings.map((recording) => `${recording.facts.id} ${sha256Hex(bytesOf(recording))}`);
    sessions.push({ id, localDate, sha256: sha256Hex([`${id} ${activeMs}`, ...parts].join('\n')) });
  }
  const days = (await stores.passive.list(athleteId, from, to)).map((day) => ({
    date: day.date,
    sha256: sha256Hex(viewOf(day.msUpTo)),
  }));
  const all = [...sessions, ...days].map((each) => each.sha256);
  return { sha256: sha256Hex(all.join('\n')), sessions, days };
}

/** Instants, codes and fingerprints, column by column, little-endian as on every machine that this runs on. */
function bytesOf({ items: { count, atMs, code, rrKey } }: Recording): Uint8Array {
  const columns = [atMs.subarray(0, count), code.subarray(0, count), rrKey?.subarray(0, count)];
  const views = columns.flatMap((column) => (column === undefined ? [] : [viewOf(column)]));
  const bytes = new Uint8Array(views.reduce((sum, view) => sum + view.length, 0));
  let at = 0;
  for (const view of views) {
    bytes.set(view, at);
    at += view.length;
  }
  return bytes;
}

function viewOf({ buffer, byteOffset, byteLength }: Float64Array | Int16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
