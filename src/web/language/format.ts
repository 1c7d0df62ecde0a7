import { datesOf, parseIsoWeek } from '../../domain/calendar/week.ts';
import { LANGUAGES } from '../../adapters/wire/messages/languages.ts';
import { locale } from './language.ts';

/** `11:20` under an hour, `1:05:20` from then on. Whole seconds, floored; negative counts as zero. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const tail = `${String(Math.floor(whole / 60) % 60).padStart(whole >= 3600 ? 2 : 1, '0')}:${String(whole % 60).padStart(2, '0')}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${tail}` : tail;
}

/** `47 min`, `2 h 05 min`: for totals where seconds are noise. Floored, so that nobody is told more than was done. */
export function minutes(seconds: number): string {
  if (seconds > 0 && seconds < 60) return `${Math.floor(seconds)} s`;
  const whole = Math.max(0, Math.floor(seconds / 60));
  const hours = Math.floor(whole / 60);
  const { hour } = LANGUAGES[locale.value];
  if (hours === 0) return `${whole} min`;
  return `${hours} ${hour} ${String(whole % 60).padStart(2, '0')} min`;
}

/** `97 %`, written as everywhere on the page, also in English. `share` is 0…1. */
export function percent(share: number): string {
  return `${number(100 * share)}\u00a0%`;
}

export function number(value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: fractionDigits }).format(value);
}

const region = (): string => LANGUAGES[locale.value].region;

/** A civil date is noon UTC in UTC: it must not move with the reader's zone. */
function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** `16 Nov`, `16. nov.` */
export function shortDate(date: string): string {
  return new Intl.DateTimeFormat(region(), { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
    noon(date),
  );
}

/** `16 November 2026`: where the year matters. */
export function fullDate(date: string): string {
  return new Intl.DateTimeFormat(region(), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(noon(date));
}

/** `Monday 16 November` */
export function longDate(date: string): string {
  return new Intl.DateTimeFormat(region(), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(noon(date));
}

/** `16–22 November 2026` */
export function dateRange(from: string, to: string): string {
  return new Intl.DateTimeFormat(region(), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).formatRange(noon(from), noon(to));
}

/** A week by its days, Monday to Sunday: `16–22 November 2026`. */
export function weekDates(week: string): string {
  const known = parseIsoWeek(week);
  if (known === null) return week;
  const dates = datesOf(known);
  return dateRange(dates[0]!, dates[6]!);
}

/** `M`, `T`, …: the letter above a day column; the full name is for screen readers. */
export function weekdayNames(date: string): { letter: string; short: string; full: string } {
  const name = (weekday: 'narrow' | 'short' | 'long'): string =>
    new Intl.DateTimeFormat(region(), { timeZone: 'UTC', weekday }).format(noon(date));
  return { letter: name('narrow').toUpperCase(), short: name('short'), full: name('long') };
}

/** `18:05` at the place where it happened. */
export function timeOfDay(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(region(), {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

/** `21 Nov 2026, 18:05` in the reader's own zone: for logs and devices. */
export function moment(instant: string): string {
  return new Intl.DateTimeFormat(region(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}
