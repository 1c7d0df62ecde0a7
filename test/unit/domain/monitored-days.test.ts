import { describe, expect, it } from 'vitest';
import { knownMsOf, msPerBpmOf } from '../../../src/domain/session/running-ms.ts';
import { startOfDayMs } from '../../../src/domain/calendar/local-time.ts';
import { movingSpans, type Movement } from '../../../src/domain/monitoring/movement.ts';
import { lowestHalfHourBpm } from '../../../src/domain/monitoring/monitored-resting.ts';
import {
  attributeMonitoring,
  monitoredDays,
  type MonitoringSource,
} from '../../../src/domain/monitoring/monitored-days.ts';
import type { Span } from '../../../src/domain/timeline/span.ts';
import type { LocalDate } from '../../../src/domain/units.ts';
import { without } from '../../../src/domain/timeline/span.ts';
import { passiveInBandMs } from '../../../src/domain/targets/passive-time.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/domain/units.ts';
import { date, recordingOf } from '../../support/evidence.ts';

const ZONES = [{ validFrom: date('1970-01-01'), timeZone: 'Europe/Copenhagen' }];
const DAY = date('2026-11-17');
const MIDNIGHT_MS = startOfDayMs(DAY, ZONES);
const at = (hour: number, minute = 0): number => MIDNIGHT_MS + hour * HOUR_MS + minute * MINUTE_MS;
const report = (atMs: number, activityType: string | null, cycles: number | null = null): Movement => ({
  atMs,
  activityType,
  cycles,
});

/** A value a minute from `fromMs`; the last holds one second. */
function monitoring(
  fromMs: number,
  bpms: readonly number[],
  movement: readonly Movement[] = [],
  id = 'm1',
): MonitoringSource {
  const atMs = Float64Array.from(bpms, (_, i) => fromMs + i * MINUTE_MS);
  return {
    recording: recordingOf(
      {
        id,
        kind: 'monitoring',
        sport: null,
        startMs: fromMs,
        endMs: atMs.at(-1)! + SECOND_MS,
        contentHash: id,
      },
      { count: bpms.length, atMs, code: Int16Array.from(bpms) },
    ),
    movement,
  };
}

function daysOf(
  sources: readonly MonitoringSource[],
  sessions: readonly Span[],
  dates: readonly LocalDate[],
) {
  return monitoredDays(sources.map(attributeMonitoring), sessions, dates, ZONES);
}

const total = (msUpTo: Float64Array | undefined): number => (msUpTo === undefined ? 0 : knownMsOf(msUpTo));

describe('Z11: what a device saw of movement', () => {
  it('counts a type that is not sedentary until another is told', () => {
    expect(movingSpans([report(at(8), 'walking'), report(at(8, 12), 'sedentary')])).toEqual([
      { fromMs: at(8), toMs: at(8, 12) },
    ]);
  });

  it('counts a type for at most 15 min', () => {
    expect(movingSpans([report(at(8), 'walking'), report(at(9), 'sedentary')])).toEqual([
      { fromMs: at(8), toMs: at(8, 15) },
    ]);
  });

  it('counts a rise of the count for the 2 min before it, or back to the report before', () => {
    const steps = [0, 100, 200, 200, 260].map((cycles, i) => report(at(8, i), null, cycles));
    expect(movingSpans(steps)).toEqual([
      { fromMs: at(8), toMs: at(8, 2) },
      { fromMs: at(8, 3), toMs: at(8, 4) },
    ]);
    expect(movingSpans([report(at(8), null, 0), report(at(8, 10), null, 900)])).toEqual([
      { fromMs: at(8, 8), toMs: at(8, 10) },
    ]);
  });

  it('takes a repeated total of an activity for no movement', () => {
    const totals = [
      report(at(8), 'sedentary'),
      report(at(9), 'walking', 500),
      report(at(10), 'walking', 500),
    ];
    expect(movingSpans(totals)).toEqual([{ fromMs: at(9), toMs: at(9, 15) }]);
  });

  it('says the same whatever the order of the reports', () => {
    const reports = [
      report(at(8), 'walking', 10),
      report(at(8, 5), 'walking', 90),
      report(at(8, 9), 'sedentary'),
    ];
    expect(movingSpans(reports.toReversed())).toEqual(movingSpans(reports));
  });
});

describe('Z10: all-day monitoring outside sessions', () => {
  it('fills only instants that no session covers', () => {
    const source = monitoring(at(8), Array<number>(61).fill(100), [report(at(8), 'walking')]);
    const session = { fromMs: at(8, 5), toMs: at(8, 35) };
    const [day] = daysOf([source], [session], [DAY]);
    // 08:00–08:05 and 08:35–09:00:01.
    expect(msPerBpmOf(day!.passive!.msUpTo)[100]).toBe(30 * MINUTE_MS + SECOND_MS);
    expect(total(day?.passive?.movingMsUpTo)).toBe(5 * MINUTE_MS);
    expect(day?.passive?.movingSegments).toMatchObject({
      count: 1,
      fromMs: Float64Array.of(at(8)),
      toMs: Float64Array.of(at(8, 5)),
    });
  });

  it('counts an instant once, whoever recorded it, in any order of the sources', () => {
    const [a, b] = [
      monitoring(at(8), Array<number>(61).fill(100)),
      monitoring(at(8, 30), Array<number>(61).fill(90), [], 'm2'),
    ];
    const days = daysOf([a, b], [], [DAY]);
    expect(total(days[0]?.passive?.msUpTo)).toBe(90 * MINUTE_MS + SECOND_MS);
    expect(daysOf([b, a], [], [DAY])).toEqual(days);
  });

  it('T2: splits at local midnight, and knows nothing of a date without values', () => {
    const source = monitoring(at(-1), Array<number>(121).fill(60));
    const days = daysOf([source], [], [date('2026-11-16'), DAY, date('2026-11-18')]);
    expect(days.map(({ passive }) => total(passive?.msUpTo))).toEqual([HOUR_MS, HOUR_MS + SECOND_MS, 0]);
    expect(days[2]?.passive).toBeNull();
  });

  it('Z4: holds a value for 90 s, the rest is unknown', () => {
    const source = monitoring(at(8), [60]);
    const late = monitoring(at(8, 10), [60]).recording.items;
    const items = { count: 2, atMs: Float64Array.of(at(8), late.atMs[0]!), code: Int16Array.of(60, 60) };
    const gap = { ...source, recording: { ...source.recording, items } };
    const [day] = daysOf([gap], [], [DAY]);
    expect(msPerBpmOf(day!.passive!.msUpTo)[60]).toBe(91 * SECOND_MS);
    expect(day?.passive?.unknownMs).toBe(10 * MINUTE_MS - 90 * SECOND_MS);
  });

  it.each([
    ['10 min with movement', 10, 10 * MINUTE_MS],
    ['9 min with movement', 9, 0],
  ])('Z11: %s', (_, minutes, countedMs) => {
    const bpms = Array<number>(60).fill(100);
    const source = monitoring(at(8), bpms, [report(at(8), 'walking'), report(at(8, minutes), 'sedentary')]);
    const [day] = daysOf([source], [], [DAY]);
    expect(passiveInBandMs(day?.passive ?? null, { lowBpm: 95, highBpm: 123 })).toBe(countedMs);
  });
});

describe('R: resting heart rate from all-day data', () => {
  const span = (fromMinute: number, toMinute: number, state: number) => ({
    fromMs: fromMinute * MINUTE_MS,
    toMs: toMinute * MINUTE_MS,
    state,
  });

  it('is the lowest mean of 30 min, wherever they lie', () => {
    // 20 min at 48 between others at 60: (20·48 + 10·60) / 30 = 52.
    expect(lowestHalfHourBpm([span(0, 120, 60), span(120, 140, 48), span(140, 300, 60)])).toBe(52);
  });

  it('needs 4 h of known time', () => {
    expect(lowestHalfHourBpm([span(0, 240, 60)])).toBe(60);
    expect(lowestHalfHourBpm([span(0, 239, 60), span(239, 400, 0)])).toBeNull();
  });

  it('takes the mean over known time, and no window that is mostly unknown', () => {
    // 15 min at 45 alone in their half hour decide; 14 do not: then the best is at the edge of the hour.
    expect(lowestHalfHourBpm([span(0, 15, 45), span(15, 60, 0), span(60, 300, 60)])).toBe(45);
    expect(lowestHalfHourBpm([span(0, 14, 45), span(14, 60, 0), span(60, 300, 60)])).toBe(60);
  });
});

it('the rest of a span that others leave free', () => {
  const taken = [
    { fromMs: -5, toMs: 1 },
    { fromMs: 3, toMs: 4 },
    { fromMs: 9, toMs: 20 },
  ];
  expect(without(taken, { fromMs: 0, toMs: 10 })).toEqual([
    { fromMs: 1, toMs: 3 },
    { fromMs: 4, toMs: 9 },
  ]);
});
