import type { CueId, CueRule, CueSettings } from './cue-rules.ts';
import { CUE_IDS, cueRules } from './cue-rules.ts';
import { isIntervals } from '../four-by-four/edges-for.ts';
import { targetOfIntent } from '../intent.ts';
import type { FourByFourPhase } from '../four-by-four/four-by-four-phase.ts';
import { SECOND_MS } from '../units.ts';
import { HARD_NOTE_MS, HARD_WIND_DOWN_MS } from '../week/guards/hard-session.ts';

/** One look at the stream, about once a second. */
export interface CueInput {
  readonly nowMs: number;
  /** The believed value, null when unknown or paused. */
  readonly bpm: number | null;
  /** Captured at most 10 s ago and never from catch-up (L7). */
  readonly fresh: boolean;
  readonly phase: FourByFourPhase | null;
  /** Milliseconds at or above 85 % of the max heart rate in this session (G4). */
  readonly hardMs: number;
}

const MEDIAN_OF_MS = 5 * SECOND_MS;
/** A longer silence between looks ends what was building up. */
const LONGEST_SILENCE_MS = 10 * SECOND_MS;
const SAME_CUE_MS = 60 * SECOND_MS;
const ANY_CUE_MS = 20 * SECOND_MS;
const REARM_MS = 10 * SECOND_MS;
const REARM_BPM = 2;
const WORK_SETTLES_SECONDS = 90;

interface RuleState {
  outSinceMs: number;
  insideSinceMs: number;
  armed: boolean;
  saidMs: number;
}

/**
 * What to say to a running athlete, and when to keep silent (C): dwell before a cue, 10 s inside by 2 bpm before it
 * may come again, the same at most every 60 s, any every 20 s. Silent while paused, unknown or stale. An athlete whose
 * heart rate is limited by medication or a pacemaker is never pushed (M7).
 */
export class CueReducer {
  readonly #intervals: boolean;
  readonly #rules: readonly CueRule[];
  readonly #states: RuleState[];
  /** Instants and values of the last looks, oldest first. */
  readonly #recentMs: number[] = [];
  readonly #recentBpm: number[] = [];
  #lastMs = -Infinity;
  #saidMs = -Infinity;
  #hardSaidMs = 0;

  constructor(settings: CueSettings) {
    const wanted = targetOfIntent(settings.intent);
    this.#intervals = settings.prescription.targets.some(
      (target) => target.id === wanted && isIntervals(target),
    );
    const rules = cueRules(settings);
    this.#rules = settings.flags.length === 0 ? rules : rules.filter(({ pushesHarder }) => !pushesHarder);
    this.#states = this.#rules.map(() => ({
      outSinceMs: NaN,
      insideSinceMs: NaN,
      armed: true,
      saidMs: -Infinity,
    }));
  }

  /** The cue to say now, or null. */
  look({ nowMs, bpm, fresh, phase, hardMs }: CueInput): CueId | null {
    if (nowMs - this.#lastMs > LONGEST_SILENCE_MS) this.#forget();
    this.#lastMs = nowMs;
    if (bpm === null || !fresh) {
      this.#forget();
      return null;
    }
    const median = this.#median(nowMs, bpm);
    const settling = this.#isSettling(phase);
    let said = settling ? null : this.#hardCue(hardMs);
    for (let i = 0; i < this.#rules.length; i++) {
      const rule = this.#rules[i]!;
      // Every rule is followed, whether or not something more urgent is said.
      const isRuleDue = isDue(rule, this.#states[i]!, median, nowMs, phase);
      if (isRuleDue && (rule.tooHard || !settling) && isMoreUrgent(rule.id, said)) said = rule.id;
    }
    if (said === null || nowMs - this.#saidMs < ANY_CUE_MS) return null;
    this.#say(said, nowMs, hardMs);
    return said;
  }

  /** The heart is still climbing: nothing but "too hard" is said (C). */
  #isSettling(phase: FourByFourPhase | null): boolean {
    return this.#intervals && phase?.phase === 'work' && phase.elapsedSeconds < WORK_SETTLES_SECONDS;
  }

  #say(id: CueId, nowMs: number, hardMs: number): void {
    this.#saidMs = nowMs;
    const state = this.#states[this.#rules.findIndex((rule) => rule.id === id)];
    if (state) {
      state.armed = false;
      state.saidMs = nowMs;
    } else {
      this.#hardSaidMs = hardMs;
    }
  }

  /** G4: each once a session. */
  #hardCue(hardMs: number): CueId | null {
    if (hardMs >= HARD_WIND_DOWN_MS)
      return this.#hardSaidMs < HARD_WIND_DOWN_MS ? 'cue.hard.wind_down' : null;
    return hardMs >= HARD_NOTE_MS && this.#hardSaidMs < HARD_NOTE_MS ? 'cue.hard.note' : null;
  }

  #median(nowMs: number, bpm: number): number {
    this.#recentMs.push(nowMs);
    this.#recentBpm.push(bpm);
    while (this.#recentMs[0]! <= nowMs - MEDIAN_OF_MS) {
      this.#recentMs.shift();
      this.#recentBpm.shift();
    }
    return upperMedian(this.#recentBpm);
  }

  #forget(): void {
    this.#recentMs.length = 0;
    this.#recentBpm.length = 0;
    for (const state of this.#states) {
      state.outSinceMs = NaN;
      state.insideSinceMs = NaN;
    }
  }
}

/** By the order of `CUE_IDS`. */
function isMoreUrgent(id: CueId, than: CueId | null): boolean {
  return than === null || CUE_IDS.indexOf(id) < CUE_IDS.indexOf(than);
}

/** Of a handful of values, without sorting a copy: the one that at most half of them exceed. */
function upperMedian(values: readonly number[]): number {
  const rank = values.length >> 1;
  for (const candidate of values) {
    let below = 0;
    let equal = 0;
    for (const value of values) {
      if (value < candidate) below++;
      else if (value === candidate) equal++;
    }
    if (below <= rank && rank < below + equal) return candidate;
  }
  return NaN;
}

function isDue(
  rule: CueRule,
  state: RuleState,
  bpm: number,
  nowMs: number,
  phase: FourByFourPhase | null,
): boolean {
  if (rule.isOut(bpm, 0, phase)) {
    if (Number.isNaN(state.outSinceMs)) state.outSinceMs = nowMs;
  } else {
    state.outSinceMs = NaN;
  }
  if (rule.isOut(bpm, REARM_BPM, phase)) {
    state.insideSinceMs = NaN;
  } else {
    if (Number.isNaN(state.insideSinceMs)) state.insideSinceMs = nowMs;
    if (nowMs - state.insideSinceMs >= REARM_MS) state.armed = true;
  }
  return state.armed && nowMs - state.outSinceMs >= rule.dwellMs && nowMs - state.saidMs >= SAME_CUE_MS;
}
