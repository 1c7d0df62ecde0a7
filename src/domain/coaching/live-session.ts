import type { DatedTimeZone } from '../athlete.ts';
import { filledRange } from '../bands/band.ts';
import { ofMax, type HeartBasis } from '../bands/heart-basis.ts';
import { chooseBasis, type BasisValues } from '../basis/choose-basis.ts';
import { ceilingLimits, CeilingReducer, type CeilingEvent } from '../ceiling/ceiling-reducer.ts';
import { localDateAt } from '../calendar/local-time.ts';
import type { KnownFourByFour } from '../four-by-four/four-by-four.ts';
import type { FourByFourEvent } from '../four-by-four/four-by-four-reducer.ts';
import { edgesForRun } from '../four-by-four/edges-for.ts';
import type { Intent } from '../intent.ts';
import type { Prescription } from '../prescription/prescription.ts';
import type { SessionEvidence } from '../session/session.ts';
import { partId } from '../timeline/cut-recording.ts';
import { LiveEvaluation, type LiveSnapshot } from './live-evaluation.ts';

/** What a live session is measured by; which values are in force depends on when a part began (M1). */
export interface LiveMeasure extends BasisValues {
  readonly timeZones: readonly DatedTimeZone[];
  readonly prescription: Prescription;
}

export interface LiveSessionInput {
  readonly sessionId: string;
  readonly sport: string | null;
  readonly intent: Intent;
  readonly simulated: boolean;
  readonly measure: LiveMeasure;
  readonly nowMs: number;
  readonly listener: LiveSessionListener;
}

/** Told what happens while items are appended. */
export interface LiveSessionListener {
  /** Of the intervals that the run is coached by (I7). */
  noteEvent(type: FourByFourEvent['type']): void;
  /** A ceiling was crossed, is still crossed, or is left behind (X1, X2). */
  noteCeiling(event: CeilingEvent): void;
}

export interface CoachBand {
  readonly id: string;
  readonly lowBpm: number;
  readonly highBpm: number;
}

/** A part that a long silence has cut off (Z10): done, and not yet stored as a session. */
export interface FinishedPart {
  readonly evidence: SessionEvidence;
  readonly intervals: readonly KnownFourByFour[];
}

/**
 * What one stream has captured so far, as the session that runs: cut where it was silent for long (Z10), and each part
 * measured by the max heart rate of the date that it began on (M1).
 */
export class LiveSession {
  readonly #input: LiveSessionInput;
  #measure: LiveMeasure;
  #basis: HeartBasis = ofMax(null);
  #bands: readonly CoachBand[] = [];
  #ceiling: CeilingReducer | null = null;
  #evaluation: LiveEvaluation | null = null;
  #partStartMs = NaN;
  #lastItemMs = NaN;
  readonly #finishedParts: FinishedPart[] = [];

  constructor(input: LiveSessionInput) {
    this.#input = input;
    this.#measure = input.measure;
    this.#measureOn(input.nowMs);
  }

  /** In force on the date that the part began, before that today (M1). */
  get maxHeartRate(): number | null {
    return this.#basis.maxBpm;
  }

  /** What the part is measured by (P2). */
  get basis(): HeartBasis {
    return this.#basis;
  }

  /** Guards the part that runs (X); null without a ceiling, or without its basis. */
  get ceiling(): CeilingReducer | null {
    return this.#ceiling;
  }

  get sport(): string | null {
    return this.#input.sport;
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

  /** Of the part that runs; null before its first item. */
  get evaluation(): LiveEvaluation | null {
    return this.#evaluation;
  }

  get finishedParts(): readonly FinishedPart[] {
    return this.#finishedParts;
  }

  /** The id that the part gets as a separate session. */
  get partId(): string {
    const { sessionId } = this.#input;
    return this.#finishedParts.length === 0 ? sessionId : partId(sessionId, this.#partStartMs);
  }

  snapshot(atMs: number): LiveSnapshot | null {
    return this.#evaluation?.snapshot(atMs) ?? null;
  }

  /** The next item in the order of (instant, sequence). Answers whether a new part began with it. */
  append(atMs: number, code: number, rrKey: number): boolean {
    if (this.#evaluation !== null && !this.#evaluation.canAppend(atMs)) this.#finishPart();
    const begins = this.#evaluation === null;
    this.#evaluation ??= this.#begin(atMs);
    this.#evaluation.push(atMs, code, rrKey);
    const event = this.#ceiling?.push(atMs, code, rrKey) ?? null;
    if (event !== null) this.#input.listener.noteCeiling(event);
    this.#lastItemMs = atMs;
    return begins;
  }

  /** The measure has changed: what has not begun yet is measured by it; a part that runs when it is replayed. */
  measureBy(measure: LiveMeasure, nowMs: number): void {
    this.#measure = measure;
    if (this.#evaluation === null) this.#measureOn(nowMs);
  }

  /** Nothing was captured yet. */
  restart(): void {
    this.#evaluation = null;
    this.#finishedParts.length = 0;
    this.#lastItemMs = NaN;
  }

  #begin(atMs: number): LiveEvaluation {
    this.#partStartMs = atMs;
    this.#measureOn(atMs);
    const { sport, intent, simulated, listener } = this.#input;
    const { timeZones, prescription } = this.#measure;
    const limits = ceilingLimits(prescription.ceiling, this.#basis);
    this.#ceiling = limits && new CeilingReducer(limits);
    return new LiveEvaluation({
      facts: { id: this.partId, sport, subSport: null, simulated, device: null },
      timeZones,
      intervals: edgesForRun(prescription, this.#basis, intent),
      onEvent: ({ type }) => listener.noteEvent(type),
    });
  }

  #finishPart(): void {
    const evaluation = this.#evaluation;
    this.#evaluation = null;
    if (evaluation === null) return;
    evaluation.end();
    const evidence = evaluation.evidence(this.#lastItemMs);
    if (evidence !== null) {
      this.#finishedParts.push({ evidence, intervals: evaluation.intervalResults });
    }
  }

  #measureOn(atMs: number): void {
    const measure = this.#measure;
    const basis = chooseBasis(measure, localDateAt(atMs, measure.timeZones));
    const bands: CoachBand[] = [];
    for (const band of measure.prescription.bands) {
      const range = filledRange(band, basis);
      if (range !== null) bands.push({ id: band.id, lowBpm: range.lowBpm, highBpm: range.highBpm });
    }
    this.#basis = basis;
    // Copied to its size: a list that grew keeps room for more, with every stream.
    this.#bands = [...bands];
  }
}
