import type { IsoWeek } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CoachNote } from '../ports/coach-note-store.ts';
import type { Stores } from '../ports/stores.ts';
import { authorBy, isOurs } from './coach-author.ts';
import type { OpenedGrant } from './open-grant.ts';

export interface CoachNotesDeps {
  readonly stores: Pick<Stores, 'coachNotes'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type AddCoachNote = (input: {
  athleteId: string;
  grant: OpenedGrant;
  week: IsoWeek | null;
  text: string;
}) => Promise<CoachNote>;
export type ListCoachNotes = (input: {
  athleteId: string;
  /** By which grant somebody else asks; null for the athlete. */
  grant: OpenedGrant | null;
  /** Only what is pinned to this week. */
  week?: IsoWeek;
}) => Promise<readonly CoachNote[]>;
export type RemoveCoachNote = (input: {
  athleteId: string;
  grant: OpenedGrant | null;
  id: string;
}) => Promise<void>;

/** A note on an athlete, or a message pinned to a week (R4). The athlete reads every one of them. */
export function addCoachNote({ stores, clock, newId }: CoachNotesDeps): AddCoachNote {
  return async ({ athleteId, grant, week, text }) => {
    const author = authorBy(grant);
    const note: CoachNote = { id: newId(), author, week, text, createdAtMs: clock.nowMs() };
    await stores.coachNotes.add(athleteId, note);
    return note;
  };
}

/** All of them for the athlete; for a coach their own and their clinic's. Newest first. */
export function listCoachNotes({ stores }: Pick<CoachNotesDeps, 'stores'>): ListCoachNotes {
  return async ({ athleteId, grant, week }) => {
    const notes = await stores.coachNotes.list(athleteId);
    return notes
      .filter((note) => week === undefined || note.week === week)
      .filter(({ author }) => grant === null || isOurs(author, grant));
  };
}

/**
 * By the athlete or by its author.
 *
 * @throws AppError `not_found` for one that is not there or that the coach may not see, `not_allowed` for a colleague's.
 */
export function removeCoachNote({ stores }: Pick<CoachNotesDeps, 'stores'>): RemoveCoachNote {
  return async ({ athleteId, grant, id }) => {
    const note = (await listCoachNotes({ stores })({ athleteId, grant })).find((each) => each.id === id);
    if (note === undefined) throw new AppError('not_found', 'There is no such note.');
    if (grant !== null && note.author.userId !== grant.who.userId) {
      throw new AppError('not_allowed', 'Only its author or the athlete removes a note.');
    }
    await stores.coachNotes.remove(athleteId, id);
  };
}
