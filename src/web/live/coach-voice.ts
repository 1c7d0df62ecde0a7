import type { CoachFrame } from '../../adapters/wire/live/live-frames.ts';

/** The server answers beats about once a second: a beat unanswered for so long, and it is away, whatever the socket says. */
const SERVER_SILENT_MS = 4_000;
/** After the last beats nothing newer comes: what was said then holds. */
const NOTHING_NEWER_MS = 1_500;
/** As cues keep apart where one voice says them (C). */
const ANY_CUE_MS = 20_000;
const SAME_CUE_MS = 60_000;

export type Speaker = 'server' | 'phone';

/**
 * Which of two coaches is heard. The server's word wins wherever it is there; while it is away the phone speaks, and goes
 * on until the server has everything that was captured meanwhile, so that no number falls back at the change. What one of
 * them has just said the other does not say again.
 */
export class CoachVoice {
  #speaker: Speaker = 'phone';
  /** When the first beat was captured that the server has not answered; NaN when it has answered all. */
  #unansweredMs = NaN;
  /** The last frame that had to wait. */
  #early: { readonly frame: CoachFrame; readonly atMs: number } | null = null;
  #acknowledged = 0;
  /** The server must have this number before it is believed again; null while it is away. */
  #owes: number | null = null;
  #lastCue: { readonly id: string; readonly at: number; readonly speaker: Speaker } | null = null;

  get speaker(): Speaker {
    return this.#speaker;
  }

  acknowledged(seq: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, seq);
  }

  captured(nowMs: number): void {
    if (this.#unansweredMs !== this.#unansweredMs) this.#unansweredMs = nowMs;
  }

  /** The connection is gone. */
  lost(): void {
    this.#speaker = 'phone';
    this.#owes = null;
    this.#early = null;
  }

  /** A frame of the server, when `lastSeq` was the highest number captured; null when it must wait. */
  server(frame: CoachFrame, lastSeq: number, nowMs: number): CoachFrame | null {
    this.#unansweredMs = NaN;
    this.#owes ??= lastSeq;
    if (this.#speaker === 'phone' && !this.#hasAll) {
      this.#early = { frame, atMs: nowMs };
      return null;
    }
    this.#speaker = 'server';
    return this.#withoutEcho(frame);
  }

  /**
   * A frame that had to wait and is the server's last word, since no beat came after it; null otherwise. It was sent with
   * everything in it, and arrived before the acknowledgement that says so. Its advice is of then.
   */
  overdue(nowMs: number): CoachFrame | null {
    if (this.#speaker === 'server' || this.#early === null || !this.#hasAll) return null;
    if (nowMs - this.#early.atMs < NOTHING_NEWER_MS) return null;
    this.#speaker = 'server';
    const { cue, ...silent } = this.#early.frame;
    return cue === undefined ? this.#early.frame : silent;
  }

  /** Whether the phone is to speak now. */
  isPhones(nowMs: number): boolean {
    if (this.#speaker === 'server' && nowMs - this.#unansweredMs > SERVER_SILENT_MS) this.lost();
    return this.#speaker === 'phone';
  }

  /** A frame of the phone's own coach, which is heard now. */
  phone(frame: CoachFrame): CoachFrame {
    return this.#withoutEcho(frame);
  }

  get #hasAll(): boolean {
    return this.#owes !== null && this.#acknowledged >= this.#owes;
  }

  #withoutEcho(frame: CoachFrame): CoachFrame {
    const { cue, ...silent } = frame;
    if (cue === undefined) return frame;
    const last = this.#lastCue;
    if (last !== null && last.speaker !== this.#speaker) {
      const sinceMs = frame.at - last.at;
      if (sinceMs < (last.id === cue.id ? SAME_CUE_MS : ANY_CUE_MS)) return silent;
    }
    this.#lastCue = { id: cue.id, at: frame.at, speaker: this.#speaker };
    return frame;
  }
}
