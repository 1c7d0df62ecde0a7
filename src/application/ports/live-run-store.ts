/** Live runs as people decide about them; what runs is the live store's. */
export interface LiveRunStore {
  /**
   * Deletes what the streams of these recordings have stored, and remembers it: nothing that their phones still send is
   * taken (L15). Recordings that come from no stream are none of its business.
   */
  markDeleted(athleteId: string, recordingIds: readonly string[], atMs: number): Promise<void>;
}
