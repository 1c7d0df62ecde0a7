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

/** Live runs as people decide about them; what runs is the live store's. */
export interface LiveRunStore {
  /**
   * Deletes what the streams of these recordings have stored, and remembers it: nothing that their phones still send is
   * taken (L15). Recordings that come from no stream are none of its business.
   */
  markDeleted(athleteId: string, recordingIds: readonly string[], atMs: number): Promise<void>;
  isDeleted(athleteId: string, sessionId: string): Promise<boolean>;
  /** Ended runs with something set aside that nobody has placed, latest first. */
  listSetAside(athleteId: string): Promise<readonly SetAsideRun[]>;
  findSetAside(athleteId: string, sessionId: string): Promise<SetAsideRun | null>;
  /** Null takes it back. */
  place(athleteId: string, sessionId: string, shiftMs: number | null): Promise<void>;
}
