import type { DatedTimeZone } from '../../../domain/athlete.ts';
import { startOfDayMs, zoneAt } from '../../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import { timeOfDay } from '../../language/format.ts';

const DAY_MINUTES = 24 * 60;

/** The instant of a wall-clock time `HH:MM` where the athlete lives, also on the days when clocks are changed. */
export function instantOf(date: LocalDate, time: string, zones: readonly DatedTimeZone[]): number {
  const wanted = minutesOf(time);
  const guessMs = startOfDayMs(date, zones) + wanted * MINUTE_MS;
  const shown = minutesOf(timeOfDay(new Date(guessMs).toISOString(), zoneAt(zones, date)));
  // Shown an hour off, perhaps beyond midnight.
  const off = ((wanted - shown + 1.5 * DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
  return guessMs + off * MINUTE_MS;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(/[:.]/);
  return 60 * Number(hours) + Number(minutes);
}
