import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandRange } from '../../../src/domain/bands/band.ts';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { edgesOfIntervals, type IntervalsTarget } from '../../../src/domain/four-by-four/edges-for.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import {
  fromArticleNumbers,
  isArticleTarget,
  toArticleNumbers,
} from '../../../src/domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { PRESETS } from '../../../src/domain/prescription/presets.ts';
import type { Band, Prescription, Target } from '../../../src/domain/prescription/prescription.ts';
import { validatePrescription } from '../../../src/domain/prescription/validate-prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { shiftOf } from '../../../src/domain/week/robustness.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { workoutOf } from '../../../src/domain/week/workout.ts';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { ARTICLE_NUMBERS } from '../../support/article.ts';
import type { Second } from '../../support/oracle/scenario.ts';
import { timelineOfSeconds } from '../../support/scenario-input.ts';
import { dateOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const words = (text: string) => ({ da: text, en: text });
const band = (id: string, low: Band['low'], high: Band['high']): Band => ({ id, name: words(id), low, high });
const FOURS = {
  reps: 4,
  work: { least: 180, most: 240, effort: 60 },
  recovery: { least: 60, most: 120 },
  floor: { bpm: 120 },
} as const;
const brisk: Target = {
  id: 'brisk',
  name: { da: 'Rask gang', en: 'Brisk walk' },
  band: 'brisk',
  dose: { unit: 'minutes', minimum: 60, maximum: null },
  judged: true,
};
const byReserve: Prescription = {
  ...DEFAULT_PRESCRIPTION,
  id: 'own',
  bands: [band('brisk', { percentOfReserve: 40 }, { percentOfReserve: 59 })],
  targets: [brisk],
};
const faultsOf = (changes: Partial<Prescription>): [string, string][] =>
  validatePrescription({ ...byReserve, ...changes }).map(({ field, note }) => [field, note.id]);

describe('P: the language', () => {
  it('says the article’s form, and takes nothing else for it', () => {
    const numbers = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 30, max: 90 }), (n, m, p) => {
        const own = {
          ...ARTICLE_NUMBERS,
          zone2: { minimum: n, maximum: 7, minimumMinutes: m, maximumMinutes: 90 },
          cardio: { ...ARTICLE_NUMBERS.cardio, lowPercent: p },
        };
        // As a database gives it back: the order of keys is another.
        const stored = JSON.parse(JSON.stringify(fromArticleNumbers(own))) as Prescription;
        expect(toArticleNumbers(stored)).toEqual(own);
      }),
    );
    expect(toArticleNumbers(byReserve)).toBeNull();
    expect(DEFAULT_PRESCRIPTION.targets.every((each) => isArticleTarget(each, DEFAULT_PRESCRIPTION))).toBe(
      true,
    );
    expect(
      isArticleTarget({ ...DEFAULT_PRESCRIPTION.targets[0]!, name: words('Jog') }, DEFAULT_PRESCRIPTION),
    ).toBe(false);
  });

  it('Z1: edges of the reserve, of the threshold and in bpm are whole numbers, both inclusive', () => {
    const basis = { maxBpm: 180, restingBpm: 61, thresholdBpm: 163 };
    // 61 + 0.40 · 119 = 108.6 and 61 + 0.59 · 119 = 131.21.
    expect(bandRange(byReserve.bands[0]!, basis)).toEqual({ lowBpm: 109, highBpm: 131 });
    // 0.80 · 163 = 130.4 and 0.90 · 163 = 146.7.
    const threshold = band('t', { percentOfThreshold: 80 }, { percentOfThreshold: 90 });
    expect(bandRange(threshold, basis)).toEqual({ lowBpm: 131, highBpm: 146 });
    expect(bandRange(band('b', { bpm: 110 }, null), basis)).toEqual({ lowBpm: 110, highBpm: 230 });
    expect(bandRange(byReserve.bands[0]!, ofMax(180))).toBeNull();
  });

  it('P2: a band without its basis leaves its target undetermined, with the reason', () => {
    const walk = sessionOf({ start: '2026-11-17T10:00:00Z', stretches: [[120, 70]] });
    const input = weekInput('2026-W47', { sessions: [walk], prescriptions: [byReserve] });
    const without = evaluateWeek(input);
    expect(without.targets[0]).toMatchObject({ id: 'brisk', status: 'undetermined', credited: 0 });
    expect(without.targets[0]?.notes.map(({ id }) => id)).toEqual(['no_resting_heart_rate']);
    expect(without.bands).toEqual([
      { id: 'brisk', name: words('brisk'), seconds: 0, lowBpm: null, highBpm: null },
    ]);

    const resting = [{ date: dateOf('2026-11-10'), bpm: 60, source: 'device' as const }];
    const judged = evaluateWeek({ ...input, restingHeartRates: resting });
    // M 200, R 60: 116…142.
    expect(judged.bands).toEqual([
      { id: 'brisk', name: words('brisk'), seconds: 4200, lowBpm: 116, highBpm: 142 },
    ]);
    expect(judged.targets[0]).toMatchObject({
      unit: 'minutes',
      credited: 70,
      minimum: 60,
      status: 'met',
      name: brisk.name,
    });
    expect(judged.basis.restingHeartRates).toEqual(resting);
    // P4: every basis in use is shifted.
    expect(judged.targets[0]?.robustness?.map(shiftOf)).toEqual([
      ...[-10, -5, 5, 10].map((deltaBpm) => ({ basis: 'max', deltaBpm })),
      ...[-6, -3, 3, 6].map((deltaBpm) => ({ basis: 'resting', deltaBpm })),
    ]);
    const explained = explainTarget(judged, byReserve, 'brisk')!;
    expect(renderNote(explained.rules[0]!.note, 'en')).toBe(
      'The week asks for 60 min at 116–142 bpm; every minute counts once.',
    );
    expect(renderNote(explained.rules[0]!.note, 'da')).toBe(
      'Ugen kræver 60 min ved 116–142 slag/min; hvert minut tæller én gang.',
    );
  });
});

describe('a plan of intervals that are not the article’s', () => {
  it('T9: names them, and a watch leads through their own shape', () => {
    const threes: Target = {
      id: 'threes',
      name: { da: '3 × 3', en: '3 × 3' },
      band: 'hard',
      dose: {
        unit: 'intervals',
        minimum: 1,
        maximum: 2,
        structure: {
          reps: 3,
          work: { least: 150, most: 210, effort: 60 },
          recovery: { least: 60, most: 180 },
          floor: { bpm: 150 },
        },
      },
      judged: true,
    };
    const own = { ...byReserve, bands: [band('hard', { bpm: 165 }, { bpm: 180 })], targets: [threes] };
    const nowMs = Date.parse('2026-11-17T08:00:00Z');
    const { plan, bands } = evaluateWeek(weekInput('2026-W47', { nowMs, prescriptions: [own] }));
    expect(plan).toHaveLength(1);
    expect(renderNote(plan[0]!.note, 'da')).toBe('Tirsdag: 3 × 3.');
    expect(workoutOf(plan[0]!, bands).parts[1]).toEqual({
      times: 3,
      steps: [
        { intensity: 'interval', durationMs: 180_000, range: { lowBpm: 165, highBpm: 180 } },
        { intensity: 'recovery', durationMs: 120_000, range: null },
      ],
    });
  });
});

describe('P3: validation', () => {
  it('names every fault at once, with its path and its limits', () => {
    const [fault, ...rest] = validatePrescription({
      bands: [band('a', { percentOfMax: 101 }, { percentOfMax: 60 }), band('a', { bpm: 20 }, { bpm: 300 })],
      targets: [
        { ...brisk, band: 'missing' },
        { ...brisk, id: 'daily_movement', name: { da: '', en: 'x' }, band: null },
      ],
      ceiling: { at: { bpm: 500 }, sayAfterSeconds: 0, repeatEverySeconds: 10 },
    });
    expect(fault).toEqual({
      field: 'bands.0.low.percentOfMax',
      note: { id: 'prescription.out_of_range', values: { lowest: 20, highest: 100 } },
    });
    expect(rest.map(({ field }) => field)).toEqual([
      'bands.0',
      'bands.1.low.bpm',
      'bands.1.high.bpm',
      'targets.0.band',
      'targets.1.name.da',
      'targets.1.band',
      'bands.1.id',
      'targets.1.id',
      'ceiling.at.bpm',
      'ceiling.sayAfterSeconds',
    ]);
  });

  it('refuses work that heart rate cannot judge, with that sentence', () => {
    const structure = (least: number): Target => ({
      ...brisk,
      dose: {
        unit: 'intervals',
        minimum: 1,
        maximum: 2,
        structure: {
          reps: 8,
          work: { least, most: 240, effort: 60 },
          recovery: { least: 60, most: 180 },
          floor: { percentOfReserve: 35 },
        },
      },
    });
    expect(faultsOf({ targets: [structure(120)] })).toEqual([]);
    expect(faultsOf({ targets: [structure(119)] })).toEqual([
      ['targets.0.dose.structure.work.least', 'prescription.work_too_short'],
    ]);
    const note = validatePrescription({ ...byReserve, targets: [structure(30)] })[0]!.note;
    expect(renderNote(note, 'en')).toBe(
      'Heart rate cannot judge intervals shorter than 120 s: it lags by one to two minutes.',
    );
  });

  it('P3, I: every structure that is taken can be earned', () => {
    const bases = { maxBpm: 190, restingBpm: 55, thresholdBpm: 170 };
    const oneOf = (...values: number[]): fc.Arbitrary<number> => fc.constantFrom(...values);
    const edge = fc.oneof(
      fc.record({ percentOfMax: fc.integer({ min: 20, max: 100 }) }),
      fc.record({ percentOfReserve: fc.integer({ min: 0, max: 100 }) }),
      fc.record({ percentOfThreshold: fc.integer({ min: 30, max: 130 }) }),
      fc.record({ bpm: fc.integer({ min: 30, max: 230 }) }),
    );
    const structures = fc.record({
      reps: fc.integer({ min: 1, max: 12 }),
      work: fc.record({
        least: oneOf(119, 120, 121, 240),
        most: oneOf(119, 120, 121, 240, 600),
        effort: oneOf(0, 1, 119, 120, 121, 600),
      }),
      recovery: fc.record(
        {
          least: oneOf(29, 30, 31, 60),
          most: oneOf(29, 30, 31, 32, 60, 61, 600),
          belowFloor: oneOf(0, 1, 29, 30, 31, 60, 600),
        },
        { requiredKeys: ['least', 'most'] },
      ),
      floor: edge,
    });
    const taken = { all: 0, brief: 0 };
    fc.assert(
      fc.property(structures, edge, fc.option(edge), (structure, low, high) => {
        const target: IntervalsTarget = {
          ...brisk,
          dose: { unit: 'intervals', minimum: 1, maximum: 2, structure },
        };
        const own = { ...byReserve, bands: [band('brisk', low, high)], targets: [target] };
        fc.pre(validatePrescription(own).length === 0);
        const edges = edgesOfIntervals(own, target, bases)!;
        const { reps, work, recovery } = structure;
        const seconds: Second[] = [];
        for (let rep = 0; rep < reps; rep++) {
          if (rep > 0) seconds.push(...Array<Second>(recovery.most).fill('paused'));
          seconds.push(...Array<Second>(work.most).fill(Math.max(edges.floorBpm, edges.workBpm)));
        }
        expect(recogniseFourByFour(timelineOfSeconds(seconds), edges).credited).toBe(reps);
        taken.all++;
        if (recovery.most < 33) taken.brief++;
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(taken.all).toBe(200);
    expect(taken.brief).toBeGreaterThan(20);
  });

  it('P3: refuses a recovery that is still a dip, and bounds between which no beat may lie, with these sentences', () => {
    const target: Target = {
      ...brisk,
      dose: {
        unit: 'intervals',
        minimum: 1,
        maximum: 2,
        structure: { ...FOURS, recovery: { least: 30, most: 30 }, floor: { percentOfReserve: 35 } },
      },
    };
    const said = (changes: Partial<Prescription>): [string, string][] =>
      validatePrescription({ ...byReserve, ...changes }).map(({ field, note }) => [
        field,
        renderNote(note, 'en'),
      ]);
    expect(said({ targets: [target] })).toEqual([
      [
        'targets.0.dose.structure.recovery.most',
        'The longest recovery must be at least 31 s: up to 30 s below the floor are still part of an interval.',
      ],
    ]);
    const narrow = 'The bounds must be at least 1 % apart: between them no whole heart rate may lie.';
    for (const kind of ['percentOfMax', 'percentOfThreshold'] as const) {
      const at = (value: number): Band['low'] => ({ [kind]: value }) as never;
      expect(said({ bands: [band('brisk', at(60), at(60))] })).toEqual([['bands.0', narrow]]);
      expect(said({ bands: [band('brisk', at(60), at(61))] })).toEqual([]);
    }
    expect(said({ bands: [band('brisk', { bpm: 120 }, { bpm: 120 })] })).toEqual([]);
  });

  it('P3: takes a band of the reserve only where it holds a beat at every max of 100…230 and resting of 30…90', () => {
    const apart = new Set<string>();
    for (let low = 0; low <= 100; low++) {
      for (let high = low; high <= Math.min(100, low + 11); high++) {
        const edges = band('brisk', { percentOfReserve: low }, { percentOfReserve: high });
        let isEmptySomewhere = false;
        for (let maxBpm = 100; maxBpm <= 230; maxBpm++) {
          // Between them of every reserve of 10…200.
          for (const restingBpm of [30, 90]) {
            const { lowBpm, highBpm } = bandRange(edges, { maxBpm, restingBpm, thresholdBpm: null })!;
            isEmptySomewhere ||= lowBpm > highBpm;
          }
        }
        const faults = faultsOf({ bands: [edges] });
        expect([low, high, faults.length > 0]).toEqual([low, high, isEmptySomewhere]);
        if (!isEmptySomewhere && low > 0 && high < 100) apart.add(high - low >= 10 ? 'wide' : 'narrow');
        else if (isEmptySomewhere) expect(high - low).toBeLessThan(10);
      }
    }
    expect([...apart].sort()).toEqual(['narrow', 'wide']);
    const close = band('brisk', { percentOfReserve: 60 }, { percentOfReserve: 64 });
    const [fault] = validatePrescription({ ...byReserve, bands: [close] });
    expect(renderNote(fault!.note, 'en')).toBe(
      'With 12 bpm between resting and max heart rate no whole heart rate lies between the bounds: 10 % apart is always enough.',
    );
  });

  it('Z2, P2, P3: a band that is taken holds a beat, or its target is undetermined for that reason', () => {
    for (let maxBpm = 100; maxBpm <= 230; maxBpm++) {
      for (let percent = 20; percent < 100; percent++) {
        const basis = { maxBpm, restingBpm: null, thresholdBpm: maxBpm };
        for (const narrow of [
          band('b', { percentOfMax: percent }, { percentOfMax: percent + 1 }),
          band('b', { percentOfThreshold: percent + 10 }, { percentOfThreshold: percent + 11 }),
        ]) {
          const { lowBpm, highBpm } = bandRange(narrow, basis)!;
          if (lowBpm > highBpm) expect.fail(`${maxBpm}: ${lowBpm}–${highBpm} at ${percent} %`);
        }
      }
    }
    // M 200: 80 % is 160.
    const narrow = band('brisk', { percentOfMax: 80 }, { bpm: 159 });
    const own: Prescription = { ...byReserve, bands: [narrow] };
    expect(faultsOf(own)).toEqual([]);
    const doses: Target['dose'][] = [
      brisk.dose,
      { unit: 'days', minimum: 5, maximum: 7, seconds: { least: 1800, most: null } },
      { unit: 'sessions', minimum: 3, maximum: 5, seconds: { least: 1800, most: null } },
      {
        unit: 'intervals',
        minimum: 1,
        maximum: 2,
        structure: FOURS,
      },
    ];
    const targets = doses.map((dose): Target => ({ ...brisk, id: dose.unit, dose }));
    const session = sessionOf({ start: '2026-11-17T10:00:00Z', stretches: [[159, 70]] });
    const week = { sessions: [session], prescriptions: [{ ...own, targets }] };
    for (const nowMs of [Date.parse('2026-11-18T08:00:00Z'), Date.parse('2026-11-28T08:00:00Z')]) {
      const report = evaluateWeek({
        ...weekInput('2026-W47', { ...week, nowMs }),
        fourByFour: () => ({ credited: 4, of: 4, aboveMs: 0, bouts: [] }),
      });
      expect(report.bands[0]).toMatchObject({ seconds: 0, lowBpm: null, highBpm: null });
      for (const { id, status, credited, notes, remaining } of report.targets.slice(0, -1)) {
        expect([id, status, credited]).toEqual([id, 'undetermined', 0]);
        expect(notes.map((each) => each.id)).toEqual(['empty_band']);
        expect(remaining!.note.id).toBe('empty_band');
      }
    }
  });

  it('takes bands that overlap, meet and are open, and from one to eight of them', () => {
    const eight = Array.from({ length: 8 }, (_, i) => band(`b${i}`, { percentOfMax: 50 + i }, null));
    expect(faultsOf({ bands: eight, targets: [{ ...brisk, band: 'b3' }] })).toEqual([]);
    expect(
      faultsOf({ bands: [...eight, band('b8', { bpm: 100 }, null)], targets: [{ ...brisk, band: 'b3' }] }),
    ).toEqual([['bands', 'prescription.how_many']]);
    expect(faultsOf({ targets: [] })).toEqual([['targets', 'prescription.how_many']]);
  });

  it('P7: every preset may be prescribed as it stands', () => {
    for (const preset of PRESETS) expect(validatePrescription(preset), preset.id).toEqual([]);
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  });
});
