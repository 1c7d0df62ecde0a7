import { addDays, daysBetween } from '../../../domain/calendar/local-time.ts';
import type { SessionDay } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { packHistogram, unpackHistogram } from './pack-histogram.ts';

/** Days after the start date (4 bytes), unknown milliseconds (8), and the length of the histogram that follows (4). */
const HEAD_BYTES = 16;

/** The local dates of a session one after the other, in the byte order in which Postgres sends numbers. */
export function packDays(days: readonly SessionDay[], startDate: LocalDate): Uint8Array {
  const parts = days.map(({ date, unknownMs, msUpTo }) => {
    const histogram = packHistogram(msUpTo);
    const part = new Uint8Array(HEAD_BYTES + histogram.length);
    const head = new DataView(part.buffer);
    head.setInt32(0, daysBetween(startDate, date));
    head.setFloat64(4, unknownMs);
    head.setInt32(12, histogram.length);
    part.set(histogram, HEAD_BYTES);
    return part;
  });
  return Buffer.concat(parts);
}

/** The inverse of `packDays`. @throws RangeError for damaged bytes. */
export function unpackDays(packed: Uint8Array, startDate: LocalDate): SessionDay[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const days: SessionDay[] = [];
  for (let at = 0; at < packed.length;) {
    const histogramAt = at + HEAD_BYTES;
    const endAt = histogramAt + view.getInt32(at + 12);
    if (endAt > packed.length) throw new RangeError('packed days end too early');
    days.push({
      date: addDays(startDate, view.getInt32(at)),
      unknownMs: view.getFloat64(at + 4),
      msUpTo: unpackHistogram(packed.subarray(histogramAt, endAt)),
    });
    at = endAt;
  }
  return days;
}
