import type { Athlete } from '../../domain/athlete.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { LocalDate } from '../../domain/units.ts';
import {
  datesOf,
  derivePassiveDates,
  evaluateMonitoring,
  monitoringReader,
  runsOf,
  type PassiveDayStores,
} from './derive-passive-days.ts';
import { sameValue } from './same-value.ts';

/**
 * Derives the all-day monitoring of every date again, and answers the dates where it differs from what was stored. Inside
 * the athlete's transaction, after the sessions.
 */
export async function recomputePassiveDays(
  stores: PassiveDayStores,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  recordings: readonly RecordingFacts[],
): Promise<LocalDate[]> {
  const spans = recordings
    .filter(({ kind }) => kind === 'monitoring')
    .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }));
  // In another time zone, monitoring may have lain on dates that it does not touch any more.
  const stored = await stores.passive.listDates(athlete.id);
  const dates = [...new Set([...datesOf(spans, athlete.timeZones), ...stored])].sort();
  const changed: LocalDate[] = [];
  const read = monitoringReader(stores, athlete.id);
  for (const run of runsOf(dates)) {
    const days = new Map(
      (await evaluateMonitoring(stores, athlete, run, read)).map((day) => [day.date, day] as const),
    );
    const passive = await stores.passive.list(athlete.id, run[0]!, run.at(-1)!);
    const resting = await stores.restingHeartRates.list(athlete.id, run[0]!, run.at(-1)!);
    const differing = run.filter((date) => {
      const day = days.get(date);
      const restingBpm = resting.find((each) => each.date === date && each.source === 'monitoring')?.bpm;
      return !(
        sameValue(day?.passive ?? null, passive.find((each) => each.date === date) ?? null) &&
        (day?.restingBpm ?? null) === (restingBpm ?? null)
      );
    });
    changed.push(...differing);
    if (differing.length > 0) await derivePassiveDates(stores, athlete, differing);
  }
  return changed;
}
