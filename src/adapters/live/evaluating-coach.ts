import type { LiveItem } from '../../application/live/live-item.ts';
import type { Coaching } from '../../application/live/load-coaching.ts';
import type { Locale } from '../../domain/athlete.ts';
import { lowestAtOrAbove } from '../../domain/bands/band.ts';
import type { CueId } from '../../domain/coaching/cue-rules.ts';
import { CueReducer } from '../../domain/coaching/cue.ts';
import { LiveDoses, type RemainingDose } from '../../domain/coaching/live-doses.ts';
import type { LiveSnapshot } from '../../domain/coaching/live-evaluation.ts';
import type { Intent } from '../../domain/intent.ts';
import { HIGHEST_BPM, SECOND_MS } from '../../domain/units.ts';
import type { CoachFrame, LiveDeviceKind } from '../wire/live/live-frames.ts';
import { coachText, DoseTexts } from './coach-text.ts';
import { type CoachBand, RunningSession, type RunningSessionInput } from './running-session.ts';
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
  readonly loadCoaching: RunningSessionInput['loadCoaching'];
  readonly nowMs: number;
}

/** After this the number shown is taken back (C): relays send slowly. */
const SHOWN_MS = 5_000;
const SHOWN_SLOW_MS = 10_000;
const SLOW_KINDS: readonly (LiveDeviceKind | null)[] = ['relay', 'watch', 'on-change'];
/** L7: items older than this are catch-up. */
const FRESH_MS = 10_000;
/** Where "hard" begins (G). */
const HARD_PERCENT = 85;

/** Coaches one stream by the rules of the domain, item by item; the same evaluation that a file gets. */
export class EvaluatingCoach implements StreamCoach {
  readonly #input: EvaluatingCoachInput;
  readonly #session: RunningSession;
  readonly #shownMs: number;
  readonly #doseTexts = new DoseTexts();
  #doses: LiveDoses;
  #cues: CueReducer | null = null;
  /** When the part began that the cues are for. */
  #cuesSinceMs = NaN;
  #lastArrivalMs = NaN;
  #lastWasFresh = false;
  #event: string | undefined;
  #showsValue = false;
  #shownUntilMs = Infinity;
  #replaying = false;

  constructor(input: EvaluatingCoachInput) {
    const { sessionId, sport, coaching, loadCoaching, nowMs } = input;
    this.#input = input;
    this.#session = new RunningSession({
      sessionId,
      sport,
      simulated: input.timeScale !== null,
      coaching,
      loadCoaching,
      nowMs,
      onEvent: ({ type }) => {
        if (this.#lastWasFresh && !this.#replaying) this.#event = type;
      },
    });
    this.#doses = new LiveDoses(coaching.baseline);
    this.#shownMs = SLOW_KINDS.includes(input.deviceKind) ? SHOWN_SLOW_MS : SHOWN_MS;
  }

  get maxHeartRate(): number | null {
    return this.#session.maxHeartRate;
  }

  get bands(): readonly CoachBand[] {
    return this.#session.bands;
  }

  get needsRefresh(): boolean {
    return this.#session.needsRefresh;
  }

  push(items: readonly LiveItem[], receivedAtMs: number): boolean {
    for (const item of items) {
      if (item.quarantined || item.atMs !== item.atMs) continue;
      this.#lastWasFresh = this.#input.timeScale !== null || receivedAtMs - item.atMs <= FRESH_MS;
      if (!this.#session.push(item)) return false;
    }
    this.#lastArrivalMs = receivedAtMs;
    return true;
  }

  replay(items: readonly LiveItem[]): void {
    this.#replaying = true;
    this.#session.replay(items);
    this.#replaying = false;
    this.#lastWasFresh = false;
    this.#event = undefined;
  }

  evidenceChanged(): void {
    this.#session.needsRefresh = true;
  }

  async refresh(nowMs: number): Promise<boolean> {
    const mustReplay = await this.#session.refresh(nowMs);
    this.#doses = new LiveDoses(this.#session.coaching.baseline);
    return mustReplay;
  }

  isOutdated(nowMs: number): boolean {
    return this.#showsValue && this.#viewMs(nowMs) >= this.#shownUntilMs;
  }

  frameText(nowMs: number): string {
    const session = this.#session;
    if (nowMs >= session.coaching.validUntilMs) session.needsRefresh = true;
    const viewMs = this.#viewMs(nowMs);
    const snapshot = session.snapshot(viewMs);
    this.#shownUntilMs = (snapshot?.recordMs ?? NaN) + this.#shownMs;
    const shown = snapshot !== null && viewMs < this.#shownUntilMs;
    const bpm = shown ? snapshot.bpm : null;
    this.#showsValue = bpm !== null;
    const { maxHeartRate } = session;
    const event = this.#event;
    this.#event = undefined;
    return coachText(
      {
        atMs: Math.round(viewMs),
        bpm,
        percent: bpm === null || maxHeartRate === null ? null : Math.round((100 * bpm) / maxHeartRate),
        bands: bpm === null ? [] : this.#bandsOf(bpm),
        stale: !shown,
        seconds: session.bands.map(({ id, lowBpm, highBpm }) => ({
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

  /**
   * The instant that a frame speaks of: now, or the last item's where its clock is ahead. A simulation lives in its own
   * past, where time passes `timeScale` times as fast (L13).
   */
  #viewMs(nowMs: number): number {
    const { timeScale } = this.#input;
    const { lastItemMs } = this.#session;
    if (lastItemMs !== lastItemMs) return nowMs;
    if (timeScale === null) return Math.max(nowMs, lastItemMs);
    const sinceMs = this.#lastArrivalMs === this.#lastArrivalMs ? nowMs - this.#lastArrivalMs : 0;
    return lastItemMs + Math.max(0, sinceMs) * timeScale;
  }

  #bandsOf(bpm: number): string[] {
    const ids: string[] = [];
    for (const { id, lowBpm, highBpm } of this.#session.bands) {
      if (bpm >= lowBpm && bpm <= highBpm) ids.push(id);
    }
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

  #cue(snapshot: LiveSnapshot | null, bpm: number | null, viewMs: number): CueId | null {
    const { maxHeartRate } = this.#session;
    if (snapshot === null || maxHeartRate === null) return null;
    return this.#cuesFor(maxHeartRate).look({
      nowMs: viewMs,
      bpm: snapshot.paused ? null : bpm,
      fresh: this.#lastWasFresh,
      phase: snapshot.fourByFour?.phase ?? null,
      hardMs: snapshot.rangeMs(lowestAtOrAbove(HARD_PERCENT, maxHeartRate), HIGHEST_BPM),
    });
  }

  /** Of the part that runs; made with its first item, so that a stream which says nothing costs little. */
  #cuesFor(maxHeartRateBpm: number): CueReducer {
    const { partStartMs, coaching } = this.#session;
    if (this.#cues === null || this.#cuesSinceMs !== partStartMs) {
      const { prescription, athlete } = coaching;
      this.#cues = new CueReducer({
        intent: this.#input.intent,
        prescription,
        maxHeartRateBpm,
        flags: athlete.flags,
      });
      this.#cuesSinceMs = partStartMs;
    }
    return this.#cues;
  }
}

function intervalOf(snapshot: LiveSnapshot, event: string | undefined): CoachFrame['interval'] | null {
  if (snapshot.fourByFour === null) return null;
  const { credited, phase } = snapshot.fourByFour;
  return { credited, of: 4, ...phase, ...(event === undefined ? {} : { event }) };
}
