/** A secret address under which calendars read the plan. */
export interface PlanFeed {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

export interface PlanFeedStore {
  add(athleteId: string, feed: PlanFeed, keyHash: Uint8Array): Promise<void>;
  /** Oldest first. */
  list(athleteId: string): Promise<readonly PlanFeed[]>;
  findByHash(athleteId: string, keyHash: Uint8Array): Promise<PlanFeed | null>;
  touch(athleteId: string, id: string, atMs: number): Promise<void>;
  /** False when there is no such feed. */
  remove(athleteId: string, id: string): Promise<boolean>;
}
