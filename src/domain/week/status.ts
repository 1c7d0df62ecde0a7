import type { Status } from './week-report.ts';

/** What a status is decided from (T8), at local now. */
export interface StatusFacts {
  readonly credited: number;
  readonly minimum: number;
  /** Full local days of the week elapsed: 0 on Monday and before … 6 on Sunday, 7 once it has finished. */
  readonly done: number;
  /** Credits that the days left could still bring (T8: the days left including today, minus 1 if today is credited). */
  readonly possible: number;
  /** Distinct uncredited dates, or minutes, whose recorded unknown time could have earned the credit (`u`). */
  readonly couldHaveCounted: number;
  /** Finished, and nothing at all was recorded in it. */
  readonly silent: boolean;
}

/** Met, on track, behind, undetermined or missed (T8). */
export function statusOf(facts: StatusFacts): Status {
  const { credited, minimum, done, possible, couldHaveCounted } = facts;
  if (credited >= minimum) return 'met';
  if (facts.silent) return 'undetermined';
  if (credited + possible >= minimum) {
    return credited >= Math.floor((minimum * done) / 7) ? 'on_track' : 'behind';
  }
  return credited + possible + couldHaveCounted >= minimum ? 'undetermined' : 'missed';
}

const WORST_FIRST: readonly Status[] = ['missed', 'behind', 'undetermined', 'on_track', 'met'];

/** The worst of some statuses, in the order missed, behind, undetermined, on track, met (T13). */
export function worstOf(statuses: readonly Status[]): Status {
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? 'undetermined';
}
