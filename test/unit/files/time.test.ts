import { describe, expect, it } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { heartTrace } from '../../../fixtures/heart.ts';
import { PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import {
  activeAndKnown,
  decodeBytes,
  decoded,
  fixtureBytes,
  onlyRecording,
  rowsOf,
  valuesOf,
  type Decoded,
} from './decode-fixture.ts';

function taken(writer: ActivityWriter): Decoded {
  const outcome = decodeBytes(writer.close());
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome;
}

describe('time in FIT files', () => {
  it('case 1: compressed timestamps count on from the last full one', () => {
    const recording = onlyRecording('01-compressed-timestamps');
    expect(recording.facts.startMs).toBe(Date.parse('2026-11-09T06:00:03Z'));
    expect(rowsOf(recording).map(([atS]) => atS)).toEqual(
      Array.from({ length: 120 }, (_, index) => index * 5),
    );
  });

  it('Z9, case 12: records out of order stand in order of time, the later one of an instant wins', () => {
    const rows = rowsOf(onlyRecording('12-time-goes-backwards'));
    const trace = heartTrace([{ seconds: 120, bpm: 131 }], 121);
    expect(rows.map(([atS]) => atS)).toEqual(
      Array.from({ length: 110 }, (_, second) => second).filter((second) => second !== 40),
    );
    expect(rows.find(([atS]) => atS === 39)?.[1]).toBe(trace[40]);
    expect(rows.find(([atS]) => atS === 75)?.[1]).toBe(trace[85]);
  });

  it('Z3, case 13: records more than 24 h apart never share a recording', () => {
    const { recordings } = decoded('13-jump-of-27-days');
    expect(recordings.map(({ recording }) => recording.facts.endMs - recording.facts.startMs)).toEqual([
      120_000, 120_000,
    ]);
    expect(new Set(recordings.map(({ recording }) => recording.facts.id)).size).toBe(2);
  });

  it('case 13: a record of the year 2085 is left out with a word', () => {
    const outcome = decoded('13-record-in-2085');
    expect(outcome.partial).toBe(true);
    expect(outcome.warnings.map(({ code }) => code)).toEqual(['clock_not_set']);
    expect(valuesOf(outcome.recordings[0]!.recording)).toHaveLength(60);
  });

  it('Z8, case 14: a session whose records have no times is time of which nothing is known', () => {
    expect(activeAndKnown(onlyRecording('14-records-without-timestamps'))).toEqual({
      activeS: 1800,
      knownS: 0,
    });
  });

  it('case 15: a file whose clock was never set is refused with that word', () => {
    expect(decodeBytes(fixtureBytes('15-clock-not-set'))).toMatchObject({ ok: false, code: 'clock_not_set' });
  });

  it.each([
    ['local timestamp 0', '16-local-timestamp-zero', null],
    ['18 min off', '16-local-timestamp-18-min-off', null],
    ['one hour', 'run-4x4', 60],
  ])('T2, case 16: the device offset of %s', (_, name, expected) => {
    expect(onlyRecording(name).facts.utcOffsetMinutes).toBe(expected);
  });

  it.each([
    [-14 * 3600, -840],
    [14 * 3600, 840],
    [14 * 3600 + 900, null],
    [5.75 * 3600, 345],
    [3600 + 59, 60],
    [3600 + 61, null],
  ])('T2: an offset of %d s reads as %s min', (offsetS, expected) => {
    const start = fitTime('2026-11-09T06:00:00Z');
    const writer = new ActivityWriter()
      .fileId({ created: start })
      .trace(start, [120])
      .activity(start, { offsetS });
    expect(taken(writer).recordings[0]?.recording.facts.utcOffsetMinutes).toBe(expected);
  });

  it('case 17: timestamp_16 counts on from monitoring messages only', () => {
    const recording = onlyRecording('17-monitoring-day');
    expect(recording.facts.kind).toBe('monitoring');
    expect(rowsOf(recording).map(([atS]) => atS)).toEqual(
      Array.from({ length: 360 }, (_, minute) => minute * 60),
    );
    expect(recording.facts.utcOffsetMinutes).toBe(60);
  });

  it.each([
    ['a day without another full time counts on past 18.2 h', [0, 30_000, 65_000, 66_000, 86_000, 70_000]],
    ['a message written late stands a little before the full time', [0, -40, 60]],
    ['a block of others begins again within the 18.2 h', [0, 300, 46_000, 60, 360]],
  ])('case 17: %s', (_, secondsAfter) => {
    const start = fitTime('2026-11-10T00:00:00Z');
    const writer = new ActivityWriter().fileId({ type: 32, created: start });
    secondsAfter.forEach((second, index) =>
      writer.other(55, [
        index === 0 ? [253, 'uint32', start] : [26, 'uint16', (start + second) & 0xffff],
        [27, 'uint8', 60 + index],
      ]),
    );
    const instants = secondsAfter.map((second, index): [number, number] => [second, 60 + index]);
    const [first] = secondsAfter.toSorted((a, b) => a - b);
    // Of one instant the later value counts (Z9).
    const expected = new Map(instants);
    expect(rowsOf(taken(writer).recordings[0]!.recording)).toEqual(
      [...expected].sort(([a], [b]) => a - b).map(([second, bpm]) => [second - first!, bpm]),
    );
  });

  it('R, case 17: resting heart rate is the value of the day, not the mean of seven', () => {
    expect(decoded('17-monitoring-day').restingHeartRates.map(({ bpm }) => bpm)).toEqual([51, 52]);
  });

  it('Z11, case 17: movement comes with its activity type and rising cycles', () => {
    const movement = decoded('17-monitoring-day').recordings[0]?.extra?.movement ?? [];
    expect(movement.map(({ activityType }) => activityType)).toEqual([
      'sedentary',
      'walking',
      'walking',
      'walking',
      'walking',
      'sedentary',
      'sedentary',
      'sedentary',
      'sedentary',
    ]);
    expect(movement.map(({ cycles }) => cycles)).toEqual([0, 110, 110, 1210, 2310, 3300, 3300, 3300, 3300]);
  });

  it('Z4, case 18: gaps of smart recording up to 32 s are known time', () => {
    expect(activeAndKnown(onlyRecording('18-smart-recording'))).toEqual({ activeS: 1199, knownS: 1199 });
  });

  it('Z5, case 19: pauses are no active time; a stop of no length is no pause', () => {
    const recording = onlyRecording('19-many-pauses');
    const codes = rowsOf(recording).map(([, code]) => code);
    expect(codes.filter((code) => code === PAUSE)).toHaveLength(20);
    expect(codes.filter((code) => code === RESUME)).toHaveLength(19);
    // Twenty legs of 60 records, each stopped at its last record: 59 s each.
    expect(activeAndKnown(recording)).toEqual({ activeS: 1180, knownS: 1180 });
  });

  it('Z5: at one instant a start stands before the value and a stop after it, however they were written', () => {
    const start = fitTime('2026-11-09T06:00:00Z');
    const writer = new ActivityWriter()
      .fileId({ created: start })
      .record(start, 120)
      .timer(start + 1, 'stop')
      .record(start + 1, 121)
      .record(start + 9, 124)
      .timer(start + 9, 'start')
      .record(start + 10, 125);
    expect(rowsOf(taken(writer).recordings[0]!.recording)).toEqual([
      [0, 120],
      [1, 121],
      [1, PAUSE],
      [9, RESUME],
      [9, 124],
      [10, 125],
    ]);
  });

  it.each(['20-no-timer-events', '20-start-without-stop'])('case 20: %s has no pause', (name) => {
    expect(activeAndKnown(onlyRecording(name))).toEqual({ activeS: 60, knownS: 60 });
  });
});
