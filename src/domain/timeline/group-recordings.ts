import type { RecordingFacts } from './recording.ts';
import { MINUTE_MS } from '../units.ts';

/** Recordings of one sport join over at most this gap, which is paused time (Z10). */
export const JOIN_GAP_MS = 10 * MINUTE_MS;

/**
 * The recordings that form one session each (Z10): those that overlap, and those of one sport with at most 10 min
 * between them unless both are legs of one multisport file. All-day monitoring forms none, and a simulated recording
 * never meets a real one. Groups and their members are ascending by start, then id: the first member names the
 * session. The order of `recordings` makes no difference.
 */
export function groupRecordings<Facts extends RecordingFacts>(recordings: readonly Facts[]): Facts[][] {
  const facts = recordings.filter(({ kind }) => kind !== 'monitoring').sort(byStartThenId);
  const groupOf = facts.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (groupOf[root] !== root) root = groupOf[root]!;
    return root;
  };
  for (let i = 0; i < facts.length; i++) {
    const reachMs = facts[i]!.endMs + JOIN_GAP_MS;
    for (let j = i + 1; j < facts.length && facts[j]!.startMs <= reachMs; j++) {
      if (!belongTogether(facts[i]!, facts[j]!)) continue;
      const [a, b] = [rootOf(i), rootOf(j)];
      groupOf[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const groups = new Map<number, Facts[]>();
  facts.forEach((each, i) => {
    const root = rootOf(i);
    const group = groups.get(root);
    if (group) group.push(each);
    else groups.set(root, [each]);
  });
  return [...groups.values()];
}

/** `earlier` starts first; the later one starts within reach of a join. */
function belongTogether(earlier: RecordingFacts, later: RecordingFacts): boolean {
  if (earlier.simulated !== later.simulated) return false;
  if (earlier.multisportId !== null && earlier.multisportId === later.multisportId) return false;
  return later.startMs < earlier.endMs || earlier.sport === later.sport;
}

export function byStartThenId(
  a: { readonly startMs: number; readonly id: string },
  b: { readonly startMs: number; readonly id: string },
): number {
  return a.startMs - b.startMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
