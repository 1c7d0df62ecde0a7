import { Cleaner, isBelievable, isSmallStep } from './clean.ts';
import { LONGEST_SILENCE_MS } from './cut-recording.ts';
import { FlatLine } from './flat-line.ts';
import type { RecordingKind } from './recording.ts';
import { type Items, NO_VALUE, PAUSE, RESUME } from './sample.ts';
import type { SegmentSink } from './timeline.ts';
import { INACTIVE, UNKNOWN } from './timeline.ts';

/** How long a value may stand for the time after it: a property of the source (Z4). */
export const HOLD_MS: Readonly<Record<RecordingKind, number>> = {
  live: 10_000,
  file: 60_000,
  monitoring: 90_000,
};

/**
 * What the last sample of a recording, and of each stretch before a pause, stands for (Z4), and so how far active time
 * reaches past the last record (Z3).
 */
const LAST_HOLD_MS = 1_000;

/** How far apart two values of a file may lie for the records without a value between them to say nothing (Z4). */
const BRIDGED_MS = 10_000;

/**
 * From items to the attributed timeline: cleaning (Z6, Z7), hold (Z4), pauses (Z5), active time (Z3) and equal
 * instants (Z9) as one causal reducer for live streams, files and all-day monitoring.
 *
 * The time after the latest record is not emitted before the next record arrives, because only then is it known how
 * long the value stood, whether another value of the same instant replaced it, and whether the recording went on.
 * `tail` tells it as of now.
 */
export class Attribution {
  readonly #longestSilenceMs: number;
  readonly #sink: SegmentSink;
  readonly #holdMs: number;
  readonly #cleaner = new Cleaner();
  readonly #watchesRr: boolean;
  /** From the first RR interval on: most sources never deliver any. */
  #flatLine: FlatLine | null = null;
  #invalidCount = 0;
  #suspectCount = 0;

  /** The latest record, not yet cleaned; before the first one, the start of the recording without a value. */
  #recordMs = NaN;
  #recordCode = NO_VALUE;
  #recordRrKey = 0;
  #recordPaused = false;
  #hasRecord = false;
  /** Whether records without a value wait for the next value: a device may write heart rate only on change (Z4). */
  readonly #bridgesBlanks: boolean;
  /** The first and the last record without a value since the latest record; NaN when there is none. */
  #blankMs = NaN;
  #lastBlankMs = NaN;
  /** Pauses and resumes after the latest record, alternating; nearly always empty. */
  readonly #toggles: number[] = [];
  #paused = false;
  #pauseMs = -Infinity;
  /** Start of the pause that the latest record lies in, if it lies in one. */
  #recordPauseMs = -Infinity;
  /** Nothing but the latest record's value and instant is to be known of what came before: no pause, blank or RR. */
  #isPlain = false;

  /** `startMs` is where active time begins, unknown until the first record; an earlier item moves it. */
  constructor(kind: RecordingKind, startMs: number, sink: SegmentSink, holdMs = HOLD_MS[kind]) {
    this.#longestSilenceMs = LONGEST_SILENCE_MS[kind];
    this.#sink = sink;
    this.#holdMs = holdMs;
    this.#watchesRr = kind === 'live';
    this.#bridgesBlanks = kind === 'file';
    this.#recordMs = Math.round(startMs);
  }

  /** Items must come in the order of (instant, sequence). Instants count in whole milliseconds. */
  push(atMs: number, code: number, rrKey: number): void {
    const instantMs = Math.round(atMs);
    if (code === PAUSE || code === RESUME) this.#toggle(instantMs, code === PAUSE);
    else this.#record(instantMs, code, rrKey);
  }

  /** All items of a recording, in the order of (instant, sequence): the same as one by one. */
  pushAll(items: Items): void {
    const { count, atMs, code, rrKey } = items;
    for (let row = 0; row < count;) {
      if (this.#isPlain && rrKey === undefined) row = this.#pushSteady(items, row);
      if (row < count) this.push(atMs[row]!, code[row]!, rrKey === undefined ? 0 : rrKey[row]!);
      row++;
    }
  }

  /**
   * The rows from `from` on of which nothing has to be weighed: values in small steps, each within the hold of the one
   * before. Answers the first other row. Nearly all of nearly every recording, and a preview of ten years takes millions.
   */
  #pushSteady({ count, atMs, code }: Items, from: number): number {
    const sink = this.#sink;
    const holdMs = this.#holdMs;
    let bpm = this.#recordCode;
    let recordMs = this.#recordMs;
    if (!isBelievable(bpm) || !this.#cleaner.isNear(bpm)) return from;
    let sinceMs = recordMs;
    let settledMs = recordMs;
    let settledBpm = bpm;
    let row = from;
    for (; row < count; row++) {
      const nextBpm = code[row]!;
      const nextMs = Math.round(atMs[row]!);
      if (!(nextMs > recordMs && nextMs - recordMs <= holdMs)) break;
      if (nextBpm !== bpm) {
        if (!isSmallStep(bpm, nextBpm) || !isBelievable(nextBpm)) break;
        sink.segment(bpm, sinceMs, nextMs);
        sinceMs = nextMs;
      }
      settledMs = recordMs;
      settledBpm = bpm;
      bpm = nextBpm;
      recordMs = nextMs;
    }
    if (row === from) return from;
    if (recordMs > sinceMs) sink.segment(bpm, sinceMs, recordMs);
    this.#cleaner.takeFollowing(settledMs, settledBpm);
    this.#recordMs = recordMs;
    this.#recordCode = bpm;
    return row;
  }

  /** Emits what the recording ends with: the last sample holds one second (Z4). No push may follow. */
  finish(): void {
    if (!this.#hasRecord) return;
    const lastMs = Number.isNaN(this.#lastBlankMs) ? this.#recordMs : this.#lastBlankMs;
    this.#walk(this.#takeUntilMs(this.#settle()), lastMs + LAST_HOLD_MS, this.#sink);
    this.#hasRecord = false;
  }

  /** Tells `sink` what follows the segments emitted so far if the recording goes on at `nowMs`. No consequence here. */
  tail(nowMs: number, sink: SegmentSink): void {
    if (!this.#hasRecord || nowMs <= this.#recordMs) return;
    const silent = nowMs - this.#recordMs > this.#longestSilenceMs;
    this.#walk(this.#knownUntilMs(), silent ? this.#recordMs + LAST_HOLD_MS : Math.round(nowMs), sink);
  }

  /** The believed value that stands at `nowMs`, or 0: none, too old, paused. */
  bpmAt(nowMs: number): number {
    if (!this.#hasRecord || this.#paused || this.#toggles.length > 0) return 0;
    return nowMs < this.#knownUntilMs() ? this.#recordCode : 0;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** The instant of the latest record or start. */
  get recordMs(): number {
    return this.#recordMs;
  }

  /** From when on another source may still change what is said: the latest record, or the pause that it lies in (Z10). */
  get openSinceMs(): number {
    return this.#recordPaused ? this.#recordPauseMs : this.#recordMs;
  }

  /** Records without a believable value (Z6). */
  get invalidCount(): number {
    return this.#invalidCount + (this.#hasRecord && !isBelievable(this.#recordCode) ? 1 : 0);
  }

  /** Samples that jumped (Z7). */
  get suspectCount(): number {
    const suspect =
      isBelievable(this.#recordCode) && !this.#cleaner.accepts(this.#recordMs, this.#recordCode);
    return this.#suspectCount + (this.#hasRecord && suspect ? 1 : 0);
  }

  #toggle(atMs: number, pause: boolean): void {
    if (pause === this.#paused) return;
    this.#isPlain = false;
    if (!this.#hasRecord && atMs < this.#recordMs) this.#recordMs = atMs;
    if (pause) this.#pauseMs = atMs;
    this.#paused = pause;
    this.#toggles.push(atMs);
  }

  #record(atMs: number, code: number, rrKey: number): void {
    const sinceMs = atMs - this.#recordMs;
    // Nearly every second of every recording is one value after another; what follows says the same at length.
    if (this.#isPlain && rrKey === 0 && code !== NO_VALUE && sinceMs > 0 && sinceMs <= this.#holdMs) {
      if (this.#settle()) this.#sink.segment(this.#recordCode, this.#recordMs, atMs);
      else this.#leave(-Infinity, atMs);
      this.#recordMs = atMs;
      this.#recordCode = code;
      return;
    }
    if (this.#hasRecord) {
      if (atMs === this.#recordMs) {
        this.#merge(code, rrKey);
        return;
      }
      if (code === NO_VALUE && this.#bridges(atMs)) {
        this.#wait(atMs);
        return;
      }
      if (!Number.isNaN(this.#blankMs)) this.#endWait(atMs, code);
      this.#leave(this.#takeUntilMs(this.#settle()), atMs);
    } else if (sinceMs > 0 && sinceMs <= this.#longestSilenceMs) {
      this.#walk(-Infinity, atMs, this.#sink);
    }
    if (this.#toggles.length > 0) this.#toggles.length = 0;
    this.#blankMs = this.#lastBlankMs = NaN;
    this.#hasRecord = true;
    this.#recordMs = atMs;
    this.#recordCode = code;
    this.#recordRrKey = rrKey;
    this.#recordPaused = this.#paused;
    this.#recordPauseMs = this.#pauseMs;
    this.#isPlain = rrKey === 0 && this.#flatLine === null && !this.#paused;
  }

  /** Z9: the later value of an instant wins; a record that says nothing does not take a value away. */
  #merge(code: number, rrKey: number): void {
    if (!isBelievable(code) && isBelievable(this.#recordCode)) return;
    this.#recordCode = code;
    this.#recordRrKey = rrKey;
    if (rrKey !== 0) this.#isPlain = false;
  }

  /** Whether a record without a value may be without consequence for the hold of the latest record (Z4). */
  #bridges(atMs: number): boolean {
    const isOpen = this.#bridgesBlanks && !this.#recordPaused && this.#toggles.length === 0;
    return isOpen && atMs - this.#recordMs < BRIDGED_MS && isBelievable(this.#recordCode);
  }

  #wait(atMs: number): void {
    if (atMs === this.#lastBlankMs) return;
    this.#isPlain = false;
    if (Number.isNaN(this.#blankMs)) this.#blankMs = atMs;
    this.#lastBlankMs = atMs;
    this.#invalidCount++;
  }

  /** The records without a value end the hold, unless the next value comes in time (Z4). */
  #endWait(atMs: number, code: number): void {
    // Z9: a value at the instant of the last of them stands in its place.
    if (atMs === this.#lastBlankMs && isBelievable(code)) this.#invalidCount--;
    const inTime = code !== NO_VALUE && this.#toggles.length === 0 && atMs - this.#recordMs <= BRIDGED_MS;
    if (inTime) this.#blankMs = NaN;
  }

  /** Emits what lies between the latest record and the next one. */
  #leave(knownUntilMs: number, atMs: number): void {
    if (atMs - this.#recordMs <= this.#longestSilenceMs) {
      this.#walk(knownUntilMs, atMs, this.#sink);
      return;
    }
    // A new segment: the jump or silence between is not active time (Z3, Z10).
    const endMs = this.#recordMs + LAST_HOLD_MS;
    this.#walk(knownUntilMs, endMs, this.#sink);
    this.#sink.segment(INACTIVE, endMs, atMs);
  }

  /** Judges the latest record for good, and counts it where it is no value. */
  #settle(): boolean {
    if (!isBelievable(this.#recordCode)) {
      this.#invalidCount++;
      return false;
    }
    if (!this.#cleaner.take(this.#recordMs, this.#recordCode)) {
      this.#suspectCount++;
      return false;
    }
    return true;
  }

  /** Until when the settled record's value is believed; −Infinity when it has none. */
  #takeUntilMs(accepted: boolean): number {
    if (!accepted) return -Infinity;
    if (this.#watchesRr && this.#recordRrKey !== 0) this.#flatLine ??= new FlatLine();
    return this.#cap(this.#flatLine?.take(this.#recordMs, this.#recordCode, this.#recordRrKey) ?? Infinity);
  }

  /** The same for a record that is not settled, without consequence. */
  #knownUntilMs(): number {
    const atMs = this.#recordMs;
    const bpm = this.#recordCode;
    if (!isBelievable(bpm) || !this.#cleaner.accepts(atMs, bpm)) return -Infinity;
    return this.#cap(this.#flatLine?.believedUntilMs(atMs, bpm, this.#recordRrKey) ?? Infinity);
  }

  #cap(believedUntilMs: number): number {
    // Of one instant the pause comes last, whichever order they were written in: nothing is held over it (Z5).
    if (this.#recordPaused && this.#pauseMs === this.#recordMs) return -Infinity;
    const untilMs = Math.min(this.#recordMs + this.#holdMs, believedUntilMs);
    return this.#blankMs < untilMs ? this.#blankMs : untilMs;
  }

  #walk(knownUntilMs: number, untilMs: number, sink: SegmentSink): void {
    let fromMs = this.#recordMs;
    let paused = this.#recordPaused;
    const endsStretch = !paused && this.#toggles.length > 0 && this.#toggles[0]! < untilMs;
    let heldUntilMs = endsStretch ? Math.min(knownUntilMs, fromMs + LAST_HOLD_MS) : knownUntilMs;
    for (let i = 0; i < this.#toggles.length; i++) {
      const toMs = Math.min(this.#toggles[i]!, untilMs);
      this.#stretch(paused, heldUntilMs, fromMs, toMs, sink);
      // A hold stops at the pause (Z5); what was sampled while paused may stand after the resume.
      if (!paused) heldUntilMs = -Infinity;
      paused = !paused;
      fromMs = toMs;
    }
    this.#stretch(paused, heldUntilMs, fromMs, untilMs, sink);
  }

  #stretch(paused: boolean, heldUntilMs: number, fromMs: number, toMs: number, sink: SegmentSink): void {
    if (fromMs >= toMs) return;
    if (paused) {
      sink.segment(INACTIVE, fromMs, toMs);
    } else if (heldUntilMs >= toMs) {
      sink.segment(this.#recordCode, fromMs, toMs);
    } else if (heldUntilMs > fromMs) {
      sink.segment(this.#recordCode, fromMs, heldUntilMs);
      sink.segment(UNKNOWN, heldUntilMs, toMs);
    } else {
      sink.segment(UNKNOWN, fromMs, toMs);
    }
  }
}
