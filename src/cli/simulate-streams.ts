import type { DatedTimeZone } from '../domain/athlete.ts';
import { simulateHeart } from '../domain/simulated-heart/simulate-heart.ts';
import type { SimulatedPlanId } from '../domain/simulated-heart/simulated-plan.ts';
import { PLAN_FACTS } from '../domain/simulated-heart/simulated-plan.ts';
import type { SimulatedRun } from '../domain/simulated-heart/simulated-run.ts';
import { drawSimulatedRun, drawSimulatedWeek } from '../domain/simulated-heart/simulated-run.ts';
import { SECOND_MS } from '../domain/units.ts';
import type { CliContext } from './cli-context.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import { openLiveRun } from './open-live-run.ts';
import { pacedItems } from './paced-items.ts';
import { progressOf } from './progress.ts';
import type { Progress } from './progress.ts';

/** Assumed where the server knows no max heart rate. */
const ASSUMED_MAX_BPM = 190;

export interface StreamPlan {
  readonly plan: SimulatedPlanId | 'week';
  /** Runs at the same time. */
  readonly streams: number;
  readonly speed: number;
  readonly seed: number;
}

export interface StreamedSession {
  readonly session: string;
  readonly plan: SimulatedPlanId;
  readonly startedAt: string;
  readonly items: number;
}

/** A run to come: its length is known, its heart rates follow from what the server says of the athlete. */
interface Job {
  readonly planId: SimulatedPlanId;
  readonly durationMs: number;
  draw(maxBpm: number): SimulatedRun;
}

/**
 * Streams every run of the plan, `streams` of them at a time, and resolves when all are stored and closed. Interrupted,
 * it ends the sessions under way as they are and starts no more.
 */
export async function simulateStreams(
  context: CliContext,
  endpoint: LiveEndpoint,
  wanted: StreamPlan,
): Promise<StreamedSession[]> {
  const jobs = jobsOf(wanted, context.nowMs(), endpoint.timeZones);
  const totalSeconds = jobs.reduce((sum, { durationMs }) => sum + durationMs / SECOND_MS, 0);
  const progress = progressOf(context, 'Simulated seconds', Math.round(totalSeconds));
  const sessions: StreamedSession[] = [];
  const queue = jobs.entries();
  const worker = async (): Promise<void> => {
    for (const [index, job] of queue) {
      if (context.signal.aborted) return;
      const token = endpoint.tokens[index % endpoint.tokens.length]!;
      sessions.push(await streamJob(context, { ...endpoint, token }, job, wanted.speed, progress));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(wanted.streams, jobs.length) }, worker));
  } finally {
    progress.stop();
  }
  return sessions.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

async function streamJob(
  context: CliContext,
  endpoint: { url: string; token: string },
  job: Job,
  speed: number,
  progress: Progress,
): Promise<StreamedSession> {
  const live = await openLiveRun({ ...endpoint, ...PLAN_FACTS[job.planId], timeScale: speed });
  const run = job.draw(live.maxHeartRate ?? ASSUMED_MAX_BPM);
  const items = simulateHeart({ ...run, steps: run.plan.steps });
  let count = 0;
  let reachedMs = run.startMs;
  const pace = { startMs: run.startMs, speed, signal: context.signal, nowMs: () => context.nowMs() };
  for await (const due of pacedItems(items, pace)) {
    await live.capture(due);
    count += due.length;
    const lastMs = due.at(-1)![0];
    progress.step((lastMs - reachedMs) / SECOND_MS);
    reachedMs = lastMs;
  }
  await live.end();
  return {
    session: live.session,
    plan: job.planId,
    startedAt: new Date(run.startMs).toISOString(),
    items: count,
  };
}

function jobsOf(wanted: StreamPlan, nowMs: number, timeZones: readonly DatedTimeZone[]): Job[] {
  const { plan, seed, streams } = wanted;
  if (plan !== 'week') {
    return Array.from({ length: streams }, (_, index) => {
      const draw = (maxBpm: number) =>
        drawSimulatedRun({ planId: plan, maxBpm, endMs: nowMs, seed: seed + index });
      const { startMs, endMs } = draw(ASSUMED_MAX_BPM);
      return { planId: plan, durationMs: endMs - startMs, draw };
    });
  }
  const drawWeek = (maxBpm: number) => drawSimulatedWeek({ maxBpm, nowMs, timeZones, seed });
  return drawWeek(ASSUMED_MAX_BPM).map((run, index) => ({
    planId: run.plan.id,
    durationMs: run.endMs - run.startMs,
    draw: (maxBpm) => drawWeek(maxBpm)[index]!,
  }));
}
