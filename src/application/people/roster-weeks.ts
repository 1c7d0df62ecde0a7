import { addDays, localDateAt } from '../../domain/calendar/local-time.ts';
import { isoWeekAt, mondayOf, isoWeekOf } from '../../domain/calendar/week.ts';
import {
  ROSTER_TREND_WEEKS,
  ROSTER_WEEK_VERSION,
  rosterWeekOf,
  type RosterWeek,
} from '../../domain/roster/roster-week.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { NarrowToAthlete } from '../ports/narrow-to-athlete.ts';
import type { RememberedRosterWeek, RosterFacts } from '../ports/roster-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReportWeeks } from '../reports/report-week.ts';

export interface RosterWeeksDeps {
  readonly stores: Pick<Stores, 'roster'>;
  readonly reportWeeks: ReportWeeks;
  readonly narrowToAthlete: NarrowToAthlete;
}

export interface RosterEntry extends RosterFacts {
  readonly week: IsoWeek;
  readonly row: RosterWeek;
}

/** Rows made between two writes, so that a reader who goes away leaves what was done. */
const REMEMBERED_AT_ONCE = 25;

export interface FoundRosterWeek extends RosterFacts {
  readonly week: IsoWeek;
  /** What a row has to rest on. */
  readonly mark: string;
  /** Null where none is remembered, or one that rests on something else. */
  readonly row: RosterWeek | null;
}

interface Asked {
  readonly week: IsoWeek | null;
  readonly nowMs: number;
}

/**
 * The weeks of some athletes, each the current one of their own calendar where none is named. A row is made from the
 * athlete's reports once and remembered until their evidence, their settings, the rules or the day are others (R3).
 */
export async function loadRosterWeeks(
  { stores, ...deps }: RosterWeeksDeps,
  athleteIds: readonly string[],
  asked: Asked,
): Promise<RosterEntry[]> {
  const entries: RosterEntry[] = [];
  let made: RememberedRosterWeek[] = [];
  for (const { mark, row: known, ...each } of await findRosterWeeks({ stores }, athleteIds, asked)) {
    const row = known ?? (await makeRosterWeek(deps, each));
    if (known === null) made.push({ ...each, mark, row });
    entries.push({ ...each, row });
    if (made.length >= REMEMBERED_AT_ONCE) {
      await stores.roster.remember(made);
      made = [];
    }
  }
  await stores.roster.remember(made);
  return entries;
}

/** What is remembered of the same weeks. */
export async function findRosterWeeks(
  { stores }: Pick<RosterWeeksDeps, 'stores'>,
  athleteIds: readonly string[],
  { week: asked, nowMs }: Asked,
): Promise<FoundRosterWeek[]> {
  const facts = await stores.roster.readFacts(athleteIds);
  const wanted = facts.map((each) => {
    const week = asked ?? isoWeekAt(nowMs, each.timeZones);
    return { ...each, week, mark: markOf(each, week, nowMs) };
  });
  const remembered = await stores.roster.readWeeks(wanted);
  const known = new Map(remembered.map(({ athleteId, mark, row }) => [`${athleteId} ${mark}`, row]));
  return wanted.map((each) => ({ ...each, row: known.get(`${each.athleteId} ${each.mark}`) ?? null }));
}

export async function makeRosterWeek(
  { reportWeeks, narrowToAthlete }: Pick<RosterWeeksDeps, 'narrowToAthlete' | 'reportWeeks'>,
  { athleteId, week }: Pick<FoundRosterWeek, 'athleteId' | 'week'>,
): Promise<RosterWeek> {
  const from = isoWeekOf(addDays(mondayOf(week), -7 * (ROSTER_TREND_WEEKS - 1)));
  return rosterWeekOf(await narrowToAthlete(athleteId, () => reportWeeks({ athleteId, from, to: week })));
}

/** A finished week stands whatever day it is; one that runs is judged by the day. */
function markOf({ revision, timeZones }: RosterFacts, week: IsoWeek, nowMs: number): string {
  const today = localDateAt(nowMs, timeZones);
  const day = week < isoWeekOf(today) ? 'finished' : today;
  return `${ROSTER_WEEK_VERSION} ${RULE_VERSION} ${revision} ${week} ${day}`;
}
