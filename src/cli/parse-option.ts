/** Option values from the command line: each parser answers the exact type or says what it expected. */
import { InvalidArgumentError } from 'commander';
import { isTimeZone, parseLocalDate } from '../domain/calendar/local-time.ts';
import { parseIsoWeek } from '../domain/calendar/week.ts';
import type { Scope } from '../application/ports/device-token-store.ts';
import type { IsoWeek, LocalDate } from '../domain/units.ts';

const DAY_SECONDS = 86_400;
const SCOPES: readonly Scope[] = ['live', 'upload', 'read', 'manage'];

export function parseDateOption(text: string): LocalDate {
  return parseLocalDate(text) ?? refuse('Expected a date like 2026-11-22.');
}

export function parseWeekOption(text: string): IsoWeek {
  return parseIsoWeek(text) ?? refuse('Expected an ISO week like 2026-W47.');
}

export function parseTimeZoneOption(text: string): string {
  return isTimeZone(text) ? text : refuse('Expected an IANA time zone like Europe/Copenhagen.');
}

export function parseAthleteOption(text: string): string {
  const id = text.toLowerCase();
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
    ? id
    : refuse('Expected an athlete id as `athlete create` printed it.');
}

/** Comma-separated, each at most once. */
export function parseScopesOption(text: string): readonly Scope[] {
  const scopes = text.split(',').map((part) => {
    const scope = SCOPES.find((known) => known === part.trim());
    return scope ?? refuse(`Expected a comma-separated choice of ${SCOPES.join(', ')}.`);
  });
  return [...new Set(scopes)];
}

/** A parser of whole numbers from lowest to highest, both inclusive. */
export function wholeNumberOption(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
    return refuse(`Expected a whole number from ${lowest} to ${highest}.`);
  };
}

/** Whole seconds within a day, below zero too. */
export function parseSecondsOption(text: string): number {
  const seconds = Number(text);
  if (/^-?\d+$/.test(text) && Math.abs(seconds) <= DAY_SECONDS) return seconds;
  return refuse(`Expected whole seconds from -${DAY_SECONDS} to ${DAY_SECONDS}.`);
}

/** A live endpoint, of which a bare `ws://host:port` gets the path of the protocol; or the address of an inlet. */
export function parseLiveUrlOption(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && isInletUrl(url)) return url.href;
  if (url === null || (url.protocol !== 'ws:' && url.protocol !== 'wss:')) {
    return refuse('Expected an address like ws://127.0.0.1:3000.');
  }
  if (url.pathname === '/') url.pathname = '/v1/live';
  return url.href;
}

export function isInletUrl(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.pathname.startsWith('/in/');
}

function refuse(expected: string): never {
  throw new InvalidArgumentError(expected);
}
