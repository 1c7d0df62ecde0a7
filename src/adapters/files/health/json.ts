import type { DatedTimeZone } from '../../../domain/athlete.ts';
import { takeBpm } from '../xml/heart-rate.ts';
import { readInstant } from '../xml/instant.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Parsed JSON; null where the bytes are none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

export function objectOf(value: unknown): Json {
  // Any object has text keys of unknown values.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A heart rate as a number or text; 0 when it is none. */
export function heartRateOf(value: unknown): number {
  if (typeof value !== 'number' && typeof value !== 'string') return 0;
  return takeBpm(0, String(value));
}

/** An instant as text or milliseconds; NaN when it is none. */
export function instantMsOf(value: unknown, timeZones: readonly DatedTimeZone[]): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? (readInstant(value, timeZones)?.atMs ?? NaN) : NaN;
}
