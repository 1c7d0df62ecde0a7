import type { Athlete } from '../../domain/athlete.ts';
import { addDays, daysBetween, localDateAt, startOfDayMs } from '../../domain/calendar/local-time.ts';
import { monitoredDays, type MonitoredDay } from '../../domain/monitoring/monitored-days.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

export interface PassiveDayStores extends Pick<Stores, 'sessions' | 'passive' | 'restingHeartRates'> {
  readonly recordings: Pick<Stores['recordings'], 'listFacts' | 'load' | 'loadExtra'>;
}

/** Dates evaluated at a time: what is in memory is a week of all-day data, however long the change. */
const RUN_DAYS = 7;

/**
 * Re-derives the all-day monitoring (Z10, Z11) and the resting heart rate it tells (R) of every local date that the
 * spans touch. Call it inside the athlete's transaction, after recordings and sessions were written. The result depends
 * only on which recordings exist.
 */
export async function derivePassiveDays(
  stores: PassiveDayStores,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  spans: readonly Span[],
  ofMonitoring: readonly Span[],
): Promise<void> {
  const [changed, monitored] = [datesOf(spans, athlete.timeZones), datesOf(ofMonitoring, athlete.timeZones)];
  await derivePassiveDates(stores, athlete, changed, monitored);
}

/** The same for these dates, ascending; `monitored` are those on which an all-day recording came or went. */
export async function derivePassiveDates(
  stores: PassiveDayStores,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  changed: readonly LocalDate[],
  monitored: readonly LocalDate[] = changed,
): Promise<void> {
  for (const dates of runsOf(changed)) {
    const days = await evaluateMonitoring(stores, athlete, dates);
    // Dates without any all-day recording, before and now, have nothing to replace: those of nearly every workout.
    if (days.length === 0 && !dates.some((date) => monitored.includes(date))) continue;
    await stores.passive.replaceDays(
      athlete.id,
      dates,
      days.flatMap(({ passive }) => passive ?? []),
    );
    await stores.restingHeartRates.replaceMonitored(
      athlete.id,
      dates,
      days.flatMap(({ date, restingBpm: bpm }) => (bpm === null ? [] : { date, bpm })),
    );
  }
}

/** What the stored recordings and sessions say of these consecutive dates, without writing it. */
export async function evaluateMonitoring(
  stores: Pick<PassiveDayStores, 'recordings' | 'sessions'>,
  { id, timeZones }: Pick<Athlete, 'id' | 'timeZones'>,
  dates: readonly LocalDate[],
): Promise<MonitoredDay[]> {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const fromMs = startOfDayMs(first, timeZones);
  const toMs = startOfDayMs(addDays(last, 1), timeZones);
  const facts = (await stores.recordings.listFacts(id, fromMs, toMs)).filter(
    ({ kind }) => kind === 'monitoring',
  );
  if (facts.length === 0) return [];
  const recordings = await stores.recordings.load(
    id,
    facts.map((each) => each.id),
  );
  const sources = [];
  for (const recording of recordings) {
    const extra = await stores.recordings.loadExtra(id, recording.facts.id);
    sources.push({ recording, movement: extra?.movement ?? [] });
  }
  // From the day before: a session may reach into the first date with a pause only.
  const sessions = await stores.sessions.listEvidence(id, addDays(first, -1), last);
  return monitoredDays(
    sources,
    // A logged session recorded no heart, and a simulated one not this heart (L13).
    sessions
      .filter(({ logged, simulated }) => !logged && !simulated)
      .map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs })),
    dates,
    timeZones,
  );
}

/** Every local date that the spans touch, ascending. */
export function datesOf(spans: readonly Span[], timeZones: Athlete['timeZones']): LocalDate[] {
  const dates = new Set<LocalDate>();
  for (const { fromMs, toMs } of spans) {
    const last = localDateAt(toMs, timeZones);
    for (let date = localDateAt(fromMs, timeZones); date <= last; date = addDays(date, 1)) dates.add(date);
  }
  return [...dates].sort();
}

/** Ascending dates as runs of consecutive ones, none longer than a week. */
export function runsOf(dates: readonly LocalDate[]): LocalDate[][] {
  const runs: LocalDate[][] = [];
  for (const date of dates) {
    const run = runs.at(-1);
    const previous = run?.at(-1);
    if (
      run !== undefined &&
      run.length < RUN_DAYS &&
      previous !== undefined &&
      daysBetween(previous, date) === 1
    )
      run.push(date);
    else runs.push([date]);
  }
  return runs;
}
