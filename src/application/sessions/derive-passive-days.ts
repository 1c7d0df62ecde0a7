import type { Athlete } from '../../domain/athlete.ts';
import { addDays, daysBetween, localDateAt, startOfDayMs } from '../../domain/calendar/local-time.ts';
import {
  attributeMonitoring,
  monitoredDays,
  type AttributedMonitoring,
  type MonitoredDay,
} from '../../domain/monitoring/monitored-days.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

export interface PassiveDayStores extends Pick<Stores, 'sessions' | 'passive' | 'restingHeartRates'> {
  readonly recordings: Pick<Stores['recordings'], 'listFacts' | 'load' | 'loadExtra'>;
}

/** Dates evaluated at a time: what is in memory is a week of all-day data, however long the change. */
const RUN_DAYS = 7;
/** Dates whose results are written together. */
const MOST_DATES_HELD = 28;

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
  const read = monitoringReader(stores, athlete.id);
  let dates: LocalDate[] = [];
  let days: MonitoredDay[] = [];
  const replace = async (): Promise<void> => {
    const [from, by] = [dates, days];
    [dates, days] = [[], []];
    if (from.length === 0) return;
    await stores.passive.replaceDays(
      athlete.id,
      from,
      by.flatMap(({ passive }) => passive ?? []),
    );
    await stores.restingHeartRates.replaceMonitored(
      athlete.id,
      from,
      by.flatMap(({ date, restingBpm: bpm }) => (bpm === null ? [] : { date, bpm })),
    );
  };
  for (const run of runsOf(changed)) {
    const found = await evaluateMonitoring(stores, athlete, run, read);
    // Dates without any all-day recording, before and now, have nothing to replace: those of nearly every workout.
    if (found.length === 0 && !run.some((date) => monitored.includes(date))) continue;
    dates.push(...run);
    days.push(...found);
    if (dates.length >= MOST_DATES_HELD) await replace();
  }
  await replace();
}

/** Answers the all-day recordings of a span of time, ready to be merged. */
type MonitoringReader = (fromMs: number, toMs: number) => Promise<AttributedMonitoring[]>;

/** A reader of spans in order of time: a recording that reaches beyond one, such as a month, is at hand for the next. */
export function monitoringReader(
  { recordings }: Pick<PassiveDayStores, 'recordings'>,
  athleteId: string,
): MonitoringReader {
  let atHand: ReadonlyMap<string, AttributedMonitoring> = new Map();
  return async (fromMs, toMs) => {
    const facts = (await recordings.listFacts(athleteId, fromMs, toMs)).filter(
      ({ kind }) => kind === 'monitoring',
    );
    const read = new Map<string, AttributedMonitoring>();
    const missing = facts.map(({ id }) => id).filter((id) => !atHand.has(id));
    for (const recording of await recordings.load(athleteId, missing)) {
      const { id } = recording.facts;
      const extra = await recordings.loadExtra(athleteId, id);
      read.set(id, attributeMonitoring({ recording, movement: extra?.movement ?? [] }));
    }
    const sources = facts.flatMap(({ id, endMs }) => {
      const source = atHand.get(id) ?? read.get(id);
      return source === undefined ? [] : [{ id, endMs, source }];
    });
    atHand = new Map(
      sources.filter(({ endMs }) => endMs > toMs).map(({ id, source }) => [id, source] as const),
    );
    return sources.map(({ source }) => source);
  };
}

/** What the stored recordings and sessions say of these consecutive dates, without writing it. */
export async function evaluateMonitoring(
  stores: Pick<PassiveDayStores, 'recordings' | 'sessions'>,
  { id, timeZones }: Pick<Athlete, 'id' | 'timeZones'>,
  dates: readonly LocalDate[],
  read: MonitoringReader = monitoringReader(stores, id),
): Promise<MonitoredDay[]> {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const sources = await read(startOfDayMs(first, timeZones), startOfDayMs(addDays(last, 1), timeZones));
  if (sources.length === 0) return [];
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
