import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import { findRosterWeeks, makeRosterWeek, type RosterWeeksDeps } from './roster-weeks.ts';

export interface WarmRostersDeps extends RosterWeeksDeps {
  readonly stores: Pick<Stores, 'grants' | 'roster'>;
  readonly clock: Clock;
}

export type WarmRosters = () => Promise<boolean>;

/** Rows made in one turn. */
const AT_ONCE = 10;

/**
 * Makes rows of rosters that nobody has looked at since they became stale, by the day or by what was recorded, so that
 * the first who looks need not wait for hundreds of reports (R3). Some at a time: answers whether there were any.
 */
export function warmRosters({ stores, clock, ...deps }: WarmRostersDeps): WarmRosters {
  return async () => {
    const nowMs = clock.nowMs();
    const athleteIds = await stores.grants.listReportable(nowMs);
    const found = await findRosterWeeks({ stores }, athleteIds, { week: null, nowMs });
    const stale = found.filter(({ row }) => row === null).slice(0, AT_ONCE);
    const made = [];
    for (const { athleteId, week, mark } of stale) {
      made.push({ athleteId, week, mark, row: await makeRosterWeek(deps, { athleteId, week }) });
    }
    await stores.roster.remember(made);
    return stale.length > 0;
  };
}
