import { INVALID, NO_VALUE } from '../../../domain/timeline/sample.ts';
import type { RelayBeat, SourceTime } from './relay.ts';

const HIGHEST_CODE = 0x7fff;
/** What sensors and apps say when they have none (Z6): nothing yet, a u8 and a u16 without a value. */
const NO_BPM: readonly number[] = [0, -1, 255, 0xffff];
const NUMBER = /^[+-]?\d{1,6}(?:[.,]\d{1,6})?$/;
/** Later than that there are no dates. */
const LATEST_MS = 8.64e15;
const MOST_RR = 64;
const HIGHEST_RR = 0xffff;

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The code of a bpm that may be text; undefined for what is no number at all. */
function codeOf(value: unknown): number | undefined {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  const bpm = Math.round(number);
  if (NO_BPM.includes(bpm)) return NO_VALUE;
  return bpm > 0 && bpm <= HIGHEST_CODE ? bpm : INVALID;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return NUMBER.test(text) ? Number(text.replace(',', '.')) : undefined;
}

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * An instant as apps write it: seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by their
 * size, or an ISO date and time. Null for anything else.
 */
export function timeOf(value: unknown): SourceTime | null {
  if (typeof value === 'number') return epochTime(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{9,20}$/.test(text)) return epochTime(msOfDigits(text));
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const month = part(2);
  const day = part(3);
  const hour = part(4);
  const minute = part(5);
  const second = part(6);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const fractionMs = Math.trunc(Number(`0.${match[7] ?? '0'}`) * 1_000 + 1e-6);
  const localMs = Date.UTC(part(1), month - 1, day, hour, minute, second) + fractionMs;
  const offset = match[8];
  return offset === undefined
    ? { ms: localMs, hasOffset: false }
    : { ms: localMs - offsetMs(offset), hasOffset: true };
}

/** Whole milliseconds from digits alone: a double holds them, but not the nanoseconds they are cut from. */
function msOfDigits(digits: string): number {
  if (digits.length >= 18) return Number(digits.slice(0, -6));
  if (digits.length >= 15) return Number(digits.slice(0, -3));
  return Number(digits);
}

function epochTime(value: number): SourceTime | null {
  if (!(value > 1e8)) return null;
  const ms = value > 1e17 ? value / 1e6 : value > 1e14 ? value / 1e3 : value > 1e11 ? value : value * 1e3;
  return ms <= LATEST_MS ? { ms: Math.trunc(ms), hasOffset: true } : null;
}

function offsetMs(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(text)!;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** RR intervals in milliseconds, as a list or separated by commas, in 1/1024 s; null where there are none. */
function rrOfMs(value: unknown): readonly number[] | null {
  const given: readonly unknown[] = Array.isArray(value)
    ? (value as unknown[])
    : typeof value === 'string'
      ? value.split(/[,;\s]+/).filter((part) => part !== '')
      : [];
  if (given.length === 0 || given.length > MOST_RR) return null;
  const intervals = given.map((interval) => Math.round(((numberOf(interval) ?? NaN) * 1_024) / 1_000));
  return intervals.every((interval) => interval >= 0 && interval <= HIGHEST_RR) ? intervals : null;
}

/** Null when `bpm` is no number. */
export function beatOf(
  bpm: unknown,
  time?: unknown,
  more: { readonly rrMs?: unknown; readonly contact?: unknown } = {},
): RelayBeat | null {
  const code = codeOf(bpm);
  if (code === undefined) return null;
  const contact = typeof more.contact === 'boolean' ? more.contact : null;
  return {
    code: contact === false ? NO_VALUE : code,
    time: timeOf(time),
    rr: rrOfMs(more.rrMs),
    contact,
  };
}

const LONGEST_NAME = 100;

/** A name that a person can read; null for anything else. */
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const name = value.replaceAll(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME);
  return name === '' ? null : name;
}
