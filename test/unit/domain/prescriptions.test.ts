import { describe, expect, it } from 'vitest';
import { choosePrescription } from '../../../src/domain/prescription/choose-prescription.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { ArticleNumbers } from '../../../src/domain/prescription/article.ts';
import type { Prescription } from '../../../src/domain/prescription/prescription.ts';
import { validateArticleNumbers } from '../../../src/domain/prescription/validate-article-numbers.ts';
import { validatePrescription } from '../../../src/domain/prescription/validate-prescription.ts';
import { ARTICLE_NUMBERS } from '../../support/article.ts';
import { dateOf, weekOf } from '../../support/week-evidence.ts';

const from = (id: string, validFrom: string): Prescription => ({
  ...DEFAULT_PRESCRIPTION,
  id,
  validFrom: dateOf(validFrom),
});
const fieldsOf = (changes: Partial<ArticleNumbers>): string[] =>
  validateArticleNumbers({ ...ARTICLE_NUMBERS, ...changes }).map((fault) => fault.field);

describe('the prescription in force', () => {
  const list = [from('monday', '2026-11-16'), from('tuesday', '2026-11-24')];

  it('T15: the one that covers the week’s Monday, from that Monday on', () => {
    expect(choosePrescription(list, weekOf('2026-W47')).id).toBe('monday');
    expect(choosePrescription(list, weekOf('2026-W48')).id).toBe('monday');
    expect(choosePrescription(list, weekOf('2026-W49')).id).toBe('tuesday');
  });

  it('T15: before any, the article’s; of one date the later added', () => {
    expect(choosePrescription(list, weekOf('2026-W46'))).toBe(DEFAULT_PRESCRIPTION);
    expect(choosePrescription([...list, from('again', '2026-11-16')], weekOf('2026-W47')).id).toBe('again');
  });

  it('the article’s numbers', () => {
    expect(ARTICLE_NUMBERS.bands.map((band) => [band.id, band.lowPercent, band.highPercent])).toEqual([
      ['anti_inflammatory', 50, 65],
      ['zone2', 60, 70],
      ['interval_4x4', 85, 90],
    ]);
    expect(validatePrescription(DEFAULT_PRESCRIPTION)).toEqual([]);
  });
});

describe('validation', () => {
  const bands = (zone2Low: number, zone2High: number): ArticleNumbers['bands'] => [
    { id: 'anti_inflammatory', lowPercent: 50, highPercent: 65 },
    { id: 'zone2', lowPercent: zone2Low, highPercent: zone2High },
    { id: 'interval_4x4', lowPercent: 85, highPercent: 90 },
  ];

  it('bands may overlap, touch, coincide and leave gaps', () => {
    for (const [low, high] of [
      [50, 65],
      [65, 85],
      [30, 100],
      [70, 71],
    ] as const) {
      expect(fieldsOf({ bands: bands(low, high) })).toEqual([]);
    }
  });

  it('names every field at fault', () => {
    expect(fieldsOf({ bands: bands(29, 101) })).toEqual([
      'bands.zone2.lowPercent',
      'bands.zone2.highPercent',
    ]);
    expect(fieldsOf({ bands: bands(60.5, 70) })).toEqual(['bands.zone2.lowPercent']);
    expect(fieldsOf({ bands: bands(71, 70) })).toEqual(['bands.zone2']);
    expect(fieldsOf({ bands: bands(60, 70).slice(1) })).toEqual(['bands.anti_inflammatory']);
    expect(fieldsOf({ bands: [...bands(60, 70), ...bands(60, 70).slice(0, 1)] })).toEqual([
      'bands.anti_inflammatory',
    ]);
    expect(fieldsOf({ zone2: { minimum: 4, maximum: 3, minimumMinutes: 60, maximumMinutes: 30 } })).toEqual([
      'zone2',
      'zone2',
    ]);
    expect(fieldsOf({ interval4x4: { minimum: 0, maximum: 8 } })).toEqual([
      'interval4x4.minimum',
      'interval4x4.maximum',
    ]);
    expect(fieldsOf({ cardio: { minimum: 2, maximum: 2, minimumMinutes: 0, lowPercent: NaN } })).toEqual([
      'cardio.minimumMinutes',
      'cardio.lowPercent',
    ]);
  });
});
