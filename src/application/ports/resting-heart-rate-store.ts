import type { LocalDate } from '../../domain/units.ts';

export type RestingSource = 'device' | 'monitoring' | 'guided' | 'entered';

export interface RestingHeartRateStore {
  /** Of the dates from…to, both inclusive. */
  list(
    athleteId: string,
    from: LocalDate,
    to: LocalDate,
  ): Promise<{ date: LocalDate; bpm: number; source: RestingSource }[]>;
  listAll(athleteId: string): Promise<{ date: LocalDate; bpm: number; source: RestingSource }[]>;
  /** At most one value of a date, source and upload. */
  put(
    athleteId: string,
    values: readonly {
      readonly date: LocalDate;
      readonly bpm: number;
      readonly source: RestingSource;
      /** That brought it; null where none did. */
      readonly uploadId: string | null;
    }[],
  ): Promise<void>;
  /** Values that nothing but a person brought: entered, or measured in a guided test. Ascending by date. */
  listEntered(athleteId: string): Promise<{ date: LocalDate; bpm: number; source: 'guided' | 'entered' }[]>;
  /** Takes back what was entered for a date; false where nothing was. */
  removeEntered(athleteId: string, date: LocalDate): Promise<boolean>;
  /** Replaces what all-day monitoring says of these dates by `values`. */
  replaceMonitored(
    athleteId: string,
    dates: readonly LocalDate[],
    values: readonly { date: LocalDate; bpm: number }[],
  ): Promise<void>;
}
