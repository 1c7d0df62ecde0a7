import type { CapturedEntry, ClockSegment } from '../../adapters/wire/live/live-buffer.ts';
import type { CoachFrame } from '../../adapters/wire/live/live-frames.ts';
import { locale } from '../language/language.ts';
import { athlete, athleteZones, basisValues, maxHeartRates, prescriptions } from '../shell/athlete.ts';
import { keepKnownWeek, knownWeek } from '../shell/known-week.ts';
import { soundCeiling } from './ceiling-alarm.ts';
import { CoachVoice, type Speaker } from './coach-voice.ts';
import type { LocalCoach } from './local-coach.ts';
import { liveView, show } from './live-view.ts';
import type { OpenSession, SessionHistory } from './session-store.ts';
import { speak } from './speech.ts';
import { sayPhase } from './say-phase.ts';

/** Advice is for now: after this it would be wrong advice. */
const CUE_MS = 20_000;
const SIMULATED_CUE_MS = 4_000;
const TELL_MS = 1_000;
/** An item may come a little early and still be told at once. */
const TELL_EARLY = 0.8;

/** Shows and says what is to be said of the run that this tab bridges: by the server, and by the phone while it is alone. */
export class RunCoaching {
  readonly #session: OpenSession;
  readonly #lastSeq: () => number;
  readonly #voice = new CoachVoice();
  #coach: LocalCoach | null = null;
  /** What was captured, or became known, before the coach was there. */
  readonly #early: ((coach: LocalCoach) => void)[] = [];
  #told = -Infinity;
  #timer: ReturnType<typeof setInterval> | undefined;
  #cueTimer: ReturnType<typeof setTimeout> | undefined;

  /** `lastSeq` answers the highest number captured. */
  constructor(session: OpenSession, lastSeq: () => number) {
    this.#session = session;
    this.#lastSeq = lastSeq;
  }

  get session(): string {
    return this.#session.id;
  }

  /** Takes up what was captured before. The rules arrive as their own script; offline they come from the cache. */
  async open({ entries, segments }: SessionHistory): Promise<void> {
    const { LocalCoach } = await import('./local-coach.ts');
    const { id, deviceName, sport, intent, timeScale } = this.#session;
    const coach = new LocalCoach({
      sessionId: id,
      deviceName,
      sport,
      intent,
      timeScale,
      basis: {
        flags: athlete.value?.flags ?? [],
        timeZones: athleteZones(),
        ...basisValues(),
        maxHeartRates: maxHeartRates.value ?? [],
        prescriptions: prescriptions.value,
        week: knownWeek(),
      },
      entries,
      segments,
      nowMs: Date.now(),
    });
    this.#coach = coach;
    for (const tell of this.#early.splice(0)) tell(coach);
    const { bands, maxHeartRate } = coach;
    if (liveView.value.bands.length === 0) show({ bands, maxHeartRate });
    this.#timer = setInterval(() => this.#tell(), TELL_MS);
    this.#tell();
  }

  captured(entry: CapturedEntry): void {
    const nowMs = Date.now();
    this.#voice.captured(performance.now());
    this.#withCoach((coach) => {
      coach.add(entry, nowMs);
      this.#guard(coach);
    });
    this.#tell();
  }

  /** At once, and by the phone alone: neither a network nor the budget of the cues comes between (X1, X3). */
  #guard(coach: LocalCoach): void {
    const { ceiling } = coach;
    const event = coach.takeCeilingEvent();
    if (ceiling === null) return;
    const { limitBpm, peakBpm, crossings } = ceiling;
    const shown = { bpm: limitBpm, above: peakBpm !== null, peakBpm, crossings: crossings.length };
    if (JSON.stringify(shown) !== JSON.stringify(liveView.value.ceiling)) show({ ceiling: shown });
    if (event !== null) soundCeiling(event, limitBpm);
  }

  clock(segments: readonly ClockSegment[]): void {
    this.#withCoach((coach) => coach.clock(segments));
  }

  acknowledged(seq: number): void {
    this.#voice.acknowledged(seq);
  }

  serverSaid(frame: CoachFrame): void {
    const spoken = this.#voice.server(frame, this.#lastSeq(), performance.now());
    if (spoken !== null) this.#show(spoken, 'server');
  }

  serverLost(): void {
    this.#voice.lost();
  }

  /** The run is over: nothing more is said. */
  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#cueTimer);
    // Until the server has heard of the run, the next one counts on it.
    const week = this.#coach?.end() ?? null;
    if (week !== null) keepKnownWeek(week);
    this.#coach = null;
    this.#told = Infinity;
  }

  #withCoach(work: (coach: LocalCoach) => void): void {
    if (this.#coach === null) this.#early.push(work);
    else work(this.#coach);
  }

  /** Also while the server speaks, so that the phone's own cues know what was due before it is alone. */
  #tell(): void {
    const nowMs = performance.now();
    const intervalMs = TELL_MS / (this.#session.timeScale ?? 1);
    if (this.#coach === null || nowMs - this.#told < intervalMs * TELL_EARLY) return;
    this.#told = nowMs;
    const frame = this.#coach.tell(Date.now(), locale.value);
    const overdue = this.#voice.overdue(nowMs);
    if (overdue !== null) this.#show(overdue, 'server');
    else if (this.#voice.isPhones(nowMs)) this.#show(this.#voice.phone(frame), 'phone');
  }

  #show(coach: CoachFrame, coachedBy: Speaker): void {
    const before = liveView.value.coach?.interval;
    show({ coach, coachedBy });
    if (coach.cue === undefined) {
      sayPhase(before, coach.interval);
      return;
    }
    show({ cue: coach.cue });
    speak(coach.cue.text);
    clearTimeout(this.#cueTimer);
    const cueMs = this.#session.timeScale === null ? CUE_MS : SIMULATED_CUE_MS;
    this.#cueTimer = setTimeout(() => show({ cue: null }), cueMs);
  }
}
