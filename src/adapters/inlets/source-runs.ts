import type { Clock } from '../../application/ports/clock.ts';
import type { InletKey, InletStore } from '../../application/ports/inlet-store.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { HelloFrame } from '../wire/live/live-frames.ts';
import { type CoachListener, InletRun, type RunSpan, type StreamOpener } from './inlet-run.ts';

export interface SourceRunsDeps {
  readonly streams: StreamOpener;
  readonly inlets: Pick<InletStore, 'runsAround'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** The inlet was revoked meanwhile. */
export class InletGone extends Error {}

/** N5: a longer silence ends a run. */
export const RUN_GAP_MS = 10 * MINUTE_MS;
/** Runs of this long ago are looked for when their beats are told again. */
const REMEMBERED_MS = 72 * HOUR_MS;

/** The runs of one inlet by their start, written by this process or not. */
export class SourceRuns {
  readonly #key: InletKey;
  readonly #deps: SourceRunsDeps;
  readonly #coached: CoachListener;
  readonly #runs: InletRun[] = [];
  /** Runs are opened one after the other. */
  #opening: Promise<unknown> = Promise.resolve();

  constructor(key: InletKey, deps: SourceRunsDeps, coached: CoachListener) {
    this.#key = key;
    this.#deps = deps;
    this.#coached = coached;
  }

  /** Those that an instant may belong to. */
  around(atMs: number): InletRun[] {
    return this.#runs.filter(({ span }) => isAround(span, atMs));
  }

  /** The one written here that has a beat, although its instant may be another since the source's clock was corrected. */
  holding(origin: number): InletRun | undefined {
    return this.#runs.find((run) => run.open && run.has(origin));
  }

  /**
   * Those around an instant, all of them written here from now on; a new one where there is none.
   *
   * @throws InletGone, NotStored
   */
  openAround(atMs: number, device: NonNullable<HelloFrame['device']>): Promise<InletRun[]> {
    const opened = this.#opening.then(async () => {
      const around = this.around(atMs);
      // One that is not written here may have been deleted meanwhile.
      if (around.length > 0 && around.every(({ open }) => open)) return around;
      const purpose = await this.#lookUp(atMs);
      for (const [index, run] of this.#runs.entries()) {
        if (!run.open && isAround(run.span, atMs)) {
          this.#runs[index] = await this.#open(run.span, { device, ...purpose });
        }
      }
      return this.around(atMs);
    });
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  /** Stops writing them here. */
  release(): void {
    for (const run of this.#runs) run.release();
  }

  /** Answers what a run is for as of now: a person may have said meanwhile. */
  async #lookUp(atMs: number): Promise<Pick<HelloFrame, 'intent' | 'sport'>> {
    const { inlets, newId, clock } = this.#deps;
    const sinceMs = clock.nowMs() - REMEMBERED_MS;
    const found = await inlets.runsAround(this.#key, { atMs, reachMs: RUN_GAP_MS, sinceMs }, newId());
    if (found === null) throw new InletGone();
    const known = new Map(this.#runs.map(({ span }) => [span.sessionId, span]));
    for (const span of found.runs) {
      const run = known.get(span.sessionId);
      if (run === undefined) this.#runs.push(InletRun.closed(this.#key.athleteId, { ...span }));
      else if (span.deletedAtMs !== undefined) run.deletedAtMs = span.deletedAtMs;
    }
    this.#runs.sort((a, b) => a.span.startedAtMs - b.span.startedAtMs);
    const { intent, sport } = found;
    return { ...(intent !== null && { intent }), ...(sport !== null && { sport }) };
  }

  async #open(span: RunSpan, about: Pick<HelloFrame, 'device' | 'intent' | 'sport'>): Promise<InletRun> {
    const { clock, streams } = this.#deps;
    const nowMs = clock.nowMs();
    const run = await InletRun.open(streams, this.#key.athleteId, span, {
      clock: { mono: nowMs, wall: nowMs, offset: 0 },
      ...about,
    });
    run.coached = this.#coached;
    return run;
  }
}

function isAround({ startedAtMs, lastAtMs, deletedAtMs = Infinity }: RunSpan, atMs: number): boolean {
  return atMs >= startedAtMs - RUN_GAP_MS && atMs <= Math.min(lastAtMs + RUN_GAP_MS, deletedAtMs);
}
