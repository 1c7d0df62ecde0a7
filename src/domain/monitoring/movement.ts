import type { Span } from '../timeline/span.ts';
import { unionOf } from '../timeline/span.ts';
import { MINUTE_MS } from '../units.ts';

/** One report of an all-day source. `cycles` counts up per activity type over the day; rising means movement. */
export interface Movement {
  readonly atMs: number;
  /** `activity_type` of the FIT profile: `sedentary`, `walking`, `generic` … */
  readonly activityType: string | null;
  readonly cycles: number | null;
}

const SEDENTARY = 'sedentary';
/** Devices tell the type when it changes and about every quarter of an hour: a type told earlier says nothing of now. */
export const LONGEST_TYPE_HOLD_MS = 15 * MINUTE_MS;
/** How near a rise of the count must be to be movement at an instant (Z11). */
const RISE_REACH_MS = 2 * MINUTE_MS;

/**
 * When the reports of one source say that the body moved (Z11): while the activity type is not sedentary, and where the
 * count rose within 2 min. A type counts until another is told, at most 15 min; a type that comes with an unchanged
 * count is a total being repeated, not movement. Ascending, disjoint. The order of the reports makes no difference.
 */
export function movingSpans(reports: readonly Movement[]): Span[] {
  const sorted = reports.toSorted((a, b) => a.atMs - b.atMs || (a.cycles ?? 0) - (b.cycles ?? 0));
  const typedMs = sorted.filter(({ activityType }) => activityType !== null).map(({ atMs }) => atMs);
  const lastOfType = new Map<string | null, { atMs: number; cycles: number }>();
  const spans: Span[] = [];
  let nextTyped = 0;
  for (const { atMs, activityType, cycles } of sorted) {
    const before = cycles === null ? undefined : lastOfType.get(activityType);
    const rose = before !== undefined && cycles! > before.cycles;
    if (cycles !== null) lastOfType.set(activityType, { atMs, cycles });
    if (rose) spans.push({ fromMs: Math.max(before.atMs, atMs - RISE_REACH_MS), toMs: atMs });
    if (activityType === null || activityType === SEDENTARY || (before !== undefined && !rose)) continue;
    while (nextTyped < typedMs.length && typedMs[nextTyped]! <= atMs) nextTyped++;
    spans.push({ fromMs: atMs, toMs: Math.min(atMs + LONGEST_TYPE_HOLD_MS, typedMs[nextTyped] ?? Infinity) });
  }
  return unionOf(spans);
}
