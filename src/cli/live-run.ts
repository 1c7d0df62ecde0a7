import type { SimulatedItem } from '../domain/simulated-heart/simulate-heart.ts';

/** One live session as the simulator drives it. */
export interface LiveRun {
  /** Id of the session and its recording. */
  readonly session: string;
  /** What the server knows of the athlete; null when nothing was entered. */
  readonly maxHeartRate: number | null;
  /** Resolves when the items are numbered and kept; they are sent as the server's credit allows. */
  capture(items: readonly SimulatedItem[]): Promise<void>;
  /** Resolves when the server has stored everything captured and closed the session. */
  end(): Promise<void>;
}
