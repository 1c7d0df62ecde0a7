import { itemColumns } from '../../application/live/item-columns.ts';
import type { StreamKey } from '../../application/ports/live-store.ts';
import type { LiveItem } from '../../application/live/live-item.ts';
import type { Coaching, LoadCoaching } from '../../application/live/load-coaching.ts';
import { timelineItems } from '../../application/live/merge-batches.ts';
import { meetsOthers, runningRecording } from '../../application/live/running-recording.ts';
import type { Locale } from '../../domain/athlete.ts';
import { Coach, type CoachingBasis } from '../../domain/coaching/coach.ts';
import { type CoachBand, LiveSession } from '../../domain/coaching/live-session.ts';
import type { Intent } from '../../domain/intent.ts';
import { evaluateSession } from '../../domain/session/evaluate-session.ts';
import { JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { rrKeyOf } from '../../domain/timeline/rr-key.ts';
import { isSlowSource } from '../wire/live/is-slow-source.ts';
import type { LiveDeviceKind } from '../wire/live/live-frames.ts';
import { coachText, DoseTexts, RunText } from './coach-text.ts';

export interface StreamCoachInput extends StreamKey {
  readonly deviceName: string | null;
  readonly sport: string | null;
  readonly intent: Intent;
  readonly locale: Locale;
  readonly deviceKind: LiveDeviceKind | null;
  /** Null for a real stream (L13). */
  readonly timeScale: number | null;
  readonly coaching: Coaching;
  readonly loadCoaching: LoadCoaching;
  readonly nowMs: number;
}

/**
 * Coaches one stream by the rules of the domain, item by item; the same evaluation that a file gets. Items count as they
 * are captured, committed or not, together with what other sources have recorded of the same hours (Z10).
 */
export class StreamCoach {
  /** The week around the stream may have changed, or an item lies where another source has recorded (Z10). */
  needsRefresh = false;
  readonly #locale: Locale;
  readonly #sport: string | null;
  readonly #athleteId: string;
  readonly #sessionId: string;
  readonly #loadCoaching: LoadCoaching;
  readonly #simulated: boolean;
  readonly #session: LiveSession;
  readonly #coach: Coach;
  readonly #doseTexts = new DoseTexts();
  readonly #run: RunText;
  #coaching: Coaching;

  constructor(input: StreamCoachInput) {
    const { sessionId, deviceName, deviceKind, sport, intent, timeScale, coaching, nowMs } = input;
    this.#locale = input.locale;
    this.#sport = sport;
    this.#athleteId = input.athleteId;
    this.#sessionId = sessionId;
    this.#loadCoaching = input.loadCoaching;
    this.#coaching = coaching;
    this.#simulated = timeScale !== null;
    this.#run = new RunText({ session: sessionId, device: deviceName, simulated: this.#simulated });
    this.#coach = new Coach({ intent, timeScale, isSlow: isSlowSource(deviceKind) }, basisOf(coaching));
    this.#session = new LiveSession({
      sessionId,
      sport,
      intent,
      simulated: this.#simulated,
      nowMs,
      measure: coaching,
      listener: this.#coach,
    });
  }

  get maxHeartRate(): number | null {
    return this.#session.maxHeartRate;
  }

  /** Another array whenever they may have changed. */
  get bands(): readonly CoachBand[] {
    return this.#session.bands;
  }

  /** False when an item lies before what was evaluated, or among what others have recorded: then `replay` (L6, Z10). */
  push(items: readonly LiveItem[], receivedAtMs: number): boolean {
    for (const item of items) {
      const { atMs } = item;
      if (item.quarantined || atMs !== atMs) continue;
      this.#coach.noteArrival(atMs, receivedAtMs);
      if (atMs < this.#session.lastItemMs) return false;
      if (meetsOthers(this.#session, atMs, this.#coaching.others)) {
        this.needsRefresh = true;
        return false;
      }
      this.#append(item);
    }
    return true;
  }

  /** Starts over from all items of the stream; causes no cue (L7). */
  replay(items: readonly LiveItem[]): void {
    this.#coach.catchUp(() => {
      this.#session.restart();
      const ordered = timelineItems(items);
      let firstOfPart = 0;
      for (const [i, item] of ordered.entries()) {
        if (this.#append(item)) firstOfPart = i;
      }
      this.#adoptOthers(ordered.slice(firstOfPart));
    });
  }

  /**
   * Reads the week again; true when the stream must be replayed, because other sources share its session or it is judged
   * by another max heart rate or prescription.
   */
  async refresh(nowMs: number): Promise<boolean> {
    const { beside } = this.#coaching;
    const basis = basisKey(this.#coaching);
    const finishedParts = this.#session.finishedParts;
    this.needsRefresh = false;
    try {
      this.#coaching = await this.#loadCoaching({
        athleteId: this.#athleteId,
        sessionId: this.#sessionId,
        nowMs,
        finishedParts,
        simulated: this.#simulated,
        running: this.#running(),
      });
    } catch (error) {
      // The old week stays in force; the new one is asked for again.
      this.needsRefresh = true;
      throw error;
    }
    this.#coach.setBasis(basisOf(this.#coaching));
    const isOtherBasis = basis !== basisKey(this.#coaching);
    this.#session.measureBy(this.#coaching, nowMs);
    return isOtherBasis || beside.length > 0 || this.#coaching.beside.length > 0;
  }

  /** When the value that the last frame showed is too old. */
  get outdatedAtMs(): number {
    return this.#coach.outdatedAtMs;
  }

  /** Nobody hears the frame that is due: what it would have told of the moment is not told later. */
  passOver(nowMs: number): void {
    this.#refreshWhenOver(nowMs);
    this.#coach.passOver();
  }

  /** The coach frame as it goes over the wire. */
  frameText(nowMs: number): string {
    this.#refreshWhenOver(nowMs);
    const view = this.#coach.view(this.#session, nowMs);
    return coachText(view, this.#locale, this.#doseTexts, this.#run);
  }

  #refreshWhenOver(nowMs: number): void {
    if (nowMs >= this.#coaching.validUntilMs) this.needsRefresh = true;
  }

  /** Answers whether a new part began with it. */
  #append({ atMs, code, rr }: LiveItem): boolean {
    const parts = this.#session.finishedParts.length;
    const begins = this.#session.append(atMs, code, rrKeyOf(rr));
    // Z10: a long silence has ended a session; the running one is another, with that in the week behind it.
    if (this.#session.finishedParts.length > parts) this.needsRefresh = true;
    return begins;
  }

  /** `items` of the part that runs, in order. */
  #adoptOthers(items: readonly LiveItem[]): void {
    const running = this.#running();
    const { evaluation } = this.#session;
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
    return runningRecording(this.#session, { sport: this.#sport, simulated: this.#simulated });
  }
}

function basisOf({ prescription, athlete, baseline }: Coaching): CoachingBasis {
  return { prescription, flags: athlete.flags, baseline };
}

/** Names all that the bands rest on. */
function basisKey({ prescription, maxHeartRates, restingHeartRates, thresholdHeartRates }: Coaching): string {
  return JSON.stringify([prescription.id, maxHeartRates, restingHeartRates, thresholdHeartRates]);
}
