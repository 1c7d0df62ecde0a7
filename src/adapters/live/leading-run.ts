import { SECOND_MS } from '../../domain/units.ts';
import type { RunIdentity } from '../wire/live/live-frames.ts';

/** A run without a value for so long does not lead over one that has any. */
const SILENT_MS = 10 * SECOND_MS;

interface HeardRun {
  readonly simulated: boolean;
  valueAtMs: number;
}

/**
 * L12: of the runs of one athlete, the one that a screen shows: a real one before a simulated one (Z10), one with values
 * before a silent one, then the one that began first. A run that falls silent for a moment keeps the screen.
 */
export class LeadingRun {
  readonly #runs = new Map<string, HeardRun>();

  /** Whether a frame of this run is to be shown; `hasValue` as it says itself. */
  shows({ session, simulated }: RunIdentity, hasValue: boolean, nowMs: number): boolean {
    const run = this.#runs.get(session) ?? { simulated, valueAtMs: -Infinity };
    if (hasValue) run.valueAtMs = nowMs;
    this.#runs.set(session, run);
    return this.#leader(nowMs) === session;
  }

  #leader(nowMs: number): string | null {
    let leader: string | null = null;
    for (const [session, run] of this.#runs) {
      if (leader === null || this.#leads(session, run, leader, nowMs)) leader = session;
    }
    return leader;
  }

  #leads(session: string, run: HeardRun, than: string, nowMs: number): boolean {
    const other = this.#runs.get(than)!;
    const isSilent = nowMs - run.valueAtMs > SILENT_MS;
    const isOtherSilent = nowMs - other.valueAtMs > SILENT_MS;
    if (isSilent !== isOtherSilent) return isOtherSilent;
    if (run.simulated !== other.simulated) return other.simulated;
    // Ids are UUIDs of version 7: they sort by the time they were made.
    return session < than;
  }
}
