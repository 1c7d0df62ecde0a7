import type { Intent } from '../intent.ts';
import { MINUTE_MS } from '../units.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A stretch of constant work; `percent` is the heart rate it would settle at, % of max heart rate. */
export interface PlanStep {
  readonly kind: 'easy' | 'work' | 'recovery';
  readonly durationMs: number;
  readonly percent: number;
}

export type SimulatedPlanId = '4x4' | 'zone2' | 'walk';
export const SIMULATED_PLAN_IDS: readonly SimulatedPlanId[] = ['4x4', 'zone2', 'walk'];

/** What a live `hello` says of a run of this plan; the sport is a FIT name. */
export const PLAN_FACTS = {
  '4x4': { sport: 'running', intent: 'interval_4x4' },
  zone2: { sport: 'running', intent: 'zone2' },
  walk: { sport: 'walking', intent: 'anti_inflammatory' },
} as const satisfies Record<SimulatedPlanId, { sport: string; intent: Intent }>;

export interface SimulatedPlan {
  readonly id: SimulatedPlanId;
  readonly steps: readonly PlanStep[];
}

/** One run of a plan as an athlete would do it today: lengths and efforts vary a little with `random`. */
export function drawSimulatedPlan(id: SimulatedPlanId, random: SeededRandom): SimulatedPlan {
  return { id, steps: drawSteps(id, random) };
}

function drawSteps(id: SimulatedPlanId, random: SeededRandom): PlanStep[] {
  switch (id) {
    case '4x4':
      return intervalSteps(random, [89, 91]);
    case 'zone2':
      return [easy(3, 57), easy(random.between(40, 54), random.between(64, 66)), easy(3, 54)];
    case 'walk':
      return [easy(random.between(37, 45), random.between(56, 60))];
  }
}

/**
 * Warm-up 8–12 min at 62–74 %, four bouts of 4 min with 3 min at 58–70 % between, 5 min easy.
 * `workPercent` is the range that the bouts' steady state is drawn from, once per run.
 */
export function intervalSteps(random: SeededRandom, workPercent: readonly [number, number]): PlanStep[] {
  const percent = random.between(...workPercent);
  const recovery: PlanStep = { kind: 'recovery', durationMs: 3 * MINUTE_MS, percent: random.between(58, 70) };
  const work: PlanStep = { kind: 'work', durationMs: 4 * MINUTE_MS, percent };
  return [
    easy(random.between(8, 12), random.between(62, 74)),
    work,
    ...[1, 2, 3].flatMap(() => [recovery, work]),
    easy(5, 55),
  ];
}

export function durationMsOf(steps: readonly PlanStep[]): number {
  return steps.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function easy(minutes: number, percent: number): PlanStep {
  return { kind: 'easy', durationMs: Math.round(minutes * 60) * 1_000, percent };
}
