import type { LiveItem } from '../../application/live/live-item.ts';

/** Turns the items of one stream into coach frames. Items are told as they are captured, committed or not. */
export interface StreamCoach {
  readonly maxHeartRate: number | null;
  readonly bands: readonly { readonly id: string; readonly lowBpm: number; readonly highBpm: number }[];
  /** False when an item lies before what was evaluated: then `replay` with all of them (L6). */
  push(items: readonly LiveItem[], receivedAtMs: number): boolean;
  /** Starts anew from all items of the stream; causes no cue (L7). */
  replay(items: readonly LiveItem[]): void;
  /** The week around the stream may have changed, or an item lies where another source has recorded (Z10). */
  readonly needsRefresh: boolean;
  /** What the athlete has stored has changed. */
  evidenceChanged(): void;
  /** Reads the week anew; true when the stream must be replayed, because other sources share its session. */
  refresh(nowMs: number): Promise<boolean>;
  /** The coach frame as it goes over the wire. */
  frameText(nowMs: number): string;
  /** Whether the last frame showed a value that is too old by now. */
  isOutdated(nowMs: number): boolean;
}
