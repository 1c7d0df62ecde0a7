import type { FitReading } from '../../src/adapters/files/fit/read-fit.ts';
import type { NaiveValues } from './naive-fit.ts';

/** What the product read, in the form of the second reader: usable values (1…254) of records, in the order of the file. */
export function recordValues(reading: FitReading): NaiveValues {
  return reading.files.flatMap(({ records: { time, bpm } }) =>
    bpm.flatMap((value, row): NaiveValues => {
      const at = time[row]!;
      return value >= 1 && value <= 254 ? [[Number.isNaN(at) ? undefined : at, value]] : [];
    }),
  );
}

/** The same of all-day monitoring. */
export function monitoringValues(reading: FitReading): NaiveValues {
  return reading.files.flatMap(({ monitoring }) =>
    monitoring.flatMap(({ at, bpm }): NaiveValues => (bpm === null || bpm === 0 ? [] : [[at, bpm]])),
  );
}
