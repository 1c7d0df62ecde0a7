import type { MaxHeartRate, MaxHeartRateSource } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { LocalDate } from '../../domain/units.ts';

export interface MaxHeartRateStore {
  list(athleteId: string): Promise<MaxHeartRate[]>;
  add(
    athleteId: string,
    value: {
      id: string;
      bpm: number;
      source: MaxHeartRateSource;
      validFrom: LocalDate;
      method: string | null;
      createdAtMs: number;
    },
  ): Promise<void>;
  /** True when it existed. */
  remove(athleteId: string, id: string): Promise<boolean>;
}
