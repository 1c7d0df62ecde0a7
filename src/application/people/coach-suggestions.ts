import { HIGHEST_MAX_BPM, isMaxHeartRate, LOWEST_MAX_BPM } from '../../domain/max-heart-rate/formulas.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CoachSuggestion } from '../ports/coach-suggestion-store.ts';
import type { Stores } from '../ports/stores.ts';
import { authorBy, isOurs } from './coach-author.ts';
import type { OpenedGrant } from './open-grant.ts';

export interface CoachSuggestionsDeps {
  readonly stores: Pick<Stores, 'coachSuggestions'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type AddCoachSuggestion = (input: {
  athleteId: string;
  grant: OpenedGrant;
  value: Pick<CoachSuggestion, 'bpm' | 'validFrom' | 'method' | 'reason'>;
}) => Promise<CoachSuggestion>;
export type ListCoachSuggestions = (input: {
  athleteId: string;
  /** By which grant somebody else asks; null for the athlete. */
  grant: OpenedGrant | null;
}) => Promise<readonly CoachSuggestion[]>;
export type RemoveCoachSuggestion = (input: {
  athleteId: string;
  grant: OpenedGrant | null;
  id: string;
}) => Promise<void>;

/** A max heart rate as a coach would have it; nothing is judged by it until the athlete confirms it (C6). */
export function addCoachSuggestion({ stores, clock, newId }: CoachSuggestionsDeps): AddCoachSuggestion {
  return async ({ athleteId, grant, value }) => {
    if (!isMaxHeartRate(value.bpm)) {
      const limits = `from ${LOWEST_MAX_BPM} to ${HIGHEST_MAX_BPM}`;
      throw new AppError('invalid_input', `A max heart rate is a whole number ${limits}.`, { field: 'bpm' });
    }
    const suggestion = { ...value, id: newId(), author: authorBy(grant), createdAtMs: clock.nowMs() };
    await stores.coachSuggestions.add(athleteId, suggestion);
    return { ...suggestion, state: 'open', answeredAtMs: null };
  };
}

/** Those that wait for the athlete's answer; for a coach their own and their clinic's with the answers. Newest first. */
export function listCoachSuggestions({ stores }: Pick<CoachSuggestionsDeps, 'stores'>): ListCoachSuggestions {
  return async ({ athleteId, grant }) => {
    const suggestions = await stores.coachSuggestions.list(athleteId);
    return suggestions.filter(({ author, state }) =>
      grant === null ? state === 'open' : isOurs(author, grant),
    );
  };
}

/**
 * The athlete declines it, and its coach can see that; the coach who made it takes it back.
 *
 * @throws AppError `not_found` for one that is not open, or that is another coach's.
 */
export function removeCoachSuggestion({
  stores,
  clock,
}: Omit<CoachSuggestionsDeps, 'newId'>): RemoveCoachSuggestion {
  return async ({ athleteId, grant, id }) => {
    const { coachSuggestions } = stores;
    const isAuthor = async (userId: string): Promise<boolean> =>
      (await coachSuggestions.list(athleteId)).some(
        (each) => each.id === id && each.author.userId === userId,
      );
    const isRemoved =
      grant === null
        ? await coachSuggestions.answer(athleteId, id, { state: 'declined', atMs: clock.nowMs() })
        : (await isAuthor(grant.who.userId)) && (await coachSuggestions.remove(athleteId, id));
    if (!isRemoved) throw new AppError('not_found', 'There is no such open suggestion.');
  };
}
