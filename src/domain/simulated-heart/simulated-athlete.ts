import type { SeededRandom } from './seeded-random.ts';

/** How one heart answers to work; drawn once per athlete. */
export interface SimulatedAthlete {
  readonly maxBpm: number;
  /** Where a recording starts: standing, about to set off. */
  readonly standingBpm: number;
  /** Time constants of the first-order response to more and to less work. */
  readonly tauOnMs: number;
  readonly tauOffMs: number;
  /** Standard deviation of the beat-to-beat wander, as a share of the heart rate. */
  readonly noiseShare: number;
  /** Rise of heart rate under the same work (cardiac drift), as a share per hour. */
  readonly driftSharePerHour: number;
  /** Sensor drop-outs per hour: contact lost or radio silence, 2–30 s each. */
  readonly dropOutsPerHour: number;
}

/**
 * An athlete within the published spread of heart-rate kinetics: tau on 25–60 s, tau off 40–90 s, noise 0.5–1.5 %.
 * `maxBpm` whole bpm; drawn from 160–200 when not given.
 */
export function drawSimulatedAthlete(random: SeededRandom, maxBpm?: number): SimulatedAthlete {
  const bpm = maxBpm ?? Math.round(random.between(160, 200));
  return {
    maxBpm: bpm,
    standingBpm: bpm * random.between(0.42, 0.52),
    tauOnMs: random.between(25_000, 60_000),
    tauOffMs: random.between(40_000, 90_000),
    noiseShare: random.between(0.005, 0.015),
    driftSharePerHour: random.between(0, 0.02),
    dropOutsPerHour: random.between(0, 6),
  };
}
