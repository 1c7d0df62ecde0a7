import { AsyncLocalStorage } from 'node:async_hooks';
import type { NarrowToAthlete } from '../../application/ports/narrow-to-athlete.ts';

/**
 * The roles of requests own nothing, sign in nowhere and pass no policy (W1): one for requests about a single athlete, as
 * nearly all are, and one for lists of several. An equality is planned like the one that a statement has itself and
 * costs nothing by the row, which a list does.
 */
export const ONE_ATHLETE = 'zone_coach_request';
export const SEVERAL_ATHLETES = 'zone_coach_list';

/** In which role the database is asked, and what its policies read in `app.athletes`. */
export interface RequestScope {
  readonly role: string;
  readonly athletes: string;
}

const scope = new AsyncLocalStorage<RequestScope>();

/** Calls `work` for a request that may touch these athletes. */
export type RunForAthletes = <T>(athleteIds: readonly string[], work: () => T) => T;

/**
 * Answers a request: whatever `work` and all that follows from it ask of the database is asked in a role that sees and
 * changes rows of these athletes alone, whether or not a statement says so (W1).
 */
export const runForAthletes: RunForAthletes = (athleteIds, work) => {
  const role = athleteIds.length === 1 ? ONE_ATHLETE : SEVERAL_ATHLETES;
  return scope.run({ role, athletes: athleteIds.join(',') }, work);
};

/**
 * Calls `work`, which asks about this athlete alone, for them alone: of a list's athletes nobody else can be touched, and
 * each statement is planned and costs as for one. Nothing changes where nothing is bound, or for somebody whom the request
 * may not touch.
 */
export const narrowToAthlete: NarrowToAthlete = (athleteId, work) =>
  scope.getStore()?.athletes.split(',').includes(athleteId) === true
    ? runForAthletes([athleteId], work)
    : work();

/** Of the request that is being answered; undefined: none is, and the owner asks. */
export function requestScope(): RequestScope | undefined {
  return scope.getStore();
}
