import { HIGHEST_BPM, LOWEST_BPM } from '../../../domain/units.ts';
import { plainDigits } from './plain-digits.ts';

/** Names that heart rate goes by in a track point, without case and punctuation. */
const NAMES: ReadonlySet<string> = new Set([
  'hr',
  'heartrate',
  'bpm',
  'heartratebpm',
  'hrbpm',
  'hrvalue',
  'heartratevalue',
  'heartbeat',
  'pulse',
]);
/** Nearly every value of nearly every file. */
const USUAL = /^\d{2,3}$/;
const VALUE = /^0*(\d{1,3}(?:[.,]\d*)?)(?:\s*(?:bpm|\/\s*min))?$/i;
/** Also one that is no heart rate: -1 and 65535 are what applications write for none (Z6). */
const NUMBER = /^[-+]?\d+(?:[.,]\d*)?$/;
const NO_VALUE = 255;

/** Whether a value of this name is a heart rate: by its own name, or by that of the element around a `value`. */
export function isHeartRate(name: string, parent = ''): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return NAMES.has(plain) || (plain === 'value' && parent !== '' && isHeartRate(parent));
}

/** Whether a text means to be a heart rate, and is none that can be read: a number among other words. */
export function isUnreadableBpm(text: string): boolean {
  if (USUAL.test(text)) return false;
  const plain = plainDigits(text.trim());
  return /\d/.test(plain) && !VALUE.test(plain) && !NUMBER.test(plain);
}

/** A heart rate written as text; 0 when it is none. */
function bpmOf(text: string): number {
  const value = USUAL.test(text) ? text : (VALUE.exec(plainDigits(text.trim()))?.[1] ?? '0');
  const bpm = Math.round(Number(value.replace(',', '.')));
  return bpm < NO_VALUE ? bpm : 0;
}

/** Of several values of one point the last believable one counts: a 0 in a second element wipes nothing. */
export function takeBpm(known: number, text: string): number {
  const bpm = bpmOf(text);
  const isBelievable = bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM;
  return isBelievable || known === 0 ? bpm : known;
}
