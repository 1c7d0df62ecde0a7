import type { TimerChange } from '../build-items.ts';

/** Heart rate that ends sooner after a stop than this is what a device still wrote when it had stopped. */
const AFTERMATH_MS = 60_000;
const LEAST_PACE_MS = 10_000;

export interface OutvotedTimer {
  readonly changes: readonly TimerChange[];
  /** Stops that no start follows, though heart rate goes on. */
  readonly outvoted: number;
}

/**
 * Z5: records outvote events. Where heart rate goes on at its usual pace after a stop that no start follows, the timer
 * ran from there on, or from the first value after a gap in the records. What follows the final stop of a session stays
 * uncounted when the timer total says so, or, without a total, when it is short. Without any heart rate all records vote.
 *
 * @param changes in order of time.
 * @param recordMs instants of the records, ascending; `heartRateMs` those with heart rate.
 * @param timerMs how long the timer ran in all; null where the file does not say.
 */
export function outvoteStops(
  changes: readonly TimerChange[],
  {
    recordMs,
    heartRateMs,
  }: { readonly recordMs: readonly number[]; readonly heartRateMs: readonly number[] },
  timerMs: number | null,
): OutvotedTimer {
  const valueMs = heartRateMs.length > 0 ? heartRateMs : recordMs;
  const usualMs = Math.max(LEAST_PACE_MS, 2 * medianDistance(valueMs));
  const distinct = changes.filter(({ atMs }, i) => changes[i + 1]?.atMs !== atMs);
  const kept: TimerChange[] = [];
  let outvoted = 0;
  let from = 0;
  for (const [i, change] of distinct.entries()) {
    kept.push(change);
    const next = distinct[i + 1];
    if (change.running || next?.running === true) continue;
    while (from < valueMs.length && valueMs[from]! <= change.atMs) from++;
    let to = from;
    while (to < valueMs.length && valueMs[to]! <= (next?.atMs ?? Infinity)) to++;
    const after = valueMs.slice(from, to);
    if (!goesOn(after, usualMs)) continue;
    if (next === undefined && !isCounted(kept, after, valueMs[0]!, timerMs)) continue;
    outvoted++;
    if (runsOn(recordMs, change.atMs, after[0]!, usualMs)) kept.pop();
    else kept.push({ atMs: after[0]!, running: true });
  }
  return { changes: kept, outvoted };
}

/** Several values that follow one another as usual, but for a hole or two. */
function goesOn(values: readonly number[], usualMs: number): boolean {
  const spanMs = (values.at(-1) ?? 0) - (values[0] ?? 0);
  return values.length > 2 && spanMs >= LEAST_PACE_MS && spanMs <= 2 * usualMs * values.length;
}

/** Whether records, be it without heart rate, fill the time without a gap. */
function runsOn(recordMs: readonly number[], fromMs: number, toMs: number, usualMs: number): boolean {
  const between = recordMs.filter((atMs) => atMs > fromMs && atMs < toMs);
  return [...between, toMs].every((atMs, i) => atMs - (between[i - 1] ?? fromMs) <= usualMs);
}

/** Whether the timer total is nearer to a session that goes on after its final stop than to one that ends there. */
function isCounted(
  changes: readonly TimerChange[],
  after: readonly number[],
  firstMs: number,
  timerMs: number | null,
): boolean {
  const moreMs = after.at(-1)! - after[0]!;
  if (timerMs === null) return moreMs > AFTERMATH_MS;
  const ranMs = runningMs(changes, firstMs);
  return Math.abs(ranMs + moreMs - timerMs) < Math.abs(ranMs - timerMs);
}

/** How long the timer ran up to the last change; it runs from the first value on. */
function runningMs(changes: readonly TimerChange[], firstMs: number): number {
  let sumMs = 0;
  let sinceMs: number | null = firstMs;
  for (const { atMs, running } of changes) {
    if (running) sinceMs ??= Math.max(atMs, firstMs);
    else {
      if (sinceMs !== null) sumMs += Math.max(0, atMs - sinceMs);
      sinceMs = null;
    }
  }
  return sumMs;
}

function medianDistance(instants: readonly number[]): number {
  const distances = instants.slice(1).map((atMs, i) => atMs - instants[i]!);
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
}
