import { itemColumns } from '../../application/live/item-columns.ts';
import { type LiveItem, rrKeyOf } from '../../application/live/live-item.ts';
import type { Coaching, FinishedPart } from '../../application/live/load-coaching.ts';
import { timelineItems } from '../../application/live/merge-batches.ts';
import { bandRange } from '../../domain/bands/band.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import { LiveEvaluation, type LiveSnapshot } from '../../domain/coaching/live-evaluation.ts';
import type { FourByFourListener } from '../../domain/four-by-four/four-by-four-reducer.ts';
import { edgesFor } from '../../domain/four-by-four/four-by-four-reducer.ts';
import { chooseMaxHeartRate } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { evaluateSession } from '../../domain/session/evaluate-session.ts';
import { partId } from '../../domain/timeline/cut-recording.ts';
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

export interface CoachBand {
  readonly id: string;
  readonly lowBpm: number;
  readonly highBpm: number;
}

/**
 * The session that a stream is part of, as far as it goes: the stream's own items, cut where it was silent for long, and
 * what other sources have recorded of the same hours (Z10).
 */
export class RunningSession {
  readonly #input: RunningSessionInput;
  #coaching: Coaching;
  #maxHeartRate: number | null = null;
  #bands: readonly CoachBand[] = [];
  #evaluation: LiveEvaluation | null = null;
  #partStartMs = NaN;
  #lastItemMs = NaN;
  readonly #finishedParts: FinishedPart[] = [];
  needsRefresh = false;

  constructor(input: RunningSessionInput) {
    this.#input = input;
    this.#coaching = input.coaching;
    this.#measureBy(input.nowMs);
  }

  get coaching(): Coaching {
    return this.#coaching;
  }

  /** In force on the date that the part began, before that today (M1). */
  get maxHeartRate(): number | null {
    return this.#maxHeartRate;
  }

  get bands(): readonly CoachBand[] {
    return this.#bands;
  }

  /** NaN before the first. */
  get lastItemMs(): number {
    return this.#lastItemMs;
  }

  /** When the part that runs began: another instant, another session. */
  get partStartMs(): number {
    return this.#partStartMs;
  }

  snapshot(atMs: number): LiveSnapshot | null {
    return this.#evaluation?.snapshot(atMs) ?? null;
  }

  /** Takes the next item; false when it can't be told from it alone what the session came to: then `replay`. */
  push(item: LiveItem): boolean {
    if (item.atMs < this.#lastItemMs || this.#meetsOthers(item.atMs)) return false;
    this.#append(item);
    return true;
  }

  /** Starts anew from all items of the stream. */
  replay(items: readonly LiveItem[]): void {
    this.#evaluation = null;
    this.#finishedParts.length = 0;
    this.#lastItemMs = NaN;
    const ordered = timelineItems(items);
    let firstOfPart = 0;
    for (const [i, item] of ordered.entries()) {
      if (this.#append(item)) firstOfPart = i;
    }
    this.#adoptOthers(ordered.slice(firstOfPart));
  }

  /** Reads the week anew; true when the stream must be replayed, because other sources share its session. */
  async refresh(nowMs: number): Promise<boolean> {
    const hadOthers = this.#coaching.beside.length > 0;
    this.needsRefresh = false;
    try {
      this.#coaching = await this.#input.loadCoaching(nowMs, this.#finishedParts, this.#running());
    } catch (error) {
      // The old week is still told; it is asked for again.
      this.needsRefresh = true;
      throw error;
    }
    return hadOthers || this.#coaching.beside.length > 0;
  }

  /** Answers whether a new part began with it. */
  #append({ atMs, code, rr }: LiveItem): boolean {
    if (this.#evaluation !== null && !this.#evaluation.canAppend(atMs)) this.#finishPart();
    const begins = this.#evaluation === null;
    this.#evaluation ??= this.#begin(atMs);
    this.#evaluation.push(atMs, code, rrKeyOf(rr));
    this.#lastItemMs = atMs;
    return begins;
  }

  #begin(atMs: number): LiveEvaluation {
    this.#partStartMs = atMs;
    this.#measureBy(atMs);
    const { sport, simulated, onEvent } = this.#input;
    const { timeZones, prescription } = this.#coaching;
    return new LiveEvaluation({
      facts: { id: this.#partId(), sport, subSport: null, simulated, device: null },
      timeZones,
      edges: this.#maxHeartRate === null ? null : edgesFor(prescription, this.#maxHeartRate),
      onEvent,
    });
  }

  /** Z10: a long silence ends the session; what follows is another one, with this one in the week behind it. */
  #finishPart(): void {
    const evaluation = this.#evaluation;
    this.#evaluation = null;
    if (evaluation === null) return;
    evaluation.end();
    const evidence = evaluation.evidence(this.#lastItemMs);
    if (evidence !== null) this.#finishedParts.push({ evidence, fourByFour: evaluation.fourByFour });
    this.needsRefresh = true;
  }

  #measureBy(atMs: number): void {
    const { maxHeartRates, timeZones, prescription } = this.#coaching;
    const maxHeartRate = chooseMaxHeartRate(maxHeartRates, localDateAt(atMs, timeZones))?.value.bpm ?? null;
    this.#maxHeartRate = maxHeartRate;
    this.#bands =
      maxHeartRate === null
        ? []
        : prescription.bands.map((band) => ({ id: band.id, ...bandRange(band, maxHeartRate) }));
  }

  /** The time up to an item belongs to one session with another source that has recorded any of it (Z10). */
  #meetsOthers(atMs: number): boolean {
    // A first item may also follow shortly after a recording that has ended.
    const sinceMs = this.#evaluation?.recordMs ?? atMs - JOIN_GAP_MS;
    const untilMs = this.#evaluation === null ? atMs + JOIN_GAP_MS : atMs;
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
    if (running === null || this.#evaluation === null) return;
    const { beside, others, timeZones } = this.#coaching;
    if (beside.length > 0) {
      const own = { facts: running, items: itemColumns(items) };
      this.#evaluation.adopt(evaluateSession([own, ...beside], timeZones).timeline);
      return;
    }
    // Nobody has looked for them yet when a stream is taken up again.
    this.needsRefresh ||= others.some(
      ({ fromMs, toMs }) => fromMs < running.endMs + JOIN_GAP_MS && toMs > running.startMs - JOIN_GAP_MS,
    );
  }

  #running(): RecordingFacts | null {
    if (this.#evaluation === null) return null;
    const { sport, simulated } = this.#input;
    return {
      id: this.#partId(),
      kind: 'live',
      sport,
      subSport: null,
      startMs: this.#partStartMs,
      endMs: this.#lastItemMs + SECOND_MS,
      contentHash: '',
      simulated,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
      deliversRr: false,
    };
  }

  #partId(): string {
    const { sessionId } = this.#input;
    return this.#finishedParts.length === 0 ? sessionId : partId(sessionId, this.#partStartMs);
  }
}
