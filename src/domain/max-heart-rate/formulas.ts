import { ageOn } from '../calendar/local-time.ts';
import type { LocalDate } from '../units.ts';

export type FormulaId = 'nes' | 'tanaka' | 'fox' | 'gulati';

/** Bounds of a max heart rate that may be stored, both inclusive (M2). */
export const LOWEST_MAX_BPM = 100;
export const HIGHEST_MAX_BPM = 230;

/** How far a formula may well be off for one person; shown with every estimate (M2). */
export const FORMULA_MARGIN_BPM = 11;

/** In hundredths of a bpm, so that rounding is exact: 211 − 0.64 · age is 21100 − 64 · age. */
const FORMULAS: Readonly<Record<FormulaId, { readonly base: number; readonly perYear: number }>> = {
  nes: { base: 21_100, perYear: 64 },
  tanaka: { base: 20_800, perYear: 70 },
  fox: { base: 22_000, perYear: 100 },
  gulati: { base: 20_600, perYear: 88 },
};

export const DEFAULT_FORMULA: FormulaId = 'nes';

/**
 * Estimated max heart rate for the age on `validFrom`, whole bpm (M2); half a beat rounds up. Null when the result is
 * outside 100…230.
 */
export function estimateMaxHeartRate(
  formula: FormulaId,
  birthDate: LocalDate,
  validFrom: LocalDate,
): number | null {
  const { base, perYear } = FORMULAS[formula];
  const bpm = Math.floor((base - perYear * ageOn(birthDate, validFrom) + 50) / 100);
  return isMaxHeartRate(bpm) ? bpm : null;
}

/** True for a value that may be stored: a whole number from 100 to 230 (M2). */
export function isMaxHeartRate(bpm: number): boolean {
  return Number.isInteger(bpm) && bpm >= LOWEST_MAX_BPM && bpm <= HIGHEST_MAX_BPM;
}
