import type { FitMessage } from './fit-message.ts';
import type { HeartRateRow, RecordColumns } from './fit-content.ts';

const TICKS_PER_SECOND = 1024;
/** The strap's clock is a 32-bit count of 1/1024 s: it rolls over after 2^22 s. */
const ROLLOVER_S = 0x400000;
const GAP_STEP_S = 0.25;
const GAP_STEPS = 20;

/** Beats of a strap that was read out later: an instant in FIT seconds with fraction, and its bpm. */
export interface Beats {
  readonly time: number[];
  readonly bpm: number[];
}

/** Reads an `hr` message (132). Event times are full (field 9) or 12 bits each that continue the previous ones (10). */
export function readHeartRateMessage(message: FitMessage, previous: HeartRateRow | undefined): HeartRateRow {
  const bpm = message.numbersAt(6);
  const full = message.numbersAt(9).filter((value) => value !== null);
  const eventTimesS = full.map((ticks) => ticks / TICKS_PER_SECOND);
  const packed = message.bytesAt(10);
  if (eventTimesS.length === 0 && packed !== undefined && previous !== undefined) {
    let ticks = Math.round((previous.eventTimesS.at(-1) ?? 0) * TICKS_PER_SECOND);
    for (const low of twelveBits(packed)) {
      ticks += (((low - ticks) % 4096) + 4096) % 4096;
      eventTimesS.push(ticks / TICKS_PER_SECOND);
    }
  }
  const fraction = message.numberAt(0);
  const at = message.timestamp === null ? null : message.timestamp + (fraction ?? 0) / 32768;
  return { at, eventTimesS, bpm };
}

function twelveBits(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at + 2 < bytes.length; at += 3) {
    values.push(bytes[at]! | ((bytes[at + 1]! & 0x0f) << 8), (bytes[at + 1]! >> 4) | (bytes[at + 2]! << 4));
  }
  return values;
}

/**
 * Puts the beats on the wall clock by the last anchor. A value is carried over a gap for at most 5 s, in steps of a
 * quarter second, so that beats weigh by their time. Messages before the first anchor have no place in time.
 */
export function expandBeats(messages: readonly HeartRateRow[]): Beats {
  const time: number[] = [];
  const bpm: number[] = [];
  let anchorAt: number | null = null;
  let anchorEventS = 0;
  for (const message of messages) {
    if (message.at !== null && message.eventTimesS.length > 0) {
      anchorAt = message.at;
      anchorEventS = message.eventTimesS[0]!;
    }
    if (anchorAt === null) continue;
    const count = Math.min(message.eventTimesS.length, message.bpm.length);
    for (let index = 0; index < count; index++) {
      const value = message.bpm[index];
      if (value === null || value === undefined || value === 0) continue;
      let sinceAnchorS = message.eventTimesS[index]! - anchorEventS;
      if (sinceAnchorS < -ROLLOVER_S / 2) sinceAnchorS += ROLLOVER_S;
      const at = anchorAt + sinceAnchorS;
      if (time.length > 0) carry(time, bpm, at);
      time.push(at);
      bpm.push(value);
    }
  }
  return { time, bpm };
}

function carry(time: number[], bpm: number[], to: number): void {
  const from = time.at(-1)!;
  const value = bpm.at(-1)!;
  for (let step = 1; step <= GAP_STEPS && to - from > GAP_STEP_S * step; step++) {
    time.push(from + GAP_STEP_S * step);
    bpm.push(value);
  }
}

/**
 * Gives each record the mean of the beats since the record before it (the last second for the first record and for
 * records of one second). The strap's own data also corrects a value that the watch had written.
 */
export function mergeBeats(records: RecordColumns, beats: Beats): void {
  const order = orderByTime(records.time);
  const beatOrder = orderByTime(beats.time);
  let from = NaN;
  let next = 0;
  for (const record of order) {
    const to = records.time[record]!;
    if (!(from < to)) {
      from = to - 1;
      while (next > 0 && beats.time[beatOrder[next - 1]!]! > from) next--;
    }
    let sum = 0;
    let count = 0;
    for (; next < beatOrder.length && beats.time[beatOrder[next]!]! <= to; next++) {
      if (beats.time[beatOrder[next]!]! <= from) continue;
      sum += beats.bpm[beatOrder[next]!]!;
      count++;
    }
    if (count > 0) records.bpm[record] = Math.round(sum / count);
    from = to;
  }
}

/** Indexes of the known times in ascending order, the order of the file among equals. */
function orderByTime(time: readonly number[]): number[] {
  const order: number[] = [];
  for (let index = 0; index < time.length; index++) if (!Number.isNaN(time[index])) order.push(index);
  return order.sort((a, b) => time[a]! - time[b]! || a - b);
}
