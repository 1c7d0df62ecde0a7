import type { DatedTimeZone } from '../../../domain/athlete.ts';
import { instantOfLocalTime } from '../../../domain/calendar/local-time.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import { plainDigits } from './plain-digits.ts';

/** Nearly every time of nearly every file; the groups are those of `CLOCK`. */
const USUAL = /^(\d{4})(-)(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?Z$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})[T ](\d{2})(\d{2})(\d{2})/i;
const CLOCK = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?/i;
const HALF_OF_DAY = /^\s*([ap])\.?m\.?/i;
const ZONE = /^\s*(?:(Z|UTC|GMT)|(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?)?(?:\[[\w/+-]+\])?$/i;
const LARGEST_OFFSET_MINUTES = 14 * 60;

export interface ReadInstant {
  readonly atMs: number;
  /** False for a time without a zone, which is read as the athlete's local time. */
  readonly zoned: boolean;
}

/**
 * An instant as applications write it: ISO 8601, also with a blank for `T`, a comma for the point, an offset of hours
 * alone or a lower-case `z`; without separators, with single digits, halves of a day or the name of UTC; in the digits of
 * the phone's language. The year comes first. Null for everything that may mean two things or nothing.
 */
export function readInstant(text: string, timeZones: readonly DatedTimeZone[]): ReadInstant | null {
  const usual = USUAL.exec(text);
  if (usual !== null) {
    const atMs = localMsOf(usual, undefined);
    return atMs === null ? null : { atMs, zoned: true };
  }
  const plain = plainDigits(text.trim()).replace('\u2212', '-').replace(COMPACT, '$1-$2-$3T$4:$5:$6');
  const clock = CLOCK.exec(plain);
  if (clock === null) return null;
  const afterClock = plain.slice(clock[0].length);
  const half = HALF_OF_DAY.exec(afterClock);
  const zone = ZONE.exec(afterClock.slice(half?.[0].length ?? 0));
  const localMs = localMsOf(clock, half?.[1]);
  if (localMs === null || zone === null) return null;
  const [, zulu, sign, hours, minutes = '0'] = zone;
  if (zulu !== undefined) return { atMs: localMs, zoned: true };
  if (sign === undefined) return { atMs: instantOfLocalTime(localMs, timeZones), zoned: false };
  const offsetMinutes = +hours! * 60 + +minutes;
  if (offsetMinutes > LARGEST_OFFSET_MINUTES) return null;
  return { atMs: localMs - (sign === '-' ? -1 : 1) * offsetMinutes * MINUTE_MS, zoned: true };
}

/** What the clock showed, as if it were UTC; null where no clock shows that. */
function localMsOf(clock: RegExpExecArray, half: string | undefined): number | null {
  const [, year, , month, day, hourShown, minute, second = '0', fraction = ''] = clock;
  const hour = half === undefined ? +hourShown! : hourOfHalf(+hourShown!, half);
  const wholeMs = Date.UTC(+year!, +month! - 1, +day!, hour, +minute!, +second);
  const isReal =
    new Date(wholeMs).getUTCDate() === +day! &&
    +month! >= 1 &&
    +month! <= 12 &&
    hour < 24 &&
    +minute! < 60 &&
    +second <= 60;
  return isReal ? wholeMs + Math.round(1_000 * Number(`0.${fraction}0`)) : null;
}

/** 12 AM is midnight, 12 PM noon. NaN for an hour that no half of a day has. */
function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
