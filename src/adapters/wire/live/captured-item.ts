import { INVALID, NO_VALUE, PAUSE, RESUME } from '../../../domain/timeline/sample.ts';
import { decodeHeartRateMeasurement } from './heart-rate-measurement.ts';
import type { CapturedEntry } from './live-buffer.ts';
import { numberIn } from './number-in.ts';

/** One item as the wire delivered it, already in the product's terms. */
export interface CapturedItem {
  /** Instant, whole milliseconds since the epoch; NaN when the item does not say when it was (stored, on no timeline). */
  readonly atMs: number;
  /** A bpm as captured, or NO_VALUE, PAUSE, RESUME, INVALID (`domain/sample`). */
  readonly code: number;
  /** In 1/1024 s, oldest first. */
  readonly rr: readonly number[] | null;
  /** Null: the sensor cannot tell. */
  readonly contact: boolean | null;
  /** Of a source that numbers nothing: what tells this item from any other of its stream, below 2⁴⁸; else left out. */
  readonly origin?: number;
}

/** More RR intervals than a packet of any known strap carries; what is beyond is not from a heart. */
const MOST_RR = 64;
const HIGHEST_RR = 0xffff;
const LATEST_INSTANT_MS = 8.64e15;
/** Largest value that a heart-rate field can carry and a sample's code can hold. */
const HIGHEST_CODE = 0x7fff;
const NO_VALUE_U16 = 0xffff;

/**
 * Reads one `[mono, wall, value, rr?, contact?]`. Total: what cannot be a value becomes INVALID under the same number, so
 * that the acknowledgement moves on (L10). A bad `rr` or `contact` alone never costs the heart rate.
 */
export function readItemTuple(tuple: unknown, offsetMs: number): CapturedItem {
  if (!Array.isArray(tuple)) return { atMs: NaN, code: INVALID, rr: null, contact: null };
  // A JSON array; every element is checked below before use. By place: an iterator per item is a cost of every message.
  const said = tuple as readonly unknown[];
  const rr = said[3];
  const atMs = instantOf(said[1], offsetMs);
  const monoMs = numberIn(said[0]);
  const sound = monoMs === monoMs && atMs === atMs;
  const touching = contactOf(said[4]);
  return {
    atMs,
    code: sound ? codeOf(said[2], touching) : INVALID,
    rr: rr === undefined || rr === null ? null : readRr(rr),
    contact: touching,
  };
}

/** Reads one raw 0x2A37 packet; a malformed one is an invalid item under its number (L10). */
export function readPacketItem(bytes: Uint8Array, atMs: number): CapturedItem {
  const measurement = decodeHeartRateMeasurement(bytes);
  if (!measurement.ok || atMs !== atMs) return { atMs, code: INVALID, rr: null, contact: null };
  const { bpm, rr, contact } = measurement;
  const code = bpm === null ? NO_VALUE : bpm > HIGHEST_CODE ? INVALID : bpm;
  return { atMs, code, rr: rr.length === 0 ? null : rr, contact };
}

/** What the server will take an entry for once it arrives there: whoever captured it may go by it before. */
export function readEntryItem(entry: CapturedEntry, offsetMs: number): CapturedItem {
  const { mono, wall, value, rr, contact, packet } = entry;
  return packet === null
    ? readItemTuple([mono, wall, value, rr, contact], offsetMs)
    : readPacketItem(packet, instantOf(wall, offsetMs));
}

/** The stored instant (L5): wall clock plus the offset of the clock segment, in whole milliseconds. */
export function instantOf(wall: unknown, offsetMs: number): number {
  const atMs = Math.round(numberIn(wall) + offsetMs);
  return atMs >= 0 && atMs <= LATEST_INSTANT_MS ? atMs : NaN;
}

/** Z6: contact lost, 0 and null are "no value"; what is no number at all is INVALID; the rest is left to the rules. */
function codeOf(value: unknown, contact: boolean | null): number {
  if (value === null) return NO_VALUE;
  if (value === 'pause') return PAUSE;
  if (value === 'resume') return RESUME;
  const bpm = Math.round(numberIn(value));
  if (bpm !== bpm) return INVALID;
  if (contact === false || bpm === NO_VALUE_U16) return NO_VALUE;
  return bpm >= 0 && bpm <= HIGHEST_CODE ? bpm : INVALID;
}

function readRr(rr: unknown): readonly number[] | null {
  if (!Array.isArray(rr) || rr.length === 0 || rr.length > MOST_RR) return null;
  const intervals: number[] = [];
  for (const each of rr as readonly unknown[]) {
    const interval = numberIn(each);
    if (!Number.isInteger(interval) || interval < 0 || interval > HIGHEST_RR) return null;
    intervals.push(interval);
  }
  return intervals;
}

function contactOf(contact: unknown): boolean | null {
  if (typeof contact === 'boolean') return contact;
  return contact === 'true' ? true : contact === 'false' ? false : null;
}
