import type { Span } from '../../domain/timeline/span.ts';
import type { StreamFacts } from './live-store.ts';
import type { SetAside } from '../live/set-aside.ts';

/** A run of which something was set aside (L5). */
export interface SetAsideRun extends SetAside {
  readonly sessionId: string;
  readonly sport: string | null;
  readonly deviceName: string | null;
  readonly simulated: boolean;
  readonly closedAtMs: number;
  /** By how much a person has moved it; null while nobody has. */
  readonly placedShiftMs: number | null;
}

/** What is remembered of a run that was removed: `spans` null for all of it. */
export interface RemovedRun {
  readonly sessionId: string;
  readonly spans: readonly Span[] | null;
}

/** A run as an export holds it: its batches as one archive. */
export interface ArchivedRun {
  readonly sessionId: string;
  readonly facts: StreamFacts;
  readonly removedSpans: readonly Span[];
  readonly archive: Uint8Array;
}

/** Live runs as people decide about them; what runs is the live store's. */
export interface LiveRunStore {
  /**
   * Deletes what the streams of these live recordings have stored, and remembers it: nothing that their phones still
   * send is taken (L15). Also of a recording whose stream ran elsewhere.
   */
  markDeleted(athleteId: string, recordingIds: readonly string[], atMs: number): Promise<void>;
  /**
   * Remembers hours that were removed from the stream of a live recording. Answers the streams that were opened again by
   * it: closing them takes the beats of those hours away.
   */
  noteRemoved(athleteId: string, recordingId: string, span: Span): Promise<readonly string[]>;
  /** What was removed, of all runs. */
  listRemoved(athleteId: string): Promise<readonly RemovedRun[]>;
  /** Takes over what another installation remembers; what is known here of a run stays. */
  rememberRemoved(athleteId: string, run: RemovedRun, atMs: number): Promise<void>;
  /** False when the run is known here. It is open until it is closed. */
  restore(athleteId: string, run: ArchivedRun, atMs: number): Promise<boolean>;
  /** Whether the stream of a live recording was deleted. */
  isDeleted(athleteId: string, recordingId: string): Promise<boolean>;
  /** Ended runs with something set aside that nobody has placed, latest first. */
  listSetAside(athleteId: string): Promise<readonly SetAsideRun[]>;
  findSetAside(athleteId: string, sessionId: string): Promise<SetAsideRun | null>;
  /** Null takes it back. */
  place(athleteId: string, sessionId: string, shiftMs: number | null): Promise<void>;
}
