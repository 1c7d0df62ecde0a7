import { describe, expect, test } from 'vitest';
import type { FourByFourResult } from '../../../src/domain/four-by-four/four-by-four.ts';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { edgesFor } from '../../../src/domain/four-by-four/edges-for.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { heldTimeline, script } from './item-builder.ts';

const EDGES = edgesFor(DEFAULT_PRESCRIPTION, ofMax(190))!;

const WARM_UP = '130*600';
const COOL_DOWN = '110*300';
const REST = '125*180';

/** The vectors are steps that no heart makes: they feed the attributed timeline, past the cleaning of Z7. */
function recognise(...parts: string[]): FourByFourResult {
  return recogniseFourByFour(heldTimeline(script(parts.join(' '))), EDGES);
}

/** Warm-up, the works with a rest between, cool-down. */
function intervals(works: readonly string[], rest = REST): FourByFourResult {
  return recognise(WARM_UP, works.join(` ${rest} `), COOL_DOWN);
}

const times = (count: number, work: string): string[] => Array.from({ length: count }, () => work);
const kinds = ({ bouts }: FourByFourResult): string => bouts.map(({ kind }) => kind).join(' ');

test('I: W, F and the first bpm above the band at M=190', () => {
  expect(EDGES).toEqual({ workBpm: 162, floorBpm: 152, aboveBpm: 172 });
});

describe('I1, I2, I3, I4, I5: the vectors of the rules', () => {
  const vectors: [name: string, works: string[], rest: string, credited: number, kinds: string][] = [
    ['4×240@168', times(4, '168*240'), REST, 4, 'credited credited credited credited'],
    ['3×240@168', times(3, '168*240'), REST, 3, 'credited credited credited'],
    ['5×240@168', times(5, '168*240'), REST, 5, 'credited credited credited credited credited'],
    ['60@150 + 180@165', times(4, '150*60 165*180'), REST, 4, 'credited credited credited credited'],
    ['61@150 + 179@165', times(4, '150*61 165*179'), REST, 0, 'short short short short'],
    ['4×330@168', times(4, '168*330'), REST, 4, 'credited credited credited credited'],
    ['4×331@168', times(4, '168*331'), REST, 0, 'long long long long'],
    ['recovery 60', times(4, '168*240'), '125*60', 4, 'credited credited credited credited'],
    ['recovery 59', times(4, '168*240'), '125*59', 1, 'credited credited credited credited'],
    ['recovery 30', times(4, '168*240'), '125*30', 0, 'long'],
    ['recovery 360', times(4, '168*240'), '125*360', 4, 'credited credited credited credited'],
    ['recovery 361', times(4, '168*240'), '125*361', 1, 'credited credited credited credited'],
    ['recovery 180@152', times(4, '168*240'), '152*180', 0, 'long'],
    ['recovery 180@151', times(4, '168*240'), '151*180', 4, 'credited credited credited credited'],
    ['dips of 30 s', times(4, '168*100 151*30 168*110'), REST, 4, 'credited credited credited credited'],
    [
      'a dip of 31 s in the second',
      ['168*240', '168*100 151*31 168*109', '168*240', '168*240'],
      REST,
      2,
      'credited short short credited credited',
    ],
    ['4×240@161', times(4, '161*240'), REST, 0, 'easy easy easy easy'],
    ['4×240@162', times(4, '162*240'), REST, 4, 'credited credited credited credited'],
    ['150@155 + 90@163', times(4, '155*150 163*90'), REST, 4, 'credited credited credited credited'],
    ['151@155 + 89@163', times(4, '155*151 163*89'), REST, 0, 'easy easy easy easy'],
    [
      'the second only 120 s',
      ['168*240', '168*120', '168*240', '168*240', '168*240'],
      REST,
      4,
      'credited short credited credited credited',
    ],
  ];
  test.each(vectors)('I1–I5: %s', (_, works, rest, credited, expectedKinds) => {
    const result = intervals(works, rest);
    expect(kinds(result)).toBe(expectedKinds);
    expect(result.credited).toBe(credited);
  });

  test('I2: time above 90 % is reported apart and counts as effort: 4×240@185', () => {
    const result = intervals(times(4, '185*240'));
    expect(result.credited).toBe(4);
    expect(result.aboveMs).toBe(960_000);
    expect(result.bouts.map(({ effortMs }) => effortMs)).toEqual([240_000, 240_000, 240_000, 240_000]);
  });

  test('I1: a silence of 70 s from last sample to next stays inside; 71 s cuts into two short bouts', () => {
    // The last of 80 samples stands at second 79, so a silence of 70 s lets the next one come 69 s after its second.
    const inside = intervals(['168*240', '168*80 ~69 168*90', '168*240', '168*240']);
    expect(inside.credited).toBe(4);
    expect(inside.bouts.map(({ touchedByUnknown }) => touchedByUnknown)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const cut = intervals(['168*240', '168*80 ~70 168*90', '168*240', '168*240']);
    expect(kinds(cut)).toBe('credited short short credited credited');
    expect(cut.credited).toBe(3);
    expect(cut.bouts.map(({ touchedByUnknown }) => touchedByUnknown)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('I5: two runs are not added: 2, then 1200@120, then 2', () => {
    const two = times(2, '168*240').join(` ${REST} `);
    expect(recognise(WARM_UP, two, '120*1200', two, COOL_DOWN).credited).toBe(2);
  });

  test('I1: a recording that ends 179 s into the fourth gives 3; 180 s gives 4', () => {
    const three = times(3, '168*240').join(` ${REST} `);
    expect(recognise(WARM_UP, three, REST, '168*179').credited).toBe(3);
    expect(recognise(WARM_UP, three, REST, '168*180').credited).toBe(4);
  });

  test('I3: 1800@165 is one long bout', () => {
    const result = recognise(WARM_UP, '165*1800', COOL_DOWN);
    expect(result.credited).toBe(0);
    expect(kinds(result)).toBe('long');
  });
});
