/** ISO weeks of an athlete: Monday 00:00 local to Monday 00:00 local (T1). */
import type { DatedTimeZone } from '../athlete.ts';
import { BoundedMap } from '../bounded-map.ts';
import { addDays, dayOfWeek, daysBetween, localDateAt, parseLocalDate, startOfDayMs } from './local-time.ts';
import type { IsoWeek, LocalDate } from '../units.ts';

/** Dates kept with their week: about fifty years. */
const CACHED_DATES = 20_000;
const weeksOfDates = new BoundedMap<LocalDate, IsoWeek>(CACHED_DATES);

/** `YYYY-Www` of a week that exists (53 only in long years), in the years 1900…2999, else null (T1). */
export function parseIsoWeek(text: string): IsoWeek | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(text);
  if (match === null) return null;
  const fourthOfJanuary = parseLocalDate(`${match[1]!}-01-04`);
  if (fourthOfJanuary === null) return null;
  const thursday = addDays(fourthOfJanuary, 4 - dayOfWeek(fourthOfJanuary) + 7 * (Number(match[2]) - 1));
  return weekOfThursday(thursday) === text ? weekOfThursday(thursday) : null;
}

/** The week of a date; its year is the year of its Thursday (T1: 2027-01-01 is in 2026-W53). */
export function isoWeekOf(date: LocalDate): IsoWeek {
  let week = weeksOfDates.get(date);
  if (week === undefined) {
    week = weekOfThursday(addDays(date, 4 - dayOfWeek(date)));
    weeksOfDates.set(date, week);
  }
  return week;
}

/** The week that an instant falls in by the athlete's dated zones (T1, T2). */
export function isoWeekAt(ms: number, timeZones: readonly DatedTimeZone[]): IsoWeek {
  return isoWeekOf(localDateAt(ms, timeZones));
}

export function mondayOf(week: IsoWeek): LocalDate {
  // A week key names a valid year, so its 4 January is a date; that day is always in week 1.
  const fourthOfJanuary = `${week.slice(0, 4)}-01-04` as LocalDate;
  return addDays(fourthOfJanuary, 1 - dayOfWeek(fourthOfJanuary) + 7 * (Number(week.slice(6)) - 1));
}

/** The seven dates, Monday first: weeks are iterated by date, never by adding 86,400 s (T1). */
export function datesOf(week: IsoWeek): readonly LocalDate[] {
  const monday = mondayOf(week);
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days));
}

export function nextWeek(week: IsoWeek): IsoWeek {
  return isoWeekOf(addDays(mondayOf(week), 7));
}

export function previousWeek(week: IsoWeek): IsoWeek {
  return isoWeekOf(addDays(mondayOf(week), -7));
}

/** All weeks from `from` to `to`, both inclusive; empty when `to` is earlier. */
export function weeksBetween(from: IsoWeek, to: IsoWeek): IsoWeek[] {
  const first = mondayOf(from);
  const count = Math.floor(daysBetween(first, mondayOf(to)) / 7) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => isoWeekOf(addDays(first, 7 * index)));
}

/** Half-open bounds of a week in instants; 167 and 169 h long at DST changes (T1). */
export function weekBoundsMs(
  week: IsoWeek,
  timeZones: readonly DatedTimeZone[],
): { readonly fromMs: number; readonly toMs: number } {
  const monday = mondayOf(week);
  return { fromMs: startOfDayMs(monday, timeZones), toMs: startOfDayMs(addDays(monday, 7), timeZones) };
}

function weekOfThursday(thursday: LocalDate): IsoWeek {
  const year = thursday.slice(0, 4);
  // 1 January is a date of the same year; the key is a week by construction.
  const dayOfYear = daysBetween(`${year}-01-01` as LocalDate, thursday);
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}` as IsoWeek;
}
