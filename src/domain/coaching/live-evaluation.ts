import type { DatedTimeZone } from '../athlete.ts';
import { Attribution } from '../timeline/attribution.ts';
import { isCut } from '../timeline/cut-recording.ts';
import type { TargetEdges } from '../four-by-four/edges-for.ts';
import type { KnownFourByFour } from '../four-by-four/four-by-four.ts';
import type { FourByFourPhase } from '../four-by-four/four-by-four-phase.ts';
import type { FourByFourListener } from '../four-by-four/four-by-four-reducer.ts';
import { FourByFourReducer } from '../four-by-four/four-by-four-reducer.ts';
import { DayHistograms } from '../session/histogram.ts';
import { addDays, localDateAt, startOfDayMs, zoneAt } from '../calendar/local-time.ts';
import type { RecordingFacts } from '../timeline/recording.ts';
import type { SessionEvidence } from '../session/session.ts';
import { SustainedMax } from '../session/sustained-max.ts';
import type { SegmentSink, Timeline } from '../timeline/timeline.ts';
import { INACTIVE } from '../timeline/timeline.ts';
import type { LocalDate } from '../units.ts';
import { SECOND_MS } from '../units.ts';

export interface LiveEvaluationInput {
  readonly facts: Pick<RecordingFacts, 'id' | 'sport' | 'subSport' | 'simulated' | 'device'>;
  readonly timeZones: readonly DatedTimeZone[];
  /** Intervals to recognise: the run is coached by the first. None without their basis. */
  readonly intervals: readonly TargetEdges[];
  readonly onEvent?: FourByFourListener;
}

/** Credited intervals in the best run (I4) of one target that is recognised. */
export interface CreditedIntervals {
  readonly target: string;
  readonly credited: number;
}

/** A live session as of now. */
export interface LiveSnapshot {
  /** The believed value that stands now, at most HOLD old (Z4), or null. */
  readonly bpm: number | null;
  /** When that value, or the silence after it, was captured; for the age to show. */
  readonly recordMs: number;
  readonly paused: boolean;
  readonly activeMs: number;
  /** Of its start (T2); null before the first item. */
  readonly localDate: LocalDate | null;
  /** Its dates so far, ascending; the last is that of now. */
  readonly dates: readonly LocalDate[];
  /** The intervals that the run is coached by; null where none are recognised. */
  readonly intervals: (CreditedIntervals & { readonly of: number; readonly phase: FourByFourPhase }) | null;
  readonly creditedIntervals: readonly CreditedIntervals[];
  /** Milliseconds from `lowBpm` to `highBpm`, both inclusive: of the session, or of one date of it. */
  readonly rangeMs: (lowBpm: number, highBpm: number, date?: LocalDate | null) => number;
}

/** What a stream's 4×4 comes to as of an instant is worked out here, one stream after the other. */
const draft = new FourByFourReducer({ workBpm: Infinity, floorBpm: Infinity, aboveBpm: Infinity });

interface Segment {
  readonly state: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is not certain yet: what follows the latest record, nearly always one segment. */
class Tail implements SegmentSink {
  readonly segments: Segment[] = [];

  segment(state: number, fromMs: number, toMs: number): void {
    this.segments.push({ state, fromMs, toMs });
  }
}

/**
 * One live stream through the same rules as a file, item by item, in about two kilobytes. When the stream has ended,
 * `evidence` equals `evaluateSession` of the same items, however they were cut into frames (I6).
 */
export class LiveEvaluation {
  readonly #input: LiveEvaluationInput;
  #histograms: DayHistograms;
  #recognisers: readonly FourByFourReducer[];
  #sustained = new SustainedMax();
  #attribution: Attribution | null = null;
  #startMs = NaN;
  #localDate: LocalDate | null = null;
  #lastMs = -Infinity;
  #endMs = NaN;
  #ended = false;

  constructor(input: LiveEvaluationInput) {
    this.#input = input;
    this.#histograms = new DayHistograms(input.timeZones);
    this.#recognisers = this.#newRecognisers();
  }

  /**
   * Whether an item at this instant may follow: not before the last one (then rebuild from the sorted items), and not
   * after a silence that cuts the recording (Z10: then a new part begins, see `cutRecording`).
   */
  canAppend(atMs: number): boolean {
    if (this.#ended) return false;
    return atMs >= this.#lastMs && (this.#attribution === null || !isCut('live', atMs - this.#lastMs));
  }

  /** The next item in the order of (instant, sequence): see `sample` for codes and `rrKey`. */
  push(atMs: number, code: number, rrKey: number): void {
    if (this.#attribution === null) {
      this.#startMs = atMs;
      this.#localDate = localDateAt(atMs, this.#input.timeZones);
      const sink: SegmentSink = {
        segment: (state, fromMs, toMs) => this.#segment(state, fromMs, toMs),
      };
      this.#attribution = new Attribution('live', atMs, sink);
    }
    this.#attribution.push(atMs, code, rrKey);
    this.#lastMs = atMs;
    if (code >= 0 || Number.isNaN(this.#endMs)) this.#endMs = atMs + SECOND_MS;
  }

  /**
   * Puts what all sources of the session say in place of what this stream alone has said (Z10). `merged` is their
   * timeline with this stream's items so far; what follows its last record is this stream's alone.
   */
  adopt(merged: Timeline): void {
    if (this.#attribution === null || merged.count === 0) return;
    const untilMs = this.#attribution.recordMs;
    this.#histograms = new DayHistograms(this.#input.timeZones);
    this.#sustained = new SustainedMax();
    this.#recognisers = this.#newRecognisers();
    const { boundaryMs, state } = merged;
    for (let i = 0; i < merged.count && boundaryMs[i]! < untilMs; i++) {
      this.#segment(state[i]!, boundaryMs[i]!, Math.min(boundaryMs[i + 1]!, untilMs));
    }
    // Before its first beat a stream has nothing on that timeline: what lies between the others and now is a pause.
    const mergedUntilMs = boundaryMs[merged.count]!;
    if (mergedUntilMs < untilMs) this.#segment(INACTIVE, mergedUntilMs, untilMs);
    this.#startMs = Math.min(this.#startMs, boundaryMs[0]!);
    this.#localDate = localDateAt(this.#startMs, this.#input.timeZones);
  }

  /** The stream is complete: the last sample holds one second (Z4). */
  end(): void {
    if (!this.#ended) this.#attribution?.finish();
    this.#ended = true;
  }

  /** What is known if the recording goes on at `nowMs`: a value stands until now, at most HOLD. */
  snapshot(nowMs: number): LiveSnapshot {
    const tail = this.#tail(nowMs);
    const bpm = this.#ended ? 0 : (this.#attribution?.bpmAt(nowMs) ?? 0);
    const creditedIntervals: CreditedIntervals[] = [];
    let intervals: LiveSnapshot['intervals'] = null;
    for (let i = 0; i < this.#recognisers.length; i++) {
      const { target } = this.#input.intervals[i]!;
      const recogniser = aheadOf(this.#recognisers[i]!, tail);
      const { credited } = recogniser;
      creditedIntervals.push({ target, credited });
      if (i === 0) intervals = { target, credited, of: recogniser.reps, phase: recogniser.phase(nowMs) };
    }
    return {
      bpm: bpm === 0 ? null : bpm,
      recordMs: this.recordMs,
      paused: this.#attribution?.paused ?? false,
      activeMs: this.#histograms.activeMs + activeOf(tail),
      localDate: this.#localDate,
      dates: this.#dates(tail),
      intervals,
      creditedIntervals,
      rangeMs: (lowBpm, highBpm, date = null) =>
        this.#histograms.rangeMs(lowBpm, highBpm, date) + this.#tailRangeMs(tail, lowBpm, highBpm, date),
    };
  }

  /** Up to where all is certain: the latest record. NaN before the first. */
  get recordMs(): number {
    return this.#attribution?.recordMs ?? NaN;
  }

  /** From when on another source may still change what is certain (Z10). NaN before the first. */
  get openSinceMs(): number {
    return this.#attribution?.openSinceMs ?? NaN;
  }

  /** The intervals of what is certain, of all of it after `end`, under all edges that are recognised. */
  get intervalResults(): readonly KnownFourByFour[] {
    return this.#input.intervals.map(({ edges }, index) => ({
      edges,
      result: this.#recognisers[index]!.result(),
    }));
  }

  /** The session as evidence: as of `nowMs`, or what it came to after `end`. Null before the first item. */
  evidence(nowMs: number): SessionEvidence | null {
    const attribution = this.#attribution;
    if (attribution === null) return null;
    const { facts, timeZones } = this.#input;
    const histograms = this.#histograms.clone();
    for (const { state, fromMs, toMs } of this.#tail(nowMs)) histograms.segment(state, fromMs, toMs);
    const localDate = this.#localDate ?? localDateAt(this.#startMs, timeZones);
    const { activeMs } = histograms;
    return {
      id: facts.id,
      startMs: this.#startMs,
      endMs: this.#endMs,
      timeZone: zoneAt(timeZones, localDate),
      localDate,
      sport: facts.sport,
      subSport: facts.subSport,
      simulated: facts.simulated,
      logged: false,
      activeMs,
      days: histograms.days(),
      sources: [
        {
          recordingId: facts.id,
          kind: 'live',
          startMs: this.#startMs,
          endMs: this.#endMs,
          usedMs: activeMs,
          deviceName: facts.device?.name ?? null,
        },
      ],
      setCount: 0,
      sustainedMaxBpm: this.#sustained.bpm,
      invalidCount: attribution.invalidCount,
      suspectCount: attribution.suspectCount,
    };
  }

  /** Only what the run is coached by tells its events. */
  #newRecognisers(): readonly FourByFourReducer[] {
    const { intervals, onEvent = null } = this.#input;
    return intervals.map(({ edges }, index) => new FourByFourReducer(edges, index === 0 ? onEvent : null));
  }

  #segment(state: number, fromMs: number, toMs: number): void {
    this.#histograms.segment(state, fromMs, toMs);
    this.#sustained.segment(state, fromMs, toMs);
    for (const recogniser of this.#recognisers) recogniser.segment(state, fromMs, toMs);
  }

  #tail(nowMs: number): readonly Segment[] {
    const tail = new Tail();
    this.#attribution?.tail(nowMs, tail);
    return tail.segments;
  }

  #dates(tail: readonly Segment[]): readonly LocalDate[] {
    const { dates } = this.#histograms;
    const last = tail.at(-1);
    if (last === undefined || this.#histograms.dateUntil(last.toMs) !== null) return dates;
    const today = localDateAt(last.toMs - 1, this.#input.timeZones);
    return dates.at(-1) === today ? dates : [...dates, today];
  }

  #tailRangeMs(tail: readonly Segment[], lowBpm: number, highBpm: number, date: LocalDate | null): number {
    const { timeZones } = this.#input;
    const tailDate = date === null ? null : this.#histograms.dateUntil(tail.at(-1)?.toMs ?? 0);
    // Nearly always the whole tail is of one date, and no calendar is needed.
    if (tailDate !== null) return tailDate === date ? sumOf(tail, lowBpm, highBpm, -Infinity, Infinity) : 0;
    const firstMs = date === null ? -Infinity : startOfDayMs(date, timeZones);
    const lastMs = date === null ? Infinity : startOfDayMs(addDays(date, 1), timeZones);
    return sumOf(tail, lowBpm, highBpm, firstMs, lastMs);
  }
}

/** What has seen the tail as well: another only where the tail makes a difference, and valid until the next is asked for. */
function aheadOf(recogniser: FourByFourReducer, tail: readonly Segment[]): FourByFourReducer {
  if (tail.every(({ state }) => recogniser.isUnmovedBy(state))) return recogniser;
  draft.copyFrom(recogniser);
  for (const { state, fromMs, toMs } of tail) draft.segment(state, fromMs, toMs);
  return draft;
}

function sumOf(
  segments: readonly Segment[],
  lowBpm: number,
  highBpm: number,
  firstMs: number,
  lastMs: number,
): number {
  let sumMs = 0;
  for (const { state, fromMs, toMs } of segments) {
    if (state < lowBpm || state > highBpm || state === INACTIVE) continue;
    sumMs += Math.max(0, Math.min(toMs, lastMs) - Math.max(fromMs, firstMs));
  }
  return sumMs;
}

function activeOf(segments: readonly Segment[]): number {
  let activeMs = 0;
  for (const { state, fromMs, toMs } of segments) if (state !== INACTIVE) activeMs += toMs - fromMs;
  return activeMs;
}
