import type { DatedTimeZone } from '../../../domain/athlete.ts';
import { instantOfLocalTime } from '../../../domain/calendar/local-time.ts';
import { MINUTE_MS } from '../../../domain/units.ts';

const TIME =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[Tt]|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?$/;
const LARGEST_OFFSET_MINUTES = 14 * 60;

export interface ReadInstant {
  readonly atMs: number;
  /** False for a time without a zone, which is read as the athlete's local time. */
  readonly zoned: boolean;
}

/**
 * An instant as applications write it: ISO 8601, also with a blank for `T`, a comma for the point, an offset of hours
 * alone or a lower-case `z`. Null for everything that may mean two things or nothing.
 */
export function readInstant(text: string, timeZones: readonly DatedTimeZone[]): ReadInstant | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zulu, sign, hours, minutes = '0'] =
    match;
  const wholeMs = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second);
  const isReal = new Date(wholeMs).getUTCDate() === +day! && +hour! < 24 && +minute! < 60 && +second <= 60;
  if (!isReal) return null;
  const localMs = wholeMs + Math.round(1_000 * Number(`0.${fraction}0`));
  if (zulu !== undefined) return { atMs: localMs, zoned: true };
  if (sign === undefined) return { atMs: instantOfLocalTime(localMs, timeZones), zoned: false };
  const offsetMinutes = +hours! * 60 + +minutes;
  if (offsetMinutes > LARGEST_OFFSET_MINUTES) return null;
  return { atMs: localMs - (sign === '-' ? -1 : 1) * offsetMinutes * MINUTE_MS, zoned: true };
}
