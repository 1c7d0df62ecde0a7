import { runningMs } from '../../src/domain/session/running-ms.ts';
import type { DatedTimeZone } from '../../src/domain/athlete.ts';
import type { FourByFourResult } from '../../src/domain/four-by-four/four-by-four.ts';
import {
  addDays,
  localDateAt,
  parseLocalDate,
  startOfDayMs,
  zoneAt,
} from '../../src/domain/calendar/local-time.ts';
import type { MaxHeartRate } from '../../src/domain/max-heart-rate/max-heart-rate.ts';
import type { SessionDay, SessionEvidence } from '../../src/domain/session/session.ts';
import type { IsoWeek, LocalDate } from '../../src/domain/units.ts';
import { MINUTE_MS } from '../../src/domain/units.ts';
import type { WeekInput } from '../../src/domain/week/week-input.ts';
import { parseIsoWeek } from '../../src/domain/calendar/week.ts';

/** A date that a test spells out; a typing error fails the test at once. */
export function dateOf(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
}

export function weekOf(text: string): IsoWeek {
  const week = parseIsoWeek(text);
  if (week === null) throw new Error(`not a week: ${text}`);
  return week;
}

const UTC: readonly DatedTimeZone[] = [{ validFrom: dateOf('1900-01-01'), timeZone: 'UTC' }];

/** A stretch of a session: minutes at a bpm, or without a value. */
export type Stretch = readonly [bpm: number | 'unknown', minutes: number];

export interface SessionSketch extends Partial<Omit<SessionEvidence, 'days'>> {
  readonly start: string;
  readonly stretches: readonly Stretch[];
  readonly timeZones?: readonly DatedTimeZone[];
}

/** A session drawn as stretches one after the other, split at local midnight like the real thing. */
export function sessionOf({ start, stretches, timeZones = UTC, ...rest }: SessionSketch): SessionEvidence {
  const startMs = Date.parse(start);
  const days: { date: LocalDate; msPerBpm: Float64Array; unknownMs: number }[] = [];
  let atMs = startMs;
  for (const [bpm, minutes] of stretches) {
    const endMs = atMs + minutes * MINUTE_MS;
    while (atMs < endMs) {
      const date = localDateAt(atMs, timeZones);
      const toMs = Math.min(endMs, startOfDayMs(addDays(date, 1), timeZones));
      let day = days.at(-1);
      if (day?.date !== date) days.push((day = { date, msPerBpm: new Float64Array(256), unknownMs: 0 }));
      if (bpm === 'unknown') day.unknownMs += toMs - atMs;
      else day.msPerBpm[bpm]! += toMs - atMs;
      atMs = toMs;
    }
  }
  const localDate = localDateAt(startMs, timeZones);
  return {
    id: start,
    startMs,
    endMs: atMs,
    timeZone: zoneAt(timeZones, localDate),
    localDate,
    sport: 'running',
    subSport: null,
    simulated: false,
    logged: false,
    activeMs: atMs - startMs,
    days: days.map(({ msPerBpm, ...day }): SessionDay => ({ ...day, msUpTo: runningMs(msPerBpm) })),
    sources: [],
    setCount: 0,
    sustainedMaxBpm: null,
    invalidCount: 0,
    suspectCount: 0,
    ...rest,
  };
}

export function maxHeartRateOf(bpm: number, rest: Partial<MaxHeartRate> = {}): MaxHeartRate {
  const validFrom = dateOf('2020-01-01');
  return { id: `m${bpm}`, bpm, source: 'measured', validFrom, method: null, createdAtMs: 0, ...rest };
}

export function fourByFourOf(credited: number, rest: Partial<FourByFourResult> = {}): FourByFourResult {
  const bouts = Array.from({ length: credited }, (_, index) => ({
    startMs: index * 420_000,
    lengthMs: 240_000,
    effortMs: 210_000,
    aboveMs: 0,
    kind: 'credited' as const,
    recoveryBpm: 30,
    touchedByUnknown: false,
  }));
  return { credited, of: 4, aboveMs: 0, bouts, ...rest };
}

/** A week of an athlete in UTC with max heart rate 200 (Zone 2 120–140, light 100–130, 4×4 170–180), asked long after. */
export function weekInput(week: string, rest: Partial<WeekInput> = {}): WeekInput {
  return {
    athlete: { timeZones: UTC, flags: [] },
    week: weekOf(week),
    nowMs: Date.parse('2030-01-01T00:00:00Z'),
    maxHeartRates: [maxHeartRateOf(200)],
    prescriptions: [],
    sessions: [],
    passiveDays: [],
    fourByFour: () => null,
    firstEvidenceDate: dateOf('2020-01-01'),
    firstStrengthDate: null,
    excusedWeeks: [],
    restingHeartRates: [],
    ...rest,
  };
}
