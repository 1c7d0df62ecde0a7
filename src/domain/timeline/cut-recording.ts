import type { Recording, RecordingFacts, RecordingKind } from './recording.ts';
import type { Items } from './sample.ts';
import { PAUSE, RESUME } from './sample.ts';
import { sortItems } from './sort-items.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../units.ts';

/**
 * The silence at which a recording falls apart: a live one after 10 min (Z10), others at a jump of the clock (Z3), so
 * that one wrong instant cannot make a session span, and so absorb, the weeks between.
 */
export const LONGEST_SILENCE_MS: Readonly<Record<RecordingKind, number>> = {
  live: 10 * MINUTE_MS,
  file: DAY_MS,
  monitoring: DAY_MS,
};

/** Whether a silence between two items of a recording cuts it. */
export function isCut(kind: RecordingKind, silenceMs: number): boolean {
  return silenceMs > LONGEST_SILENCE_MS[kind];
}

/**
 * A recording as the parts that may form sessions: the recording itself where nothing cuts it. The first part keeps
 * the id; the others get ids that depend only on the recording and on where the part begins. A pause
 * lasts across a cut.
 */
export function cutRecording(recording: Recording): Recording[] {
  const items = sortItems(recording.items);
  const { count, atMs, code } = items;
  const parts: Recording[] = [];
  let first = 0;
  let paused = false;
  let partPaused = false;
  for (let row = 1; row <= count; row++) {
    if (code[row - 1] === PAUSE) paused = true;
    else if (code[row - 1] === RESUME) paused = false;
    if (row < count && !isCut(recording.facts.kind, atMs[row]! - atMs[row - 1]!)) continue;
    if (first === 0 && row === count) return [recording];
    const slice = sliceItems(items, first, row, partPaused);
    parts.push({ facts: partFacts(recording.facts, slice, first === 0), items: slice });
    first = row;
    partPaused = paused;
  }
  return parts.length > 0 ? parts : [recording];
}

/** The id of a later part: a UUID v7 whose instant is the part's own, its other bits the recording's. */
export function partId(recordingId: string, startMs: number): string {
  const instant = Math.round(startMs).toString(16).padStart(12, '0');
  return `${instant.slice(0, 8)}-${instant.slice(8)}-${recordingId.slice(14)}`;
}

function partFacts(facts: RecordingFacts, { count, atMs, code }: Items, isFirst: boolean): RecordingFacts {
  let last = count - 1;
  while (last > 0 && (code[last] === PAUSE || code[last] === RESUME)) last--;
  const endMs = atMs[last]! + SECOND_MS;
  if (isFirst) return { ...facts, endMs };
  const startMs = atMs[0]!;
  return { ...facts, id: partId(facts.id, startMs), startMs, endMs, sets: [] };
}

function sliceItems({ atMs, code, rrKey }: Items, from: number, to: number, paused: boolean): Items {
  const lead = paused ? 1 : 0;
  const count = to - from + lead;
  const slice = { count, atMs: new Float64Array(count), code: new Int16Array(count) };
  slice.atMs.set(atMs.subarray(from, to), lead);
  slice.code.set(code.subarray(from, to), lead);
  if (paused) {
    slice.atMs[0] = atMs[from]!;
    slice.code[0] = PAUSE;
  }
  if (!rrKey) return slice;
  const keys = new Uint32Array(count);
  keys.set(rrKey.subarray(from, to), lead);
  return { ...slice, rrKey: keys };
}
