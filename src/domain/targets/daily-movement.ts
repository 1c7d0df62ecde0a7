import type { LocalDate } from '../units.ts';
import type { WeekDay } from './target-week.ts';

/** Local dates with any recorded or logged session, or a counted all-day stretch (T14). */
export function movementDates(days: readonly WeekDay[], passiveDates: ReadonlySet<LocalDate>): LocalDate[] {
  return days
    .filter((day) => day.parts.length > 0 || day.started.length > 0 || passiveDates.has(day.date))
    .map((day) => day.date);
}
