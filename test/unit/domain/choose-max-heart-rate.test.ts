import { describe, expect, it } from 'vitest';
import {
  chooseMaxHeartRate,
  usableMaxHeartRates,
} from '../../../src/domain/max-heart-rate/choose-max-heart-rate.ts';
import { estimateMaxHeartRate, isMaxHeartRate } from '../../../src/domain/max-heart-rate/formulas.ts';
import { suggestFromObserved } from '../../../src/domain/max-heart-rate/suggest-max-heart-rate.ts';
import { dateOf, maxHeartRateOf, sessionOf } from '../../support/week-evidence.ts';

describe('the max heart rate in force', () => {
  const values = [
    maxHeartRateOf(180, { validFrom: dateOf('2026-03-01'), source: 'formula' }),
    maxHeartRateOf(186, { validFrom: dateOf('2026-06-01'), source: 'entered' }),
    maxHeartRateOf(190, { validFrom: dateOf('2026-06-01'), source: 'measured' }),
    maxHeartRateOf(192, { validFrom: dateOf('2026-06-01'), source: 'confirmed', createdAtMs: 99 }),
  ];

  it('M1: the latest validFrom up to the date wins; on that date itself it is in force', () => {
    expect(chooseMaxHeartRate(values, dateOf('2026-05-31'))).toMatchObject({
      value: { bpm: 180 },
      beforeFirst: false,
    });
    expect(chooseMaxHeartRate(values, dateOf('2026-06-01'))?.value.bpm).toBe(190);
  });

  it('M1: of one date measured > entered > confirmed > formula, whatever the order and the age', () => {
    expect(chooseMaxHeartRate(values.toReversed(), dateOf('2027-01-01'))?.value.bpm).toBe(190);
    const withoutMeasured = values.filter((value) => value.source !== 'measured');
    expect(chooseMaxHeartRate(withoutMeasured, dateOf('2027-01-01'))?.value.bpm).toBe(186);
  });

  it('M1: of one date and source the latest created wins', () => {
    const twice = [
      maxHeartRateOf(188, { createdAtMs: 2, id: 'b' }),
      maxHeartRateOf(184, { createdAtMs: 1, id: 'a' }),
    ];
    expect(chooseMaxHeartRate(twice, dateOf('2026-01-01'))?.value.bpm).toBe(188);
  });

  it('M1: before the first value the first applies, and says so; without any there is none', () => {
    expect(chooseMaxHeartRate(values, dateOf('2026-01-01'))).toMatchObject({
      value: { bpm: 180 },
      beforeFirst: true,
    });
    expect(chooseMaxHeartRate([], dateOf('2026-01-01'))).toBeNull();
  });

  it('M7: with medication or a pacemaker no formula is used', () => {
    expect(usableMaxHeartRates(values, ['pacemaker']).map((value) => value.bpm)).toEqual([186, 190, 192]);
    expect(usableMaxHeartRates(values, [])).toHaveLength(4);
  });
});

describe('formulas', () => {
  const born = dateOf('1986-07-01');

  it.each([
    ['nes', 185],
    ['tanaka', 180],
    ['fox', 180],
    ['gulati', 171],
  ] as const)('M2: %s at 40 is %i', (formula, bpm) => {
    expect(estimateMaxHeartRate(formula, born, dateOf('2026-07-01'))).toBe(bpm);
  });

  it('M2: the age is that on validFrom: the day before the birthday counts a year less', () => {
    // 211 − 0.64 · 39 = 186.04
    expect(estimateMaxHeartRate('nes', born, dateOf('2026-06-30'))).toBe(186);
  });

  it('M2: half a beat rounds up, without a float in between', () => {
    // Tanaka at 45: 208 − 31.5 = 176.5
    expect(estimateMaxHeartRate('tanaka', dateOf('1981-01-01'), dateOf('2026-01-01'))).toBe(177);
  });

  it('M2: only whole numbers from 100 to 230 may be stored', () => {
    expect([100, 230].every(isMaxHeartRate)).toBe(true);
    expect([99, 231, 180.5, NaN].some(isMaxHeartRate)).toBe(false);
    expect(estimateMaxHeartRate('fox', dateOf('1900-01-01'), dateOf('2026-01-01'))).toBeNull();
  });
});

describe('an observed maximum', () => {
  const seen = (bpm: number | null, simulated = false): ReturnType<typeof sessionOf> =>
    sessionOf({
      start: `2026-01-0${simulated ? 1 : 2}T10:00:00Z`,
      stretches: [[150, 30]],
      sustainedMaxBpm: bpm,
      simulated,
    });

  it('M4: suggests what was sustained above the value in force, never what is below', () => {
    expect(suggestFromObserved([seen(189), seen(186), seen(null)], 185)).toMatchObject([
      { bpm: 189, observedBpm: 189 },
    ]);
    expect(suggestFromObserved([seen(185)], 185)).toEqual([]);
  });

  it('M4: at most ten above in one step, and never above 230', () => {
    expect(suggestFromObserved([seen(210)], 185)).toMatchObject([{ bpm: 195, observedBpm: 210 }]);
    expect(suggestFromObserved([seen(230)], 225)).toMatchObject([{ bpm: 230 }]);
    expect(suggestFromObserved([seen(230)], 230)).toEqual([]);
  });

  it('M4: a simulated heart and an unset maximum suggest nothing', () => {
    expect(suggestFromObserved([seen(199, true)], 185)).toEqual([]);
    expect(suggestFromObserved([seen(199)], null)).toEqual([]);
  });
});
