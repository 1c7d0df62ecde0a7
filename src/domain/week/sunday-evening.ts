import type { DatedTimeZone } from '../athlete.ts';
import { instantOfLocalTime } from '../calendar/local-time.ts';
import { datesOf, weekBoundsMs } from '../calendar/week.ts';
import type { IsoWeek } from '../units.ts';

/** The hour of the athlete's clock from which a week is summed up. */
const EVENING_HOUR = 18;

/** Sunday from 18:00 to midnight where the athlete is, half-open (D6): before it is too early, after it the week is over. */
export function sundayEvening(
  week: IsoWeek,
  timeZones: readonly DatedTimeZone[],
): { readonly fromMs: number; readonly toMs: number } {
  const sunday = datesOf(week)[6]!;
  const fromMs = instantOfLocalTime(Date.parse(`${sunday}T${EVENING_HOUR}:00:00Z`), timeZones);
  return { fromMs, toMs: weekBoundsMs(week, timeZones).toMs };
}
