import { BoundedMap } from '../../domain/bounded-map.ts';
import type { Streaks } from '../../domain/week/streak.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { PastMark } from '../ports/week-evidence-store.ts';

/** Streaks up to the week before `week`, and all they rest on by name. */
export interface RememberedStreaks {
  /** First week that had to be looked at. */
  readonly from: IsoWeek;
  readonly mark: PastMark;
  readonly streaks: Streaks;
}

/**
 * What a process remembers of streaks. Never a truth (T10): each entry names the evidence it was made from, and is of no
 * use as soon as that is another. Losing it costs one walk back through the streak.
 */
export interface StreakMemory {
  get(athleteId: string, week: IsoWeek): RememberedStreaks | null;
  set(athleteId: string, week: IsoWeek, entry: RememberedStreaks): void;
}

/** Entries kept, the least recently used given up first: some hundred bytes each. */
const KEPT_ENTRIES = 5_000;

export function createStreakMemory(): StreakMemory {
  const entries = new BoundedMap<string, RememberedStreaks>(KEPT_ENTRIES);
  return {
    get(athleteId, week) {
      const key = `${athleteId} ${week}`;
      const entry = entries.get(key);
      if (entry === undefined) return null;
      entries.set(key, entry);
      return entry;
    },
    set(athleteId, week, entry) {
      entries.set(`${athleteId} ${week}`, entry);
    },
  };
}
