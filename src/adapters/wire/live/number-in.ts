const NUMBER_TEXT = /^\s*-?\d{1,16}(?:[.,]\d+)?\s*$/;

/** A number as such or as text, which some bridges write, also with a decimal comma; NaN for anything else. */
export function numberIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value.replace(',', '.')) : NaN;
}
