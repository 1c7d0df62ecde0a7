import { drawSimulatedRun, type SimulatedRun } from '../../domain/simulated-heart/simulated-run.ts';
import { simulateHeart } from '../../domain/simulated-heart/simulate-heart.ts';
import type { SimulatedPlanId } from '../../domain/simulated-heart/simulated-plan.ts';

export interface SimulatedBeat {
  /** Simulated instant: in the past, ending about now (L13). */
  readonly atMs: number;
  readonly bpm: number | null;
  readonly rr: readonly number[];
}

export interface SimulatedStrap {
  readonly run: SimulatedRun;
  close(): void;
  /** The simulated instant that has been reached. */
  nowMs(): number;
  pause(): void;
  resume(): void;
}

const TICK_MS = 100;

/** A strap that plays a whole run `timeScale` times faster than life. `onEnd` comes after the last beat. */
export function playSimulatedRun(wanted: {
  planId: SimulatedPlanId;
  maxBpm: number;
  timeScale: number;
  seed: number;
  onBeat: (beat: SimulatedBeat) => void;
  onEnd: () => void;
}): SimulatedStrap {
  const { timeScale, onBeat, onEnd } = wanted;
  const probe = drawSimulatedRun({ ...wanted, endMs: Date.now() });
  const playMs = (probe.endMs - probe.startMs) / timeScale;
  const run = drawSimulatedRun({ ...wanted, endMs: Date.now() + playMs });
  const beats = simulateHeart({
    athlete: run.athlete,
    steps: run.plan.steps,
    startMs: run.startMs,
    seed: run.seed,
  });
  let next = beats.next();
  let simulatedMs = run.startMs;
  let paused = false;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (!paused) simulatedMs += (nowMs - lastMs) * timeScale;
    lastMs = nowMs;
    for (; next.done !== true && next.value[0] <= simulatedMs; next = beats.next()) {
      const [atMs, bpm, rr] = next.value;
      onBeat({ atMs, bpm, rr });
    }
    if (next.done === true) {
      clearInterval(timer);
      onEnd();
    }
  }, TICK_MS);
  return {
    run,
    close: () => clearInterval(timer),
    nowMs: () => Math.floor(simulatedMs),
    pause: () => (paused = true),
    resume: () => (paused = false),
  };
}
