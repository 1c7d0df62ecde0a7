import type { LocalDate } from '../units.ts';

/** Of equal dates the measured one is in force. */
export type ThresholdSource = 'measured' | 'entered';

/** A dated lactate or ventilatory threshold heart rate: a basis of bands (P2). Allowed 60…220 bpm. */
export interface ThresholdHeartRate {
  readonly id: string;
  readonly bpm: number;
  readonly source: ThresholdSource;
  readonly validFrom: LocalDate;
  /** Test that produced it, e.g. `lactate_step_test`. */
  readonly method: string | null;
  readonly createdAtMs: number;
}

export const LOWEST_THRESHOLD_BPM = 60;
export const HIGHEST_THRESHOLD_BPM = 220;
