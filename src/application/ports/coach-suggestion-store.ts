import type { LocalDate } from '../../domain/units.ts';
import type { CoachAuthor } from './coach-author.ts';

export type SuggestionState = 'open' | 'confirmed' | 'declined';

/** A max heart rate that a coach suggests to an athlete (C6). */
export interface CoachSuggestion {
  readonly id: string;
  readonly author: CoachAuthor;
  readonly bpm: number;
  readonly validFrom: LocalDate;
  readonly method: string | null;
  readonly reason: string | null;
  readonly createdAtMs: number;
  /** What the athlete answered; open until then. */
  readonly state: SuggestionState;
  readonly answeredAtMs: number | null;
}

export interface CoachSuggestionStore {
  /** An open one. */
  add(athleteId: string, suggestion: Omit<CoachSuggestion, 'state' | 'answeredAtMs'>): Promise<void>;
  /** Newest first. */
  list(athleteId: string): Promise<readonly CoachSuggestion[]>;
  /** False for one that is not open. */
  answer(
    athleteId: string,
    id: string,
    answer: { readonly state: 'confirmed' | 'declined'; readonly atMs: number },
  ): Promise<boolean>;
  /** False for one that is not open. */
  remove(athleteId: string, id: string): Promise<boolean>;
}
