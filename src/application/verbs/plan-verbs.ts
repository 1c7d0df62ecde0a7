import { createPlanFeed } from '../plan/create-plan-feed.ts';
import { listPlanFeeds } from '../plan/list-plan-feeds.ts';
import { readPlanFeed } from '../plan/read-plan-feed.ts';
import { readTodaysWorkout } from '../plan/read-todays-workout.ts';
import { revokePlanFeed } from '../plan/revoke-plan-feed.ts';
import type { AthleteVerbs } from './athlete-verbs.ts';
import type { ReportVerbs } from './report-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** The days ahead. */
export function planVerbs(
  deps: VerbDeps & Pick<AthleteVerbs, 'readAthlete'> & Pick<ReportVerbs, 'reportWeek' | 'reportWeeks'>,
) {
  return {
    createPlanFeed: createPlanFeed(deps),
    listPlanFeeds: listPlanFeeds(deps),
    readPlanFeed: readPlanFeed(deps),
    readTodaysWorkout: readTodaysWorkout(deps),
    revokePlanFeed: revokePlanFeed(deps),
  };
}
