import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownMsOf, msPerBpmOf } from '../../../src/domain/session/running-ms.ts';
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import { bandMs, bandRange, isInBand } from '../../../src/domain/bands/band.ts';
import { cellsFor, cellTimes } from '../../../src/domain/bands/cell.ts';
import { dayHistograms } from '../../../src/domain/session/histogram.ts';
import { hundredfoldBpm, ofMax } from '../../../src/domain/bands/heart-basis.ts';
import type { Band } from '../../../src/domain/prescription/prescription.ts';
import { percentBand } from '../../support/article.ts';
import { roundToSeconds } from '../../../src/domain/bands/round-to-seconds.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { itemSteps, rowsOfSteps } from './arbitrary-items.ts';
import { recordingOf, script, START_MS } from './item-builder.ts';

const ZONE2 = percentBand('zone2', 60, 70);
const INTERVAL = percentBand('interval_4x4', 85, 90);
const LIGHT = percentBand('anti_inflammatory', 50, 65);
const BANDS = [ZONE2, INTERVAL, LIGHT];
const COPENHAGEN = [{ validFrom: '2020-01-01' as LocalDate, timeZone: 'Europe/Copenhagen' }];
const ALL_MAX_HEART_RATES = Array.from({ length: 131 }, (_, i) => 100 + i);

const edges = fc
  .tuple(fc.integer({ min: 30, max: 99 }), fc.integer({ min: 1, max: 40 }))
  .map(([lowPercent, width]) => ({ lowPercent, highPercent: Math.min(100, lowPercent + width) }));
const anyBands = fc
  .tuple(edges, edges, edges)
  .map((three): Band[] =>
    BANDS.map(({ id }, i) => percentBand(id, three[i]!.lowPercent, three[i]!.highPercent)),
  );

describe('Z1, Z2: bands', () => {
  test('Z1: exactly 60 % and exactly 70 % both count, also where floats fail', () => {
    for (const max of [170, 180, 190]) {
      expect(isInBand((60 * max) / 100, ZONE2, ofMax(max))).toBe(true);
      expect(isInBand((70 * max) / 100, ZONE2, ofMax(max))).toBe(true);
      expect(isInBand((70 * max) / 100 + 1, ZONE2, ofMax(max))).toBe(false);
      expect(isInBand((60 * max) / 100 - 1, ZONE2, ofMax(max))).toBe(false);
    }
  });

  test('Z2: M=180', () => {
    expect(bandRange(ZONE2, ofMax(180))).toEqual({ lowBpm: 108, highBpm: 126 });
    expect(bandRange(LIGHT, ofMax(180))).toEqual({ lowBpm: 90, highBpm: 117 });
    expect(bandRange(INTERVAL, ofMax(180))).toEqual({ lowBpm: 153, highBpm: 162 });
  });

  test('Z2: the shown range is the same set as the band, for every max heart rate', () => {
    fc.assert(
      fc.property(anyBands, (bands) => {
        for (const max of ALL_MAX_HEART_RATES) {
          for (const band of bands) {
            const { lowBpm, highBpm } = bandRange(band, ofMax(max))!;
            for (let bpm = 30; bpm <= 230; bpm++) {
              if ((lowBpm <= bpm && bpm <= highBpm) !== isInBand(bpm, band, ofMax(max))) {
                expect.fail(`${bpm} of ${max} in ${JSON.stringify(band)}`);
              }
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('Z3: cells', () => {
  test('Z3: the article has seven named cells under every max heart rate, covering every believable bpm', () => {
    for (const max of ALL_MAX_HEART_RATES) {
      const cells = cellsFor(BANDS, ofMax(max));
      expect(cells.map(({ id }) => id)).toEqual([
        ...['lt50', '50to60', '60to65', '65to70', '70to85', '85to90', 'gt90'],
      ]);
      expect(cells[0]!.lowBpm).toBe(30);
      expect(cells.at(-1)!.highBpm).toBe(230);
    }
  });

  test('Z3: M=180, by hand', () => {
    expect(cellsFor(BANDS, ofMax(180)).map(({ lowBpm, highBpm }) => [lowBpm, highBpm])).toEqual([
      [30, 89],
      [90, 107],
      [108, 117],
      [118, 126],
      [127, 152],
      [153, 162],
      [163, 230],
    ]);
  });

  test('Z3: cells of a custom prescription are maximal runs of one membership and one side of every edge', () => {
    fc.assert(
      fc.property(anyBands, fc.integer({ min: 100, max: 230 }), (bands, max) => {
        const signature = (bpm: number): string =>
          bands
            .map(({ low, high }) => [
              100 * bpm < hundredfoldBpm(low, ofMax(max))!,
              100 * bpm > hundredfoldBpm(high!, ofMax(max))!,
            ])
            .join();
        const cells = cellsFor(bands, ofMax(max));
        let nextBpm = 30;
        for (const { lowBpm, highBpm } of cells) {
          expect(lowBpm).toBe(nextBpm);
          for (let bpm = lowBpm; bpm <= highBpm; bpm++) expect(signature(bpm)).toBe(signature(lowBpm));
          if (highBpm < 230) expect(signature(highBpm + 1)).not.toBe(signature(highBpm));
          nextBpm = highBpm + 1;
        }
        expect(nextBpm).toBe(231);
      }),
      { numRuns: 50 },
    );
  });

  test('Z3: a custom prescription names its cells by bpm', () => {
    const bands = [percentBand('zone2', 55, 70), INTERVAL, LIGHT];
    expect(cellsFor(bands, ofMax(200)).map(({ id }) => id)).toEqual([
      ...['30-99', '100-109', '110-130', '131-140', '141-169', '170-180', '181-230'],
    ]);
  });

  test('Z3: cells and unknown sum to the floored active seconds, and a band is a sum of its cells', () => {
    fc.assert(
      fc.property(itemSteps(), anyBands, fc.integer({ min: 100, max: 230 }), (steps, bands, max) => {
        const { timeline } = attribute(recordingOf(rowsOfSteps(steps, START_MS), { kind: 'file' }));
        for (const { msUpTo, unknownMs } of dayHistograms(timeline, COPENHAGEN)) {
          const activeMs = knownMsOf(msUpTo) + unknownMs;
          const cells = cellTimes(msUpTo, unknownMs, { bands }, ofMax(max));
          expect(cells.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(Math.floor(activeMs / 1_000));
          for (const band of bands) {
            let members = 0;
            for (let bpm = 30; bpm <= 230; bpm++)
              if (isInBand(bpm, band, ofMax(max))) members += msPerBpmOf(msUpTo)[bpm]!;
            expect(bandMs(msUpTo, band, ofMax(max))).toBe(members);
          }
        }
      }),
    );
  });

  test('Z3: a varied trace by hand at M=180: pause, gap, drop-out, both sides of the shared edges', () => {
    // 10 s below 50 %, 20 s at exactly 60 %, 15 s at 65 %, 5 s at 66 %, 30 s paused, 12 s at 70 %, 4 s without value.
    const rows = script('89*10 108*20 117*15 118*5 P ~30 R 126*12 -*4 127*3 ~12 128*2');
    const [day] = dayHistograms(attribute(recordingOf(rows)).timeline, COPENHAGEN);
    const seconds = Object.fromEntries(
      cellTimes(day!.msUpTo, day!.unknownMs, { bands: BANDS }, ofMax(180)).map((cell) => [
        cell.id,
        cell.seconds,
      ]),
    );
    // The last 127 stands 10 s in the gap of 13 s: 2 + 10 known, 3 unknown.
    expect(seconds).toEqual({
      lt50: 10,
      '50to60': 0,
      '60to65': 35,
      '65to70': 17,
      '70to85': 14,
      '85to90': 0,
      gt90: 0,
      unknown: 7,
    });
    expect(bandMs(day!.msUpTo, ZONE2, ofMax(180))).toBe(52_000);
    expect(bandMs(day!.msUpTo, LIGHT, ofMax(180))).toBe(35_000);
  });
});

describe('rounding', () => {
  test('seconds are given to the largest remainders, the earliest first', () => {
    expect(roundToSeconds([1_400, 2_400, 3_700, 500])).toEqual([1, 2, 4, 1]);
    expect(roundToSeconds([500, 500])).toEqual([1, 0]);
    expect(roundToSeconds([999])).toEqual([0]);
    expect(roundToSeconds([])).toEqual([]);
  });
});

describe('T2: seconds go to the local date of the sample', () => {
  test('T2: a run across midnight is split there, in Copenhagen and in New York', () => {
    const startMs = Date.UTC(2026, 10, 18, 22, 59, 58);
    const { timeline } = attribute(recordingOf(script('120*5', startMs)));
    const split = dayHistograms(timeline, COPENHAGEN);
    expect(split.map(({ date, msUpTo }) => [date, msPerBpmOf(msUpTo)[120]])).toEqual([
      ['2026-11-18', 2_000],
      ['2026-11-19', 3_000],
    ]);
    const newYork = [{ ...COPENHAGEN[0]!, timeZone: 'America/New_York' }];
    expect(dayHistograms(timeline, newYork).map(({ date }) => date)).toEqual(['2026-11-18']);
  });

  test('T2: the night the clock goes back has 25 hours, all on their own date', () => {
    const startMs = Date.UTC(2026, 9, 24, 21, 59, 59);
    const rows = Array.from({ length: 26 * 60 }, (_, i) => ({ atMs: startMs + i * 60_000, code: 60 }));
    const { timeline } = attribute(recordingOf(rows, { kind: 'monitoring' }));
    expect(
      dayHistograms(timeline, COPENHAGEN).map(({ date, msUpTo }) => [date, msPerBpmOf(msUpTo)[60]]),
    ).toEqual([
      ['2026-10-24', 1_000],
      ['2026-10-25', 25 * 3_600_000],
      ['2026-10-26', 26 * 60 * 60_000 - 60_000 + 1_000 - 25 * 3_600_000 - 1_000],
    ]);
  });
});
