import { HIGHEST_BPM, LOWEST_BPM } from '../../../domain/units.ts';

/** Names that heart rate goes by in a track point, without case and punctuation. */
const NAMES: ReadonlySet<string> = new Set(['hr', 'heartrate', 'bpm', 'heartratebpm', 'hrbpm']);
const VALUE = /^(\d{1,3})(?:[.,]\d*)?(?:\s*bpm)?$/i;
const NO_VALUE = 255;

/** Whether an element of a track point, or the one around its `Value`, holds a heart rate. */
export function isHeartRate(name: string): boolean {
  return NAMES.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

/** A heart rate written as text; 0 when it is none. */
function bpmOf(text: string): number {
  const match = VALUE.exec(text.trim());
  const bpm =
    match === null
      ? 0
      : Math.round(
          Number(
            text
              .trim()
              .replace(',', '.')
              .replace(/\s*bpm$/i, ''),
          ),
        );
  return bpm < NO_VALUE ? bpm : 0;
}

/** Of several values of one point the last believable one counts: a 0 in a second element wipes nothing. */
export function takeBpm(known: number, text: string): number {
  const bpm = bpmOf(text);
  const isBelievable = bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM;
  return isBelievable || known === 0 ? bpm : known;
}
