import { fromArticleNumbers } from './article.ts';
import type { Prescription } from './prescription.ts';
import type { LocalDate } from '../units.ts';

/**
 * What the article prescribes, in force until an athlete has their own prescription. The minimum of five
 * anti-inflammatory days is our reading of "be consistent rather than extreme" (T5); twenty minutes of cardio at 60 %
 * and fifteen of strength are ours too, the article names no length (T6, T7).
 */
export const DEFAULT_PRESCRIPTION: Prescription = {
  id: 'default',
  // Before every date an athlete can have; a literal in the format of LocalDate.
  validFrom: '1900-01-01' as LocalDate,
  author: 'default',
  reason: null,
  ...fromArticleNumbers({
    bands: [
      { id: 'anti_inflammatory', lowPercent: 50, highPercent: 65 },
      { id: 'zone2', lowPercent: 60, highPercent: 70 },
      { id: 'interval_4x4', lowPercent: 85, highPercent: 90 },
    ],
    zone2: { minimum: 3, maximum: 5, minimumMinutes: 30, maximumMinutes: 60 },
    interval4x4: { minimum: 2, maximum: 2 },
    antiInflammatory: { minimumDays: 5, maximumDays: 7, minimumMinutes: 30, maximumMinutes: 45 },
    cardio: { minimum: 2, maximum: 2, minimumMinutes: 20, lowPercent: 60 },
    strength: { minimum: 2, maximum: 3, minimumMinutes: 15 },
  }),
};
