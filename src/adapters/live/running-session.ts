import { itemColumns } from '../../application/live/item-columns.ts';
import type { LiveItem } from '../../application/live/live-item.ts';
import type { Coaching } from '../../application/live/load-coaching.ts';
import { timelineItems } from '../../application/live/merge-batches.ts';
import { type FinishedPart, LiveSession } from '../../domain/coaching/live-session.ts';
import type { FourByFourListener } from '../../domain/four-by-four/four-by-four-reducer.ts';
import { evaluateSession } from '../../domain/session/evaluate-session.ts';
import { rrKeyOf } from '../../domain/timeline/rr-key.ts';
import { JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { SECOND_MS } from '../../domain/units.ts';

export interface RunningSessionInput {
  readonly sessionId: string;
  readonly sport: string | null;
  readonly simulated: boolean;
  readonly coaching: Coaching;
  /** Reads the week around the stream; `running` is what runs, as the recording it would be if it ended now. */
  readonly loadCoaching: (
    nowMs: number,
    finishedParts: readonly FinishedPart[],
    running: RecordingFacts | null,
  ) => Promise<Coaching>;
  readonly nowMs: number;
  readonly onEvent: FourByFourListener;
}

/**
 * The session that a stream is part of, as far as it goes: the stream's own items, cut where it was silent for long, and
 * what other sources have recorded of the same hours (Z10).
 */
export class RunningSession {
  /** The stream's own part of it. */
  readonly own: LiveSession;
  readonly #input: RunningSessionInput;
  #coaching: Coaching;
  needsRefresh = false;

  constructor(input: RunningSessionInput) {
    const { sessionId, sport, simulated, nowMs, onEvent } = input;
    this.#input = input;
    this.#coaching = input.coaching;
    this.own = new LiveSession({
      sessionId,
      sport,
      simulated,
      nowMs,
      onEvent,
      measure: () => this.#coaching,
    });
  }

  get coaching(): Coaching {
    return this.#coaching;
  }

  /** Takes the next item; false when it can't be told from it alone what the session came to: then `replay`. */
  push(item: LiveItem): boolean {
    if (item.atMs < this.own.lastItemMs || this.#meetsOthers(item.atMs)) return false;
    this.#append(item);
    return true;
  }

  /** Starts anew from all items of the stream. */
  replay(items: readonly LiveItem[]): void {
    this.own.restart();
    const ordered = timelineItems(items);
    let firstOfPart = 0;
    for (const [i, item] of ordered.entries()) {
      if (this.#append(item)) firstOfPart = i;
    }
    this.#adoptOthers(ordered.slice(firstOfPart));
  }

  /**
   * Reads the week again; true when the stream must be replayed, because other sources share its session or it is judged
   * by another max heart rate or prescription.
   */
  async refresh(nowMs: number): Promise<boolean> {
    const { beside, prescription, maxHeartRates } = this.#coaching;
    this.needsRefresh = false;
    try {
      this.#coaching = await this.#input.loadCoaching(nowMs, this.own.finishedParts, this.#running());
    } catch (error) {
      // The old week is still told; it is asked for again.
      this.needsRefresh = true;
      throw error;
    }
    const isOtherBasis =
      prescription.id !== this.#coaching.prescription.id ||
      JSON.stringify(maxHeartRates) !== JSON.stringify(this.#coaching.maxHeartRates);
    return isOtherBasis || beside.length > 0 || this.#coaching.beside.length > 0;
  }

  /** Answers whether a new part began with it. */
  #append({ atMs, code, rr }: LiveItem): boolean {
    const parts = this.own.finishedParts.length;
    const begins = this.own.append(atMs, code, rrKeyOf(rr));
    // Z10: a long silence has ended a session; the running one is another, with that in the week behind it.
    if (this.own.finishedParts.length > parts) this.needsRefresh = true;
    return begins;
  }

  /** The time up to an item belongs to one session with another source that has recorded any of it (Z10). */
  #meetsOthers(atMs: number): boolean {
    // A first item may also follow shortly after a recording that has ended.
    const sinceMs = this.own.evaluation?.openSinceMs ?? atMs - JOIN_GAP_MS;
    const untilMs = this.own.evaluation === null ? atMs + JOIN_GAP_MS : atMs;
    for (const { fromMs, toMs } of this.#coaching.others) {
      if (sinceMs >= toMs || untilMs < fromMs) continue;
      this.needsRefresh = true;
      return true;
    }
    return false;
  }

  /** `items` of the part that runs, in order. */
  #adoptOthers(items: readonly LiveItem[]): void {
    const running = this.#running();
    const { evaluation } = this.own;
    if (running === null || evaluation === null) return;
    const { beside, others, timeZones } = this.#coaching;
    if (beside.length > 0) {
      const own = { facts: running, items: itemColumns(items) };
      evaluation.adopt(evaluateSession([own, ...beside], timeZones).timeline);
      return;
    }
    // Nobody has looked for them yet when a stream is taken up again.
    this.needsRefresh ||= others.some(
      ({ fromMs, toMs }) => fromMs < running.endMs + JOIN_GAP_MS && toMs > running.startMs - JOIN_GAP_MS,
    );
  }

  #running(): RecordingFacts | null {
    if (this.own.evaluation === null) return null;
    const { sport, simulated } = this.#input;
    return {
      id: this.own.partId,
      kind: 'live',
      sport,
      subSport: null,
      startMs: this.own.partStartMs,
      endMs: this.own.lastItemMs + SECOND_MS,
      contentHash: '',
      simulated,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
      deliversRr: false,
    };
  }
}
