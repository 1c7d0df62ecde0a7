import { type LiveItem, rrKeyOf } from '../../application/live/live-item.ts';
import type { Coaching, FinishedPart } from '../../application/live/load-coaching.ts';
import { timelineItems } from '../../application/live/merge-batches.ts';
import type { Locale } from '../../domain/athlete.ts';
import { bandRange, lowestAtOrAbove } from '../../domain/bands/band.ts';
import { chooseMaxHeartRate } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import type { Intent } from '../../domain/intent.ts';
import { CueReducer } from '../../domain/coaching/cue.ts';
import { partId } from '../../domain/timeline/cut-recording.ts';
import { edgesFor } from '../../domain/four-by-four/four-by-four-reducer.ts';
import { LiveEvaluation, type LiveSnapshot } from '../../domain/coaching/live-evaluation.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import { LiveDoses, type RemainingDose } from '../../domain/coaching/live-doses.ts';
import { HIGHEST_BPM, SECOND_MS } from '../../domain/units.ts';
import type { CoachFrame, LiveDeviceKind } from '../wire/live/live-frames.ts';
import { coachText, DoseTexts } from './coach-text.ts';
import type { StreamCoach } from './stream-coach.ts';

export interface EvaluatingCoachInput {
  readonly sessionId: string;
  readonly sport: string | null;
  readonly intent: Intent;
  readonly locale: Locale;
  readonly deviceKind: LiveDeviceKind | null;
  /** Null for a real stream (L13). */
  readonly timeScale: number | null;
  readonly coaching: Coaching;
  readonly reload: (nowMs: number, finishedParts: readonly FinishedPart[]) => Promise<Coaching>;
  readonly nowMs: number;
}

interface CoachBand {
  readonly id: string;
  readonly lowBpm: number;
  readonly highBpm: number;
}

/** After this the number shown is taken back (C): relays send slowly. */
const SHOWN_MS = 5_000;
const SHOWN_SLOW_MS = 10_000;
const SLOW_KINDS: readonly (LiveDeviceKind | null)[] = ['relay', 'watch', 'on-change'];
/** L7: items older than this are catch-up. */
const FRESH_MS = 10_000;
/** Where "hard" begins (G). */
const HARD_PERCENT = 85;
const RELOAD_RETRY_MS = 30_000;

/** Coaches one stream by the rules of the domain, item by item; the same evaluation that a file gets. */
export class EvaluatingCoach implements StreamCoach {
  readonly #input: EvaluatingCoachInput;
  readonly #shownMs: number;
  #coaching: Coaching;
  #doses: LiveDoses;
  #maxHeartRate: number | null = null;
  #bands: readonly CoachBand[] = [];
  #evaluation: LiveEvaluation | null = null;
  #cues: CueReducer | null = null;
  readonly #finishedParts: FinishedPart[] = [];
  readonly #doseTexts = new DoseTexts();
  #lastItemMs = NaN;
  #lastArrivalMs = NaN;
  #lastWasFresh = false;
  #event: string | undefined;
  #showsValue = false;
  #shownUntilMs = Infinity;
  #replaying = false;
  #reloadAtMs: number;

  constructor(input: EvaluatingCoachInput) {
    this.#input = input;
    this.#coaching = input.coaching;
    this.#doses = new LiveDoses(input.coaching.baseline);
    this.#shownMs = SLOW_KINDS.includes(input.deviceKind) ? SHOWN_SLOW_MS : SHOWN_MS;
    this.#reloadAtMs = input.coaching.validUntilMs;
    this.#measureBy(input.nowMs);
  }

  get maxHeartRate(): number | null {
    return this.#maxHeartRate;
  }

  get bands(): readonly CoachBand[] {
    return this.#bands;
  }

  push(items: readonly LiveItem[], receivedAtMs: number): boolean {
    for (const item of items) {
      if (item.quarantined || item.atMs !== item.atMs) continue;
      if (item.atMs < this.#lastItemMs) return false;
      this.#lastWasFresh = this.#input.timeScale !== null || receivedAtMs - item.atMs <= FRESH_MS;
      this.#append(item);
    }
    this.#lastArrivalMs = receivedAtMs;
    return true;
  }

  replay(items: readonly LiveItem[]): void {
    this.#evaluation = null;
    this.#finishedParts.length = 0;
    this.#lastItemMs = NaN;
    this.#replaying = true;
    for (const item of timelineItems(items)) this.#append(item);
    this.#replaying = false;
    this.#lastWasFresh = false;
    this.#event = undefined;
  }

  isOutdated(nowMs: number): boolean {
    return this.#showsValue && this.#viewMs(nowMs) >= this.#shownUntilMs;
  }

  frameText(nowMs: number): string {
    if (nowMs >= this.#reloadAtMs) this.#reload(nowMs);
    const viewMs = this.#viewMs(nowMs);
    const snapshot = this.#evaluation?.snapshot(viewMs) ?? null;
    this.#shownUntilMs = (snapshot?.recordMs ?? NaN) + this.#shownMs;
    const shown = snapshot !== null && viewMs < this.#shownUntilMs;
    const bpm = shown ? snapshot.bpm : null;
    this.#showsValue = bpm !== null;
    const maxHeartRate = this.#maxHeartRate;
    const event = this.#event;
    this.#event = undefined;
    return coachText(
      {
        atMs: Math.round(viewMs),
        bpm,
        percent: bpm === null || maxHeartRate === null ? null : Math.round((100 * bpm) / maxHeartRate),
        bands: bpm === null ? [] : this.#bandsOf(bpm),
        stale: !shown,
        seconds: this.#bands.map(({ id, lowBpm, highBpm }) => ({
          id,
          seconds: snapshot === null ? 0 : Math.floor(snapshot.rangeMs(lowBpm, highBpm) / SECOND_MS),
        })),
        remaining: this.#remaining(snapshot),
        interval: snapshot === null ? null : intervalOf(snapshot, event),
        cue: this.#cue(snapshot, bpm, viewMs),
      },
      this.#input.locale,
      this.#doseTexts,
    );
  }

  /** Max heart rate and bands in force on a date (M1): of the start of the stream, before that of today. */
  #measureBy(atMs: number): void {
    const { maxHeartRates, timeZones, prescription } = this.#coaching;
    this.#maxHeartRate = chooseMaxHeartRate(maxHeartRates, localDateAt(atMs, timeZones))?.value.bpm ?? null;
    const maxHeartRateBpm = this.#maxHeartRate;
    this.#bands =
      maxHeartRateBpm === null
        ? []
        : prescription.bands.map((band) => ({ id: band.id, ...bandRange(band, maxHeartRateBpm) }));
  }

  /** Made with the first item, so that a stream which says nothing costs little. */
  #newCues(): CueReducer | null {
    const { prescription, athlete } = this.#coaching;
    if (this.#maxHeartRate === null) return null;
    return new CueReducer({
      intent: this.#input.intent,
      prescription,
      maxHeartRateBpm: this.#maxHeartRate,
      flags: athlete.flags,
    });
  }

  #append({ atMs, code, rr }: LiveItem): void {
    if (this.#evaluation !== null && !this.#evaluation.canAppend(atMs)) this.#finishPart();
    this.#evaluation ??= this.#begin(atMs);
    this.#evaluation.push(atMs, code, rrKeyOf(rr));
    this.#lastItemMs = atMs;
  }

  #begin(atMs: number): LiveEvaluation {
    const { sessionId, sport, timeScale } = this.#input;
    this.#measureBy(atMs);
    this.#cues ??= this.#newCues();
    return new LiveEvaluation({
      facts: {
        id: this.#finishedParts.length === 0 ? sessionId : partId(sessionId, atMs),
        sport,
        subSport: null,
        simulated: timeScale !== null,
        device: null,
      },
      timeZones: this.#coaching.timeZones,
      edges: this.#maxHeartRate === null ? null : edgesFor(this.#coaching.prescription, this.#maxHeartRate),
      onEvent: ({ type }) => {
        if (this.#lastWasFresh && !this.#replaying) this.#event = type;
      },
    });
  }

  /** Z10: a long silence ends the session; what follows is another one, with this one in the week behind it. */
  #finishPart(): void {
    const evaluation = this.#evaluation;
    this.#evaluation = null;
    this.#cues = null;
    if (evaluation === null) return;
    evaluation.end();
    const evidence = evaluation.evidence(this.#lastItemMs);
    if (evidence !== null) this.#finishedParts.push({ evidence, fourByFour: evaluation.fourByFour });
    this.#reloadAtMs = -Infinity;
  }

  /**
   * The instant that a frame speaks of: now, or the last item's where its clock is ahead. A simulation lives in its own
   * past, where time passes `timeScale` times as fast (L13).
   */
  #viewMs(nowMs: number): number {
    const { timeScale } = this.#input;
    if (this.#lastItemMs !== this.#lastItemMs) return nowMs;
    if (timeScale === null) return Math.max(nowMs, this.#lastItemMs);
    const sinceMs = this.#lastArrivalMs === this.#lastArrivalMs ? nowMs - this.#lastArrivalMs : 0;
    return this.#lastItemMs + Math.max(0, sinceMs) * timeScale;
  }

  #bandsOf(bpm: number): string[] {
    const ids: string[] = [];
    for (const { id, lowBpm, highBpm } of this.#bands) if (bpm >= lowBpm && bpm <= highBpm) ids.push(id);
    return ids;
  }

  #remaining(snapshot: LiveSnapshot | null): readonly RemainingDose[] {
    if (snapshot === null || snapshot.localDate === null) return [];
    const { localDate, dates, rangeMs } = snapshot;
    return this.#doses.left({
      localDate,
      dates,
      rangeMs,
      fourByFourCredited: snapshot.fourByFour?.credited ?? 0,
    });
  }

  #cue(snapshot: LiveSnapshot | null, bpm: number | null, viewMs: number) {
    if (snapshot === null || this.#cues === null || this.#maxHeartRate === null) return null;
    return this.#cues.look({
      nowMs: viewMs,
      bpm: snapshot.paused ? null : bpm,
      fresh: this.#lastWasFresh,
      phase: snapshot.fourByFour?.phase ?? null,
      hardMs: snapshot.rangeMs(lowestAtOrAbove(HARD_PERCENT, this.#maxHeartRate), HIGHEST_BPM),
    });
  }

  #reload(nowMs: number): void {
    this.#reloadAtMs = nowMs + RELOAD_RETRY_MS;
    this.#input.reload(nowMs, this.#finishedParts).then(
      (coaching) => {
        this.#coaching = coaching;
        this.#doses = new LiveDoses(coaching.baseline);
        this.#reloadAtMs = coaching.validUntilMs;
      },
      // The old week is still told; it is asked for again.
      () => undefined,
    );
  }
}

function intervalOf(snapshot: LiveSnapshot, event: string | undefined): CoachFrame['interval'] | null {
  if (snapshot.fourByFour === null) return null;
  const { credited, phase } = snapshot.fourByFour;
  return { credited, of: 4, ...phase, ...(event === undefined ? {} : { event }) };
}
