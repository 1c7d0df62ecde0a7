import type { Note } from '../note.ts';
import { note } from '../note-ids.ts';
import type { ArticleNumbers } from './article.ts';

export interface PrescriptionFault {
  /** Dotted path of the field at fault: `bands.zone2.lowPercent`, `targets.0.dose.minimum`. */
  readonly field: string;
  readonly note: Note;
}

const BAND_IDS = ['anti_inflammatory', 'zone2', 'interval_4x4'] as const;
const LOWEST_PERCENT = 30;
const HIGHEST_PERCENT = 100;
const LONGEST_MINUTES = 24 * 60;

/**
 * Every fault of a prescription in the article's numbers; empty when it may be stored. Bands may overlap and leave gaps, as the article's do;
 * edges are whole per cents 30…100 with low < high, each band once; doses are whole, at least one and at most what a
 * week holds, with minima ≤ maxima.
 */
export function validateArticleNumbers(prescription: ArticleNumbers): PrescriptionFault[] {
  const faults: PrescriptionFault[] = [];
  const range = (field: string, value: number, lowest: number, highest: number): void => {
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      faults.push({ field, note: note('prescription.out_of_range', { lowest, highest }) });
    }
  };
  const order = (field: string, low: number, high: number): void => {
    if (low > high) faults.push({ field, note: note('prescription.reversed') });
  };

  for (const id of BAND_IDS) {
    const bands = prescription.bands.filter((band) => band.id === id);
    if (bands.length !== 1) faults.push({ field: `bands.${id}`, note: note('prescription.band_once') });
    for (const band of bands) {
      range(`bands.${id}.lowPercent`, band.lowPercent, LOWEST_PERCENT, HIGHEST_PERCENT);
      range(`bands.${id}.highPercent`, band.highPercent, LOWEST_PERCENT, HIGHEST_PERCENT);
      order(`bands.${id}`, band.lowPercent, band.highPercent);
      if (band.lowPercent === band.highPercent) {
        faults.push({ field: `bands.${id}`, note: note('prescription.too_narrow') });
      }
    }
  }

  const { zone2, interval4x4, antiInflammatory, cardio, strength } = prescription;
  for (const [field, dose] of Object.entries({ zone2, interval4x4, cardio, strength })) {
    range(`${field}.minimum`, dose.minimum, 1, 7);
    range(`${field}.maximum`, dose.maximum, 1, 7);
    order(field, dose.minimum, dose.maximum);
  }
  range('antiInflammatory.minimumDays', antiInflammatory.minimumDays, 1, 7);
  range('antiInflammatory.maximumDays', antiInflammatory.maximumDays, 1, 7);
  order('antiInflammatory', antiInflammatory.minimumDays, antiInflammatory.maximumDays);
  for (const [field, dose] of Object.entries({ zone2, antiInflammatory })) {
    range(`${field}.minimumMinutes`, dose.minimumMinutes, 1, LONGEST_MINUTES);
    range(`${field}.maximumMinutes`, dose.maximumMinutes, 1, LONGEST_MINUTES);
    order(field, dose.minimumMinutes, dose.maximumMinutes);
  }
  range('cardio.minimumMinutes', cardio.minimumMinutes, 1, LONGEST_MINUTES);
  range('cardio.lowPercent', cardio.lowPercent, LOWEST_PERCENT, HIGHEST_PERCENT);
  range('strength.minimumMinutes', strength.minimumMinutes, 1, LONGEST_MINUTES);
  return faults;
}
