import { MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { RunIdentity } from '../wire/live/live-frames.ts';

/** A run without a value for so long gives the screen to one that has any. */
const SILENT_MS = 10 * SECOND_MS;
/** A real run keeps the screen from a simulated one for longer: a strap may lose its skin. */
const SILENT_BEFORE_SIMULATED_MS = MINUTE_MS;
/** A run without a value for so long is forgotten. */
const FORGOTTEN_MS = 15 * MINUTE_MS;
/** Denser sampling leads (Z10) where it is clear: by this factor, over so many values. */
const CLEARLY_DENSER = 2;
const VALUES_TO_COMPARE = 5;
/** Share of the newest interval in the mean of a run's intervals. */
const NEWEST_SHARE = 0.25;

interface SeenRun {
  readonly simulated: boolean;
  /** -Infinity before the first value. */
  valueAtMs: number;
  values: number;
  /** Mean time between values. */
  intervalMs: number;
}

/**
 * The one run of an athlete that a screen shows (L12). A real run leads before a simulated one and a denser source before
 * a sparser one (Z10); between equals the run that is shown stays, so that the screen never flips.
 */
export class LeadingRun {
  readonly #runs = new Map<string, SeenRun>();
  #leader: string | null = null;

  /** Whether a frame of this run is to be shown. `hasValue`: the frame carries a heart rate. */
  shows({ session, simulated }: RunIdentity, hasValue: boolean, nowMs: number): boolean {
    const run = this.#runs.get(session) ?? this.#add(session, simulated, nowMs);
    if (hasValue) countValue(run, nowMs);
    const leader = this.#leader === null ? undefined : this.#runs.get(this.#leader);
    if (leader === undefined || (leader !== run && isAhead(run, leader, nowMs))) this.#leader = session;
    return this.#leader === session;
  }

  #add(session: string, simulated: boolean, nowMs: number): SeenRun {
    for (const [id, { valueAtMs }] of this.#runs) {
      if (nowMs - valueAtMs > FORGOTTEN_MS) this.#runs.delete(id);
    }
    const run = { simulated, valueAtMs: -Infinity, values: 0, intervalMs: 0 };
    this.#runs.set(session, run);
    return run;
  }
}

function countValue(run: SeenRun, nowMs: number): void {
  const sinceMs = nowMs - run.valueAtMs;
  run.values++;
  if (run.values === 2) run.intervalMs = sinceMs;
  else if (run.values > 2) run.intervalMs += (sinceMs - run.intervalMs) * NEWEST_SHARE;
  run.valueAtMs = nowMs;
}

function isAhead(run: SeenRun, leader: SeenRun, nowMs: number): boolean {
  const isSilent = nowMs - run.valueAtMs > SILENT_MS;
  if (isSilent) return false;
  const allowedMs = run.simulated && !leader.simulated ? SILENT_BEFORE_SIMULATED_MS : SILENT_MS;
  if (nowMs - leader.valueAtMs > allowedMs) return true;
  if (run.simulated !== leader.simulated) return leader.simulated;
  return (
    Math.min(run.values, leader.values) >= VALUES_TO_COMPARE &&
    run.intervalMs * CLEARLY_DENSER <= leader.intervalMs
  );
}
