import type { LiveItem } from '../../application/live/live-item.ts';
import type { Coaching } from '../../application/live/load-coaching.ts';
import type { Locale } from '../../domain/athlete.ts';
import { Coach, type CoachedBy } from '../../domain/coaching/coach.ts';
import type { CoachBand } from '../../domain/coaching/live-session.ts';
import type { Intent } from '../../domain/intent.ts';
import { isSlowSource } from '../wire/live/is-slow-source.ts';
import type { LiveDeviceKind } from '../wire/live/live-frames.ts';
import { coachText, DoseTexts, RunText } from './coach-text.ts';
import { RunningSession, type RunningSessionInput } from './running-session.ts';
import type { StreamCoach } from './stream-coach.ts';

export interface EvaluatingCoachInput {
  readonly sessionId: string;
  readonly deviceName: string | null;
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

/** Coaches one stream by the rules of the domain, item by item; the same evaluation that a file gets. */
export class EvaluatingCoach implements StreamCoach {
  readonly #locale: Locale;
  readonly #session: RunningSession;
  readonly #coach: Coach;
  readonly #doseTexts = new DoseTexts();
  readonly #run: RunText;

  constructor(input: EvaluatingCoachInput) {
    const { sessionId, sport, coaching, loadCoaching, nowMs, intent, timeScale } = input;
    this.#locale = input.locale;
    this.#run = new RunText({ session: sessionId, device: input.deviceName, simulated: timeScale !== null });
    this.#coach = new Coach(
      { intent, timeScale, isSlow: isSlowSource(input.deviceKind) },
      coachedBy(coaching),
    );
    this.#session = new RunningSession({
      sessionId,
      sport,
      simulated: timeScale !== null,
      coaching,
      loadCoaching,
      nowMs,
      onEvent: ({ type }) => this.#coach.happened(type),
    });
  }

  get maxHeartRate(): number | null {
    return this.#session.own.maxHeartRate;
  }

  get bands(): readonly CoachBand[] {
    return this.#session.own.bands;
  }

  get needsRefresh(): boolean {
    return this.#session.needsRefresh;
  }

  push(items: readonly LiveItem[], receivedAtMs: number): boolean {
    for (const item of items) {
      if (item.quarantined || item.atMs !== item.atMs) continue;
      this.#coach.hear(item.atMs, receivedAtMs);
      if (!this.#session.push(item)) return false;
    }
    return true;
  }

  replay(items: readonly LiveItem[]): void {
    this.#coach.catchUp(() => this.#session.replay(items));
  }

  evidenceChanged(): void {
    this.#session.needsRefresh = true;
  }

  async refresh(nowMs: number): Promise<boolean> {
    const mustReplay = await this.#session.refresh(nowMs);
    this.#coach.goBy(coachedBy(this.#session.coaching));
    return mustReplay;
  }

  isOutdated(nowMs: number): boolean {
    return this.#coach.isOutdated(this.#session.own, nowMs);
  }

  frameText(nowMs: number): string {
    const session = this.#session;
    if (nowMs >= session.coaching.validUntilMs) session.needsRefresh = true;
    return coachText(this.#coach.tell(session.own, nowMs), this.#locale, this.#doseTexts, this.#run);
  }
}

function coachedBy({ prescription, athlete, baseline }: Coaching): CoachedBy {
  return { prescription, flags: athlete.flags, baseline };
}
