import { unionOf, within, type Span } from '../../../domain/timeline/span.ts';
import type { TimerChange } from '../build-items.ts';
import { timerHoles } from '../timer-holes.ts';
import { outvoteStops } from './outvote-stops.ts';

export interface SessionPauses {
  /** Ascending and disjoint. */
  readonly pauses: readonly Span[];
  /** Stops of the timer that heart rate outvoted. */
  readonly outvoted: number;
}

/**
 * When the timer of a session stood still (Z5): between its stops and starts, before its first start where nothing was
 * recorded yet, and in holes between the records that its timer total leaves out. Records outvote stops.
 *
 * @param events all of the file, in order of time.
 * @param recordMs instants of the records, ascending; `heartRateMs` those with heart rate.
 * @param timerMs how long the timer ran in all; null where the file does not say.
 */
export function sessionPauses(
  events: readonly TimerChange[],
  span: Span,
  records: { readonly recordMs: readonly number[]; readonly heartRateMs: readonly number[] },
  timerMs: number | null,
): SessionPauses {
  const before = events.filter(({ atMs }) => atMs < span.fromMs).at(-1);
  const inside = events.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs);
  const changes = before?.running === false ? [before, ...inside] : inside;
  const { changes: believed, outvoted } = outvoteStops(changes, records, timerMs);
  const [first] = believed;
  const startsLate = first?.running === true && before === undefined && !(records.recordMs[0]! < first.atMs);
  const lead = startsLate ? [{ fromMs: span.fromMs, toMs: first.atMs }] : [];
  const stopped = within(unionOf([...lead, ...stoppedSpans(believed)]), span);
  const holes = timerMs === null ? [] : timerHoles(records.recordMs, span, timerMs, stopped);
  return { pauses: unionOf([...stopped, ...holes]), outvoted };
}

/** From each stop to the next start, or for good. Of one instant the last change counts. */
function stoppedSpans(changes: readonly TimerChange[]): Span[] {
  const spans: Span[] = [];
  let sinceMs: number | null = null;
  for (const [i, { atMs, running }] of changes.entries()) {
    if (changes[i + 1]?.atMs === atMs) continue;
    if (running && sinceMs !== null) spans.push({ fromMs: sinceMs, toMs: atMs });
    sinceMs = running ? null : (sinceMs ?? atMs);
  }
  return sinceMs === null ? spans : [...spans, { fromMs: sinceMs, toMs: Infinity }];
}
