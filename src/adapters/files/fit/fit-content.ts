/**
 * What one FIT file says, before any of it is judged: columns in the order of the file, times in FIT seconds
 * (since 1989-12-31), values as the device wrote them. One value per logical file of a chain.
 */
export interface FitContent {
  fileType: number | null;
  manufacturer: number | null;
  product: number | null;
  productName: string | null;
  readonly records: RecordColumns;
  readonly sessions: SessionRow[];
  readonly laps: LapRow[];
  readonly timerEvents: { at: number; running: boolean }[];
  readonly heartRateMessages: HeartRateRow[];
  readonly monitoring: MonitoringRow[];
  readonly restingHeartRates: { at: number; bpm: number }[];
  readonly sets: SetRow[];
  /** `sport` message: what the session is when no session message says it. */
  sport: { sport: number | null; subSport: number | null } | null;
  /** Device clock as local − UTC, seconds, from every message that gives both. */
  readonly localOffsetsS: number[];
}

/** Record messages. `time` is NaN where a record has none; `bpm` 0 is "no value" (Z6). */
export interface RecordColumns {
  readonly time: number[];
  readonly bpm: number[];
  /** RR intervals in ms that followed the record, by index of the record. */
  readonly rrMs: Map<number, number[]>;
}

export interface LapRow {
  start: number | null;
  end: number | null;
  elapsedS: number | null;
  timerS: number | null;
}

export interface SessionRow {
  start: number | null;
  end: number | null;
  sport: number | null;
  subSport: number | null;
  elapsedS: number | null;
  timerS: number | null;
}

/** One `hr` message: an anchor when `at` is there; event times in seconds of the strap's own clock. */
export interface HeartRateRow {
  at: number | null;
  eventTimesS: number[];
  bpm: (number | null)[];
}

export interface MonitoringRow {
  at: number;
  bpm: number | null;
  activityType: number | null;
  cycles: number | null;
}

export interface SetRow {
  at: number | null;
  active: boolean;
  durationS: number;
  repetitions: number | null;
  weightKg: number | null;
}

export function emptyContent(): FitContent {
  return {
    fileType: null,
    manufacturer: null,
    product: null,
    productName: null,
    records: { time: [], bpm: [], rrMs: new Map() },
    sessions: [],
    laps: [],
    timerEvents: [],
    heartRateMessages: [],
    monitoring: [],
    restingHeartRates: [],
    sets: [],
    sport: null,
    localOffsetsS: [],
  };
}
