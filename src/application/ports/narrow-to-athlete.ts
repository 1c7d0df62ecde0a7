/** Calls `work` so that the database shows it no other of the athletes that a request about several may touch (W1). */
export type NarrowToAthlete = <T>(athleteId: string, work: () => T) => T;
