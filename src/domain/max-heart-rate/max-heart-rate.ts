import type { LocalDate } from '../units.ts';

/** Rank of sources when two values begin on one date (M1): measured > entered > confirmed > formula. */
export type MaxHeartRateSource = 'measured' | 'entered' | 'confirmed' | 'formula';

/** One dated fact; append-only (M1). Allowed 100…230 bpm (M2). */
export interface MaxHeartRate {
  readonly id: string;
  readonly bpm: number;
  readonly source: MaxHeartRateSource;
  readonly validFrom: LocalDate;
  /** Formula or test that produced it, e.g. `nes`, `tanaka`, `ramp_test`. */
  readonly method: string | null;
  readonly createdAtMs: number;
}
