import { HIGHEST_BPM, HOUR_MS, LOWEST_BPM } from '../units.ts';
import { seededRandom } from './seeded-random.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SimulatedAthlete } from './simulated-athlete.ts';
import type { PlanStep } from './simulated-plan.ts';

/** What a strap delivers about once a second: null = contact lost; RR intervals in 1/1024 s, oldest first. */
export type SimulatedItem = readonly [atMs: number, bpm: number | null, rr: readonly number[]];

/** The response to the first bout of work is slower than to the later ones. */
const FIRST_BOUT_SLOWNESS = 1.35;
/** Correlation of the noise from one second to the next: a heart wanders, it does not jump. */
const NOISE_MEMORY = 0.9;
const NO_RR: readonly number[] = [];

/**
 * The items of one run, lazily, from `startMs` (whole milliseconds) to the end of the last step. Deterministic in all
 * its arguments. Heart rate follows each step's demand with first-order kinetics, drift and AR(1) noise; drop-outs are
 * half lost contact (null values), half radio silence (no items).
 */
export function* simulateHeart(run: {
  athlete: SimulatedAthlete;
  steps: readonly PlanStep[];
  startMs: number;
  seed: number;
}): Generator<SimulatedItem, void> {
  const { athlete, steps, startMs } = run;
  const random = seededRandom(run.seed);
  const dropOuts = dropOutsOf(athlete, random);
  const beats = beatClock(random);
  const noiseGain = athlete.noiseShare * Math.sqrt(1 - NOISE_MEMORY ** 2);
  const firstWork = steps.findIndex(({ kind }) => kind === 'work');
  let heart = athlete.standingBpm;
  let noise = athlete.noiseShare * random.normal();
  let atMs = startMs;
  let stepEndMs = startMs;

  for (const [index, step] of steps.entries()) {
    stepEndMs += step.durationMs;
    while (atMs < stepEndMs) {
      const dtMs = Math.round(1_000 + random.between(-12, 12));
      const drift = 1 + (athlete.driftSharePerHour * (atMs - startMs)) / HOUR_MS;
      const demand = (step.percent / 100) * athlete.maxBpm * drift;
      const slowness = index === firstWork ? FIRST_BOUT_SLOWNESS : 1;
      const tauMs = demand > heart ? athlete.tauOnMs * slowness : athlete.tauOffMs;
      heart += (demand - heart) * (1 - Math.exp(-dtMs / tauMs));
      noise = NOISE_MEMORY * noise + noiseGain * random.normal();
      // Nobody exceeds the own maximum; the rest keeps a value inside what any sensor would deliver.
      const rate = Math.min(heart * (1 + noise), athlete.maxBpm, HIGHEST_BPM);
      const bpm = Math.max(LOWEST_BPM, Math.round(rate));
      const rr = beats.during(dtMs, rate);
      const heard = dropOuts.at(dtMs);
      if (heard === 'value') yield [atMs, bpm, rr];
      else if (heard === 'no_contact') yield [atMs, null, NO_RR];
      atMs += dtMs;
    }
  }
}

/** The RR intervals that end within each stretch; a beat that spans two stretches is reported once, with the later. */
function beatClock(random: SeededRandom): { during(dtMs: number, rate: number): number[] } {
  let untilBeatMs = 0;
  let intervalMs = 0;
  return {
    during(dtMs, rate) {
      const rr: number[] = [];
      let leftMs = dtMs;
      while (untilBeatMs <= leftMs) {
        leftMs -= untilBeatMs;
        if (intervalMs > 0) rr.push(Math.round((intervalMs * 1_024) / 1_000));
        intervalMs = (60_000 / rate) * (1 + 0.01 * random.normal());
        untilBeatMs = intervalMs;
      }
      untilBeatMs -= leftMs;
      return rr;
    },
  };
}

/** A Poisson process of drop-outs, asked once per packet. */
function dropOutsOf(
  athlete: SimulatedAthlete,
  random: SeededRandom,
): { at(dtMs: number): 'value' | 'no_contact' | 'silence' } {
  let leftMs = 0;
  let kind: 'no_contact' | 'silence' = 'silence';
  return {
    at(dtMs) {
      if (leftMs > 0) {
        leftMs -= dtMs;
        return kind;
      }
      if (random.between(0, 1) >= (athlete.dropOutsPerHour * dtMs) / HOUR_MS) return 'value';
      leftMs = random.between(2_000, 30_000);
      kind = random.between(0, 1) < 0.5 ? 'no_contact' : 'silence';
      return kind;
    },
  };
}
