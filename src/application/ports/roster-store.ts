import type { RosterWeek } from '../../domain/roster/roster-week.ts';
import type { Athlete } from '../../domain/athlete.ts';
import type { IsoWeek } from '../../domain/units.ts';

/** What stands of an athlete for a list of several, in one read for all of them. */
export interface RosterFacts {
  readonly athleteId: string;
  readonly name: string;
  readonly timeZones: Athlete['timeZones'];
  /** Another one whenever evidence or settings of the athlete change. */
  readonly revision: string;
  readonly excusedWeeks: readonly IsoWeek[];
  /** The end of the latest session. */
  readonly lastSeenMs: number | null;
}

export interface RememberedRosterWeek {
  readonly athleteId: string;
  readonly week: IsoWeek;
  /** What it was made from: of no use as soon as that is another. */
  readonly mark: string;
  readonly row: RosterWeek;
}

/** For those who may see several athletes: which those are is decided before (grants). */
export interface RosterStore {
  readFacts(athleteIds: readonly string[]): Promise<readonly RosterFacts[]>;
  readWeeks(
    of: readonly { readonly athleteId: string; readonly week: IsoWeek }[],
  ): Promise<readonly RememberedRosterWeek[]>;
  remember(weeks: readonly RememberedRosterWeek[]): Promise<void>;
}
