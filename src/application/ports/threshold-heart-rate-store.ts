import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';

export interface ThresholdHeartRateStore {
  /** Ascending by date. */
  list(athleteId: string): Promise<ThresholdHeartRate[]>;
  add(athleteId: string, value: ThresholdHeartRate): Promise<void>;
  /** True when it existed. */
  remove(athleteId: string, id: string): Promise<boolean>;
}
