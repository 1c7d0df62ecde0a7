import type { LocalDate } from '../../domain/units.ts';

export type RestingSource = 'device' | 'monitoring' | 'guided' | 'entered';

export interface RestingHeartRateStore {
  list(
    athleteId: string,
    from: LocalDate,
    to: LocalDate,
  ): Promise<{ date: LocalDate; bpm: number; source: RestingSource }[]>;
  put(
    athleteId: string,
    date: LocalDate,
    bpm: number,
    source: RestingSource,
    uploadId: string | null,
  ): Promise<void>;
  /** Values that nothing but a person brought: entered, or measured in a guided test. Ascending by date. */
  listEntered(athleteId: string): Promise<{ date: LocalDate; bpm: number; source: 'guided' | 'entered' }[]>;
  /** Replaces what all-day monitoring says of these dates by `values`. */
  replaceMonitored(
    athleteId: string,
    dates: readonly LocalDate[],
    values: readonly { date: LocalDate; bpm: number }[],
  ): Promise<void>;
}
