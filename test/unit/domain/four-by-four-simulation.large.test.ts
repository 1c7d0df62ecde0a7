/**
 * The recogniser against thousands of simulated athletes: genuine 4×4 sessions are accepted, everything that merely
 * resembles one is not. Kinetics, noise and drop-outs are those of `simulateHeart`; every run goes through the same
 * attribution as a live recording.
 */
import { attribute } from '../../../src/domain/timeline/attribute.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { edgesFor } from '../../../src/domain/four-by-four/edges-for.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import type { FourByFourResult } from '../../../src/domain/four-by-four/four-by-four.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import type { SeededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { simulateHeart } from '../../../src/domain/simulated-heart/simulate-heart.ts';
import { drawSimulatedAthlete } from '../../../src/domain/simulated-heart/simulated-athlete.ts';
import { intervalSteps } from '../../../src/domain/simulated-heart/simulated-plan.ts';
import type { PlanStep } from '../../../src/domain/simulated-heart/simulated-plan.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/domain/units.ts';
import { recordingOf, START_MS } from '../../support/simulated-recording.ts';
import { describe, expect, it } from 'vitest';

type DrawSteps = (random: SeededRandom) => PlanStep[];

/** Two seconds of work; a machine shared with others may take its time. */
const TIMEOUT_MS = 60_000;
/** The first sensor is what the shares are promised for; the others show that they hold under drop-outs. */
const MANY = { genuine: 500, others: 100 };
const SOME = { genuine: 250, others: 40 };

interface Sensor {
  readonly name: string;
  /** Decides how long a value may stand (Z4). */
  readonly kind: 'live' | 'file';
  /** Null: as drawn for each athlete, up to 6. */
  readonly dropOutsPerHour: number | null;
  readonly athletes: { readonly genuine: number; readonly others: number };
}

const SENSORS: readonly Sensor[] = [
  { name: 'a strap streaming live', kind: 'live', dropOutsPerHour: null, athletes: MANY },
  {
    name: 'a strap that loses the heart ten times an hour',
    kind: 'live',
    dropOutsPerHour: 10,
    athletes: SOME,
  },
  { name: 'the file of such a strap', kind: 'file', dropOutsPerHour: 10, athletes: SOME },
];

/** n times work and recovery after a warm-up; per cent of max heart rate as steady state, drawn once per run. */
function repeats(
  random: SeededRandom,
  times: number,
  work: { ms: number; percent: [number, number] },
  recovery: { ms: number; percent: [number, number] },
): PlanStep[] {
  const on: PlanStep = { kind: 'work', durationMs: work.ms, percent: random.between(...work.percent) };
  const off: PlanStep = {
    kind: 'recovery',
    durationMs: recovery.ms,
    percent: random.between(...recovery.percent),
  };
  return [warmUp(random), ...Array.from({ length: times }, () => [on, off]).flat()];
}

function warmUp(random: SeededRandom): PlanStep {
  return {
    kind: 'easy',
    durationMs: Math.round(random.between(8, 12) * MINUTE_MS),
    percent: random.between(62, 74),
  };
}

function steady(random: SeededRandom, minutes: [number, number], percent: [number, number]): PlanStep[] {
  return [
    warmUp(random),
    {
      kind: 'work',
      durationMs: Math.round(random.between(...minutes) * MINUTE_MS),
      percent: random.between(...percent),
    },
  ];
}

const OTHERS: readonly (readonly [name: string, draw: DrawSteps])[] = [
  ['tempo', (random) => steady(random, [20, 40], [80, 88])],
  ['race', (random) => steady(random, [18, 60], [87, 96])],
  ['Zone 2', (random) => steady(random, [30, 75], [60, 70])],
  [
    '30/30',
    (random) =>
      repeats(
        random,
        Math.round(random.between(16, 40)),
        { ms: 30 * SECOND_MS, percent: [92, 105] },
        { ms: 30 * SECOND_MS, percent: [55, 72] },
      ),
  ],
  [
    '4×8',
    (random) =>
      repeats(
        random,
        4,
        { ms: 8 * MINUTE_MS, percent: [85, 93] },
        { ms: random.between(2, 4) * MINUTE_MS, percent: [58, 70] },
      ),
  ],
  [
    '8×2',
    (random) =>
      repeats(
        random,
        8,
        { ms: 2 * MINUTE_MS, percent: [88, 98] },
        { ms: random.between(1, 2) * MINUTE_MS, percent: [58, 70] },
      ),
  ],
  [
    '10×1',
    (random) =>
      repeats(
        random,
        10,
        { ms: MINUTE_MS, percent: [90, 105] },
        { ms: random.between(1, 2) * MINUTE_MS, percent: [55, 70] },
      ),
  ],
];

describe('I: the 4×4 recogniser over simulated athletes', { timeout: TIMEOUT_MS }, () => {
  describe.each(SENSORS)('$name', (sensor) => {
    it.each([
      { low: 88, high: 95, share: 0.98 },
      { low: 87, high: 90, share: 0.9 },
    ])('accepts $share of genuine 4×4 at $low–$high per cent, or more', ({ low, high, share }) => {
      const draw: DrawSteps = (random) => intervalSteps(random, [low, high]);
      const { genuine } = sensor.athletes;
      expect(countAccepted(genuine, draw, sensor) / genuine).toBeGreaterThanOrEqual(share);
    });

    it.each(OTHERS)('never takes %s for a 4×4', (_, draw) => {
      expect(countAccepted(sensor.athletes.others, draw, sensor)).toBe(0);
    });
  });
});

function countAccepted(athletes: number, draw: DrawSteps, sensor: Sensor): number {
  let accepted = 0;
  for (let seed = 1; seed <= athletes; seed++) {
    if (recognised(seed, draw, sensor).credited >= 4) accepted++;
  }
  return accepted;
}

function recognised(seed: number, draw: DrawSteps, { kind, dropOutsPerHour }: Sensor): FourByFourResult {
  const random = seededRandom(seed);
  const drawn = drawSimulatedAthlete(random);
  const athlete = { ...drawn, dropOutsPerHour: dropOutsPerHour ?? drawn.dropOutsPerHour };
  const run = { athlete, steps: draw(random), startMs: START_MS, seed: 1_000_003 * seed };
  const { timeline } = attribute(recordingOf([...simulateHeart(run)], { kind }));
  return recogniseFourByFour(timeline, edgesFor(DEFAULT_PRESCRIPTION, ofMax(athlete.maxBpm))!);
}
