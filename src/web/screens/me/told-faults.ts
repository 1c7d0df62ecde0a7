import { renderNote } from '../../../adapters/wire/messages/render.ts';
import type { PrescriptionFault } from '../../../domain/prescription/validate-article-numbers.ts';
import { locale } from '../../language/language.ts';

/** Of two bounds that are at fault together both are marked, and the later says why. */
const BOUND = /\.(?:low|high|minimum|maximum|least|most)$/;
const LATER_BOUND = /\.(?:high|maximum|most)$/;
const OF_BOTH: readonly string[] = [
  'prescription.reversed',
  'prescription.too_narrow',
  'prescription.too_narrow_reserve',
];

/** Whether the field at this path is to be marked. */
export function marks({ field, note }: PrescriptionFault, path: string): boolean {
  return isOf(field, path) || (OF_BOTH.includes(note.id) && isBoundOf(field, path, BOUND));
}

/** What is said at the field of this path; empty where nothing is. */
export function faultText(faults: readonly PrescriptionFault[], path: string, scale: number): string {
  const told = faults.filter(({ field, note }) =>
    OF_BOTH.includes(note.id) && field !== path ? isBoundOf(field, path, LATER_BOUND) : isOf(field, path),
  );
  return [...new Set(told.map((fault) => textOf(fault, scale)))].join(' ');
}

/** Limits are said in what the field counts in, of which one is `scale`. */
function textOf({ note }: PrescriptionFault, scale: number): string {
  const { lowest, highest } = note.values ?? {};
  if (scale === 1 || typeof lowest !== 'number' || typeof highest !== 'number') {
    return renderNote(note, locale.value);
  }
  const values = { lowest: Math.round(lowest / scale), highest: Math.round(highest / scale) };
  return renderNote({ id: 'prescription.out_of_range', values }, locale.value);
}

function isOf(field: string, path: string): boolean {
  return field === path || field.startsWith(`${path}.`);
}

function isBoundOf(field: string, path: string, bound: RegExp): boolean {
  return bound.test(path) && path.slice(0, path.lastIndexOf('.')) === field;
}
