import type { AthleteFlag } from '../athlete.ts';
import { lowestAtOrAbove } from '../bands/band.ts';
import type { HeartBasis } from '../bands/heart-basis.ts';
import type { FourByFourEvent } from '../four-by-four/four-by-four-reducer.ts';
import type { FourByFourPhase } from '../four-by-four/four-by-four-phase.ts';
import type { Intent } from '../intent.ts';
import type { Prescription } from '../prescription/prescription.ts';
import { HIGHEST_BPM, SECOND_MS } from '../units.ts';
import type { CeilingEvent } from '../ceiling/ceiling-reducer.ts';
import { HARD_PERCENT } from '../week/guards/hard-time.ts';
import type { CueId } from './cue-rules.ts';
import { CueReducer } from './cue.ts';
import type { DoseBaseline } from './dose-baseline.ts';
import { LiveDoses, type RemainingDose } from './live-doses.ts';
import type { LiveSnapshot } from './live-evaluation.ts';
import type { LiveSession, LiveSessionListener } from './live-session.ts';
import { isFresh } from '../timeline/fresh.ts';

/** What a coach shows about once a second, before it is put into words. */
export interface CoachView {
  readonly atMs: number;
  /** Null: nothing that may be shown (C). */
  readonly bpm: number | null;
  readonly percent: number | null;
  /** Bands that the value is in. */
  readonly bands: readonly string[];
  readonly stale: boolean;
  /** This session so far, whole seconds per band. */
  readonly seconds: readonly { readonly id: string; readonly seconds: number }[];
  readonly remaining: readonly RemainingDose[];
  readonly interval:
    | (FourByFourPhase & {
        /** Which they are, where the prescription has several. */
        readonly target?: string;
        readonly credited: number;
        readonly of: number;
        readonly event?: string;
      })
    | null;
  /** The guard of the ceiling (X); null where none is prescribed. */
  readonly ceiling: CeilingView | null;
  readonly cue: CueId | null;
}

export interface CeilingView {
  /** The highest bpm that is not above it. */
  readonly bpm: number;
  readonly above: boolean;
  /** The highest of the crossing that lasts; null while there is none. */
  readonly peakBpm: number | null;
  /** Of this session so far (X2). */
  readonly crossings: number;
  /** To be said now, by tone and words (X1). */
  readonly event?: CeilingEvent;
}

export interface CoachInput {
  readonly intent: Intent;
  /** Null for a real heart (L13). */
  readonly timeScale: number | null;
  /** A source that sends every few seconds at best, such as a relay or a watch. */
  readonly isSlow: boolean;
}

/** What a coach judges by besides the running heart. */
export interface CoachingBasis {
  readonly prescription: Prescription;
  readonly flags: readonly AthleteFlag[];
  /** The week without the running session. */
  readonly baseline: DoseBaseline;
}

/** After this the number shown is taken back (C). */
const SHOWN_MS = 5_000;
const SHOWN_SLOW_MS = 10_000;

/** Coaches a running session: on the server, and on a phone that is alone. */
export class Coach implements LiveSessionListener {
  readonly #input: CoachInput;
  readonly #shownMs: number;
  #basis: CoachingBasis;
  #doses: LiveDoses | null = null;
  #cues: CueReducer | null = null;
  /** When the part began that the cues are for. */
  #cuesSinceMs = NaN;
  #lastArrivalMs = NaN;
  #lastWasFresh = false;
  #event: FourByFourEvent['type'] | undefined;
  #ceilingEvent: CeilingEvent | undefined;
  #outdatedAtMs = Infinity;
  #catchingUp = false;

  constructor(input: CoachInput, basis: CoachingBasis) {
    this.#input = input;
    this.#shownMs = input.isSlow ? SHOWN_SLOW_MS : SHOWN_MS;
    this.#basis = basis;
  }

  /** The week around the session has changed. */
  setBasis(basis: CoachingBasis): void {
    this.#basis = basis;
    this.#doses = null;
  }

  /** An item of this instant is about to be appended. */
  noteArrival(atMs: number, receivedAtMs: number): void {
    this.#lastWasFresh = this.#input.timeScale !== null || isFresh(atMs, receivedAtMs);
    this.#lastArrivalMs = receivedAtMs;
  }

  /** What happens while `work` appends items of long ago causes neither cue nor event (L7). */
  catchUp(work: () => void): void {
    this.#catchingUp = true;
    work();
    this.#catchingUp = false;
    this.#lastWasFresh = false;
    this.#event = undefined;
    this.#ceilingEvent = undefined;
  }

  /** An event of the 4×4 (I7): shown with the next view, unless it is old. */
  noteEvent(type: FourByFourEvent['type']): void {
    if (this.#lastWasFresh && !this.#catchingUp) this.#event = type;
  }

  /** The ceiling's guard has something to say (X1): exempt from the budget of the cues, but not said of what is old (L7). */
  noteCeiling(event: CeilingEvent): void {
    if (this.#lastWasFresh && !this.#catchingUp) this.#ceilingEvent = event;
  }

  /** There is nobody to tell: events are of their moment. */
  passOver(): void {
    this.#event = undefined;
    this.#ceilingEvent = undefined;
    this.#outdatedAtMs = Infinity;
  }

  /** When the value that the last view showed is too old; never where it showed none. */
  get outdatedAtMs(): number {
    return this.#outdatedAtMs;
  }

  view(session: LiveSession, nowMs: number): CoachView {
    const viewMs = this.#viewMs(session, nowMs);
    const snapshot = session.snapshot(viewMs);
    const leftMs = (snapshot?.recordMs ?? NaN) + this.#shownMs - viewMs;
    const shown = snapshot !== null && leftMs > 0;
    const bpm = shown ? snapshot.bpm : null;
    this.#outdatedAtMs = bpm === null ? Infinity : this.#nowWhenIn(leftMs, viewMs, nowMs);
    const { maxHeartRate, bands } = session;
    const event = this.#event;
    this.#event = undefined;
    const ceilingEvent = this.#ceilingEvent;
    this.#ceilingEvent = undefined;
    return {
      atMs: Math.round(viewMs),
      bpm,
      percent: bpm === null || maxHeartRate === null ? null : Math.round((100 * bpm) / maxHeartRate),
      bands: bpm === null ? [] : bandsOf(session, bpm),
      stale: !shown,
      seconds: bands.map(({ id, lowBpm, highBpm }) => ({
        id,
        seconds: snapshot === null ? 0 : Math.floor(snapshot.rangeMs(lowBpm, highBpm) / SECOND_MS),
      })),
      remaining: this.#remaining(session, snapshot),
      interval: snapshot === null ? null : intervalOf(snapshot, event),
      ceiling: ceilingOf(session, ceilingEvent),
      cue: this.#cue(session, snapshot, bpm, viewMs),
    };
  }

  /**
   * The instant that is shown: now, or the last item's where its clock is ahead. A simulation lives in its own past,
   * where time passes `timeScale` times as fast (L13).
   */
  #viewMs({ lastItemMs }: LiveSession, nowMs: number): number {
    const { timeScale } = this.#input;
    if (lastItemMs !== lastItemMs) return nowMs;
    if (timeScale === null) return Math.max(nowMs, lastItemMs);
    const sinceMs = this.#lastArrivalMs === this.#lastArrivalMs ? nowMs - this.#lastArrivalMs : 0;
    return lastItemMs + Math.max(0, sinceMs) * timeScale;
  }

  /** The time on the clock when the instant that is shown has gone on by `leftMs`. */
  #nowWhenIn(leftMs: number, viewMs: number, nowMs: number): number {
    const { timeScale } = this.#input;
    if (timeScale === null) return viewMs + leftMs;
    return this.#lastArrivalMs === this.#lastArrivalMs ? nowMs + leftMs / timeScale : Infinity;
  }

  #remaining({ sport }: LiveSession, snapshot: LiveSnapshot | null): readonly RemainingDose[] {
    if (snapshot === null || snapshot.localDate === null) return [];
    const { localDate, dates, rangeMs, creditedIntervals } = snapshot;
    // With its first item, as the cues.
    this.#doses ??= new LiveDoses(this.#basis.baseline, sport);
    return this.#doses.left({ localDate, dates, rangeMs, creditedIntervals });
  }

  #cue(
    { maxHeartRate, basis, partStartMs }: LiveSession,
    snapshot: LiveSnapshot | null,
    bpm: number | null,
    viewMs: number,
  ): CueId | null {
    if (snapshot === null || maxHeartRate === null) return null;
    return this.#cuesFor(basis, partStartMs).look({
      nowMs: viewMs,
      bpm: snapshot.paused ? null : bpm,
      fresh: this.#lastWasFresh,
      phase: snapshot.intervals?.phase ?? null,
      hardMs: snapshot.rangeMs(lowestAtOrAbove(HARD_PERCENT, maxHeartRate), HIGHEST_BPM),
    });
  }

  /** Of the part that runs; made with its first item, so that a stream which says nothing costs little. */
  #cuesFor(basis: HeartBasis, partStartMs: number): CueReducer {
    if (this.#cues === null || this.#cuesSinceMs !== partStartMs) {
      const { prescription, flags } = this.#basis;
      this.#cues = new CueReducer({
        intent: this.#input.intent,
        prescription,
        basis,
        flags,
      });
      this.#cuesSinceMs = partStartMs;
    }
    return this.#cues;
  }
}

function ceilingOf({ ceiling }: LiveSession, event: CeilingEvent | undefined): CeilingView | null {
  if (ceiling === null) return null;
  const { limitBpm, peakBpm, crossings } = ceiling;
  const said = event === undefined ? {} : { event };
  return { bpm: limitBpm, above: peakBpm !== null, peakBpm, crossings: crossings.length, ...said };
}

function bandsOf({ bands }: LiveSession, bpm: number): string[] {
  const ids: string[] = [];
  for (const { id, lowBpm, highBpm } of bands) if (bpm >= lowBpm && bpm <= highBpm) ids.push(id);
  return ids;
}

function intervalOf(snapshot: LiveSnapshot, event: string | undefined): CoachView['interval'] {
  if (snapshot.intervals === null) return null;
  const { target, credited, of } = snapshot.intervals;
  const { phase, elapsedSeconds, effortSeconds } = snapshot.intervals.phase;
  const interval = { credited, of, phase, elapsedSeconds, effortSeconds };
  const isOnly = snapshot.creditedIntervals.length === 1;
  if (isOnly && event === undefined) return interval;
  // Of several it is said which.
  return { ...(isOnly ? {} : { target }), ...interval, ...(event === undefined ? {} : { event }) };
}
