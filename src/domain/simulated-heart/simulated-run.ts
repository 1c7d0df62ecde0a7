import type { DatedTimeZone } from '../athlete.ts';
import { addDays, localDateAt, startOfDayMs } from '../calendar/local-time.ts';
import { datesOf, isoWeekOf } from '../calendar/week.ts';
import { seededRandom } from './seeded-random.ts';
import type { SeededRandom } from './seeded-random.ts';
import { drawSimulatedAthlete } from './simulated-athlete.ts';
import type { SimulatedAthlete } from './simulated-athlete.ts';
import { drawSimulatedPlan, durationMsOf } from './simulated-plan.ts';
import type { SimulatedPlan, SimulatedPlanId } from './simulated-plan.ts';

/** Everything `simulateHeart` needs, and what a live `hello` says of the run. */
export interface SimulatedRun {
  readonly athlete: SimulatedAthlete;
  readonly plan: SimulatedPlan;
  readonly startMs: number;
  readonly endMs: number;
  readonly seed: number;
}

/** Monday first: plan and preferred start, minutes after the start of the day. */
const WEEK: readonly (readonly [plan: SimulatedPlanId, startMinute: number])[][] = [
  [['walk', 17 * 60]],
  [['zone2', 6 * 60 + 40]],
  [
    ['walk', 12 * 60],
    ['4x4', 17 * 60 + 30],
  ],
  [['walk', 16 * 60 + 45]],
  [['zone2', 6 * 60 + 40]],
  [['4x4', 9 * 60 + 30]],
  [
    ['zone2', 10 * 60],
    ['walk', 15 * 60],
  ],
];

/** One run that ends at `endMs`: simulated instants lie in the past (L13). Deterministic in its arguments. */
export function drawSimulatedRun(wanted: {
  planId: SimulatedPlanId;
  maxBpm: number;
  endMs: number;
  seed: number;
}): SimulatedRun {
  const random = seededRandom(wanted.seed);
  const athlete = drawSimulatedAthlete(random, wanted.maxBpm);
  const plan = drawSimulatedPlan(wanted.planId, random);
  const startMs = Math.floor(wanted.endMs) - durationMsOf(plan.steps);
  return { athlete, plan, startMs, endMs: startMs + durationMsOf(plan.steps), seed: runSeed(random) };
}

/**
 * What a believable fortnight has brought so far: every session of the last finished ISO week and those of the current week that are over
 * by `nowMs`, at the athlete's local times, ascending. So there is a whole week to judge and one under way, on any day.
 */
export function drawSimulatedWeek(wanted: {
  maxBpm: number;
  nowMs: number;
  timeZones: readonly DatedTimeZone[];
  seed: number;
}): SimulatedRun[] {
  const random = seededRandom(wanted.seed);
  const athlete = drawSimulatedAthlete(random, wanted.maxBpm);
  const today = localDateAt(wanted.nowMs, wanted.timeZones);
  const dates = [...datesOf(isoWeekOf(addDays(today, -7))), ...datesOf(isoWeekOf(today))];
  return dates
    .flatMap((date, index) =>
      WEEK[index % 7]!.map(([planId, startMinute]) =>
        sessionAt(startOfDayMs(date, wanted.timeZones), planId, startMinute, athlete, random),
      ),
    )
    .filter(({ endMs }) => endMs <= wanted.nowMs);
}

function sessionAt(
  dayStartMs: number,
  planId: SimulatedPlanId,
  startMinute: number,
  athlete: SimulatedAthlete,
  random: SeededRandom,
): SimulatedRun {
  const plan = drawSimulatedPlan(planId, random);
  const startMs = dayStartMs + Math.round((startMinute + random.between(-15, 15)) * 60) * 1_000;
  return { athlete, plan, startMs, endMs: startMs + durationMsOf(plan.steps), seed: runSeed(random) };
}

/** A run has its own seed: its noise must not repeat the numbers that its athlete was drawn from. */
function runSeed(random: SeededRandom): number {
  return Math.floor(random.between(1, 2 ** 31));
}
