import type { Locale } from '../../domain/athlete.ts';
import { weekBoundsMs } from '../../domain/calendar/week.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import type { Clock } from '../ports/clock.ts';
import type { PresentWeekBundle } from '../ports/present-week-bundle.ts';
import type { ReportReader, ReportWeek } from '../reports/report-week.ts';
import type { ReadSessions } from '../sessions/read-session.ts';

export interface ReadWeekBundleDeps {
  readonly readAthlete: ReadAthlete;
  readonly readSessions: ReadSessions;
  readonly reportWeek: ReportWeek;
  readonly presentWeekBundle: PresentWeekBundle;
  readonly clock: Clock;
}

export type ReadWeekBundle = (
  input: {
    athleteId: string;
    week: IsoWeek;
    /** Null: the athlete's own language. */
    locale: Locale | null;
    withSessions: boolean;
  } & ReportReader,
) => Promise<object>;

/** One week for clinical systems (D4), in the words of its report. */
export function readWeekBundle(deps: ReadWeekBundleDeps): ReadWeekBundle {
  return async ({ athleteId, week, locale, withSessions, since = null }) => {
    const athlete = await deps.readAthlete({ athleteId });
    const report = await deps.reportWeek({ athleteId, week, since });
    const ids = withSessions ? report.days.flatMap(({ sessions }) => sessions) : [];
    const views = await deps.readSessions({ athleteId, ids });
    const nowMs = deps.clock.nowMs();
    return deps.presentWeekBundle({
      athlete,
      report,
      // One that has gone meanwhile is left out.
      sessions: ids.flatMap((id) => views.get(id) ?? []),
      locale: locale ?? athlete.locale,
      nowMs,
      isFinished: weekBoundsMs(week, athlete.timeZones).toMs <= nowMs,
    });
  };
}
