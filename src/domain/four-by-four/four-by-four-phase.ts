import type { FourByFourEdges } from './four-by-four.ts';
import type { FourByFourState } from './four-by-four-state.ts';
import { SECOND_MS } from '../units.ts';

/** A bout counts as work from this length (I7). */
export const WORK_CONFIRMED_MS = 10 * SECOND_MS;
/** The work of one 4×4 interval as prescribed: beyond it the coach counts the recovery. */
const WORK_MS = 240 * SECOND_MS;

export interface FourByFourPhase {
  readonly phase: 'warm_up' | 'work' | 'recovery' | 'done';
  /** Since the phase began; in the warm-up since the stream began. */
  readonly elapsedSeconds: number;
  /** Effort (I2) of the interval at work, else of the last one. */
  readonly effortSeconds: number;
}

/** Where in a 4×4 the runner is at an instant. */
export function phaseAt(
  state: FourByFourState,
  { times }: Pick<FourByFourEdges, 'times'>,
  nowMs: number,
): FourByFourPhase {
  // Of another structure the middle of what counts: its length is not prescribed more closely.
  const workMs = times === undefined ? WORK_MS : (times.shortestWorkMs + times.longestWorkMs) / 2;
  const last = state.bouts.at(-1);
  if (state.open && state.highMs - state.startMs >= WORK_CONFIRMED_MS) {
    const workedMs = nowMs - state.startMs;
    const phase = workedMs < workMs ? 'work' : 'recovery';
    const sinceMs = phase === 'work' ? workedMs : nowMs - plannedEndMs(state.startMs, state.highMs, workMs);
    return phaseOf(phase, sinceMs, state.effortMs);
  }
  if (!last) return phaseOf('warm_up', nowMs - (state.startedMs || nowMs), 0);
  const endMs = plannedEndMs(last.startMs, last.startMs + last.lengthMs, workMs);
  return phaseOf(state.complete ? 'done' : 'recovery', nowMs - endMs, last.effortMs);
}

function plannedEndMs(startMs: number, endMs: number, workMs: number): number {
  return Math.min(endMs, startMs + workMs);
}

function phaseOf(phase: FourByFourPhase['phase'], elapsedMs: number, effortMs: number): FourByFourPhase {
  return {
    phase,
    elapsedSeconds: Math.max(0, Math.floor(elapsedMs / SECOND_MS)),
    effortSeconds: Math.floor(effortMs / SECOND_MS),
  };
}
