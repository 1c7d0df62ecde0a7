/**
 * Civil dates in an athlete's dated time zones (T1, T2).
 *
 * The dates of an athlete partition time: every instant has exactly one date and dates never run backwards, also
 * where a clock is set back across midnight, where a zone skips a day, and where the athlete moves between zones.
 * Day starts are cached per zone, because a report asks for thousands of dates and `Intl` takes microseconds each.
 */
import type { DatedTimeZone } from '../athlete.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { LocalDate } from '../units.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../units.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;
/** Days kept per zone: about fifty years. */
const CACHED_DAYS = 20_000;
/** Zones kept; there are some 600 names, and callers pass whatever athletes set. */
const CACHED_ZONES = 100;

interface ZoneCache {
  readonly format: Intl.DateTimeFormat;
  readonly offsetMs: Map<number, number>;
  readonly startMs: Map<number, number>;
}

const zones = new BoundedMap<string, ZoneCache>(CACHED_ZONES);

/** `YYYY-MM-DD` of an existing date in the years 1900…2999, else null. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const day = Date.UTC(year, Number(match[2]) - 1, Number(match[3])) / DAY_MS;
  const date = dateOfDay(day);
  return date === text ? date : null;
}

/** True for an IANA zone name this runtime knows (`Europe/Copenhagen`, `UTC`); bare offsets are not zones. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The zone in force on a local date: the latest `validFrom` ≤ date; before the first, the first (T1). */
export function zoneAt(timeZones: readonly DatedTimeZone[], date: LocalDate): string {
  let zone = timeZones[0];
  for (const dated of timeZones) if (dated.validFrom <= date) zone = dated;
  if (zone === undefined) throw new RangeError('an athlete has at least one time zone');
  return zone.timeZone;
}

/** The local date of an instant: the latest date that has started by then (T2). */
export function localDateAt(ms: number, timeZones: readonly DatedTimeZone[]): LocalDate {
  let day = Math.floor(ms / DAY_MS) + 2;
  while (dayStart(day, timeZones) > ms) day -= 1;
  return dateOfDay(day);
}

/** How far the athlete's clock is ahead of UTC at an instant, in minutes. */
export function utcOffsetMinutesAt(ms: number, timeZones: readonly DatedTimeZone[]): number {
  const zone = zoneAt(timeZones, localDateAt(ms, timeZones));
  return Math.round(offsetAt(ms, zoneCache(zone)) / MINUTE_MS);
}

/**
 * The instant that a clock of the athlete's shows as `localMs`, read as if it were UTC. Of two such instants, where the
 * clock is set back, the earlier one; where it is set forward and shows none, the instant as the former offset has it.
 */
export function instantOfLocalTime(localMs: number, timeZones: readonly DatedTimeZone[]): number {
  const beforeMs = utcOffsetMinutesAt(localMs - 14 * HOUR_MS, timeZones) * MINUTE_MS;
  const afterMs = utcOffsetMinutesAt(localMs + 14 * HOUR_MS, timeZones) * MINUTE_MS;
  const earlier = localMs - beforeMs;
  if (beforeMs === afterMs || utcOffsetMinutesAt(earlier, timeZones) * MINUTE_MS === beforeMs) return earlier;
  const later = localMs - afterMs;
  return utcOffsetMinutesAt(later, timeZones) * MINUTE_MS === afterMs ? later : earlier;
}

/** First instant of a local date; a date that a zone or a move skips has the start of the next one (T1). */
export function startOfDayMs(date: LocalDate, timeZones: readonly DatedTimeZone[]): number {
  const day = dayOf(date);
  // An eastward move can let tomorrow begin before today: then today is empty.
  return Math.min(dayStart(day, timeZones), dayStart(day + 1, timeZones));
}

/** The date `days` later; negative goes back. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayOf(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayOf(to) - dayOf(from);
}

/** ISO day of the week: 1 Monday … 7 Sunday. */
export function dayOfWeek(date: LocalDate): number {
  const shifted = (dayOf(date) + 3) % 7;
  return (shifted < 0 ? shifted + 7 : shifted) + 1;
}

/** Whole years from a birth date to a date (M2: the age on `validFrom`); never negative. */
export function ageOn(birthDate: LocalDate, date: LocalDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const hadBirthday = date.slice(5) >= birthDate.slice(5);
  return Math.max(0, hadBirthday ? years : years - 1);
}

const parsedDates = new BoundedMap<LocalDate, number>(CACHED_DAYS);

function dayOf(date: LocalDate): number {
  let day = parsedDates.get(date);
  if (day === undefined) {
    day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / DAY_MS;
    parsedDates.set(date, day);
  }
  return day;
}

const formattedDates = new BoundedMap<number, LocalDate>(CACHED_DAYS);

function dateOfDay(day: number): LocalDate {
  let date = formattedDates.get(day);
  if (date === undefined) {
    // The one place where the brand is given: the text is a formatted date by construction.
    date = new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;
    formattedDates.set(day, date);
  }
  return date;
}

function dayStart(day: number, timeZones: readonly DatedTimeZone[]): number {
  const zone = timeZones.length === 1 ? timeZones[0]!.timeZone : zoneAt(timeZones, dateOfDay(day));
  const cache = zoneCache(zone);
  let start = cache.startMs.get(day);
  if (start === undefined) {
    start = firstInstantOf(day, cache);
    cache.startMs.set(day, start);
  }
  return start;
}

/** First instant whose local date in the zone is `day` or later; exact at DST changes on or around midnight. */
function firstInstantOf(day: number, zone: ZoneCache): number {
  const before = dailyOffset(day - 1, zone);
  const after = dailyOffset(day + 1, zone);
  const midnight = day * DAY_MS;
  if (before === after) return midnight - before;
  const changeMs = changeOfOffset((day - 1) * DAY_MS, (day + 1) * DAY_MS, before, zone);
  if (midnight - before < changeMs) return midnight - before;
  return Math.max(changeMs, midnight - after);
}

function changeOfOffset(fromMs: number, toMs: number, before: number, zone: ZoneCache): number {
  let low = fromMs;
  let high = toMs;
  while (high - low > SECOND_MS) {
    const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

function dailyOffset(day: number, zone: ZoneCache): number {
  let offset = zone.offsetMs.get(day);
  if (offset === undefined) {
    offset = offsetAt(day * DAY_MS, zone);
    zone.offsetMs.set(day, offset);
  }
  return offset;
}

function offsetAt(ms: number, zone: ZoneCache): number {
  let year = 0;
  let month = 0;
  let day = 0;
  let time = 0;
  for (const part of zone.format.formatToParts(ms)) {
    if (part.type === 'year') year = Number(part.value);
    else if (part.type === 'month') month = Number(part.value);
    else if (part.type === 'day') day = Number(part.value);
    else if (part.type === 'hour') time += Number(part.value) * HOUR_MS;
    else if (part.type === 'minute') time += Number(part.value) * MINUTE_MS;
    else if (part.type === 'second') time += Number(part.value) * SECOND_MS;
  }
  return Date.UTC(year, month - 1, day) + time - ms;
}

function zoneCache(timeZone: string): ZoneCache {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zone = { format, offsetMs: new BoundedMap(CACHED_DAYS), startMs: new BoundedMap(CACHED_DAYS) };
    zones.set(timeZone, zone);
  }
  return zone;
}
