import type { IsoWeek } from '../../domain/units.ts';
import type { CoachAuthor } from './coach-author.ts';

/** What somebody who may see an athlete wrote about or to them (R4). */
export interface CoachNote {
  readonly id: string;
  readonly author: CoachAuthor;
  /** The week that it is pinned to; null for a note on the athlete. */
  readonly week: IsoWeek | null;
  readonly text: string;
  readonly createdAtMs: number;
}

export interface CoachNoteStore {
  add(athleteId: string, note: CoachNote): Promise<void>;
  /** Newest first. */
  list(athleteId: string): Promise<readonly CoachNote[]>;
  remove(athleteId: string, id: string): Promise<boolean>;
}
