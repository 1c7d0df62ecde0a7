import { describe, expect, it } from 'vitest';
import { activityFile } from '../../../src/adapters/files/health/activity-file.ts';
import { decodedText, secondsOfText, takenText } from './track-seconds.ts';

const START_MS = Date.UTC(2026, 10, 10, 7);
const iso = (second: number): string => new Date(START_MS + second * 1_000).toISOString();
const local = (second: number): string => iso(second + 3_600).slice(0, -1);

describe('files of health apps', () => {
  it('an activity of an archive keeps its ends, pauses and sport', () => {
    const text = new TextDecoder().decode(
      activityFile({
        sport: 'FunctionalStrengthTraining',
        startMs: START_MS,
        endMs: START_MS + 600_000,
        pauses: [{ fromMs: START_MS + 100_000, toMs: START_MS + 200_000 }],
        samples: Array.from({ length: 100 }, (_, i) => ({ atMs: START_MS + i * 1_000, bpm: 120 })),
        deviceName: 'Watch',
      }),
    );
    const { recordings } = takenText(text);
    expect(recordings[0]!.recording.facts).toMatchObject({
      sport: 'strength_training',
      startMs: START_MS,
      endMs: START_MS + 600_000,
      device: { name: 'Watch' },
    });
    expect(secondsOfText(text)).toEqual([{ active: 500, unknown: 400, histogram: { 120: 100 } }]);
  });

  it('Polar: local times with an offset beside them', () => {
    const heartRate = Array.from({ length: 600 }, (_, i) => ({ dateTime: local(i), value: 130 }));
    const text = JSON.stringify({
      exportVersion: '1.6',
      startTime: local(0),
      exercises: [
        {
          startTime: local(0),
          stopTime: local(600),
          timezoneOffset: 60,
          duration: 'PT10M',
          sport: 'STRENGTH_TRAINING',
          heartRate: { avg: 130 },
          samples: { heartRate },
        },
      ],
    });
    const { recordings } = takenText(text);
    expect(recordings[0]!.recording.facts).toMatchObject({ sport: 'strength_training', startMs: START_MS });
    expect(secondsOfText(text)).toEqual([{ active: 600, unknown: 0, histogram: { 130: 600 } }]);
  });

  it('Fitbit and Google Takeout: a day of heart rate is all-day monitoring', () => {
    const rows = Array.from({ length: 10 }, (_, i) => ({
      dateTime: `11/10/26 07:00:${String(i * 5).padStart(2, '0')}`,
      value: { bpm: 70 + i, confidence: 2 },
    }));
    const { recordings } = takenText(JSON.stringify([...rows, { dateTime: 'noon', value: { bpm: 70 } }]));
    expect(recordings).toHaveLength(1);
    expect(recordings[0]!.recording.facts).toMatchObject({
      kind: 'monitoring',
      startMs: START_MS,
      endMs: START_MS + 46_000,
    });
  });

  it('Samsung Health: live data is a workout, of whose rows each tells one thing; bins of minutes are monitoring', () => {
    const live = Array.from({ length: 600 }, (_, i) => [
      { start_time: START_MS + i * 1_000, heart_rate: 131.0 },
      { start_time: START_MS + i * 1_000, cadence: 80, calorie: 0.2, distance: 3, speed: 3 },
    ]).flat();
    const text = JSON.stringify([...live, { heart_rate: 90 }]);
    const { recordings } = takenText(text);
    expect(recordings.map(({ recording: { facts } }) => [facts.kind, facts.startMs, facts.sport])).toEqual([
      ['file', START_MS, null],
    ]);
    expect(secondsOfText(text)).toEqual([{ active: 600, unknown: 0, histogram: { 131: 600 } }]);
    const bins = Array.from({ length: 60 }, (_, i) => {
      const start_time = START_MS + i * 60_000;
      return {
        start_time,
        end_time: start_time + 59_000,
        heart_rate: 72,
        heart_rate_min: 70,
        heart_rate_max: 75,
      };
    });
    const day = takenText(JSON.stringify(bins));
    expect(day.recordings.map(({ recording: { facts } }) => [facts.kind, facts.startMs])).toEqual([
      ['monitoring', START_MS],
    ]);
  });

  it('Health Auto Export: workouts with the heart rate of the metrics, recovery left out, 12-hour clocks', () => {
    const date = (second: number): string =>
      `${local(second).slice(0, 10)} ${local(second).slice(11, 19)} +0100`;
    const text = JSON.stringify({
      data: {
        metrics: [
          {
            name: 'heart_rate',
            units: 'bpm',
            data: Array.from({ length: 700 }, (_, i) => ({ date: date(i), Min: 120, Avg: 121.2, Max: 122 })),
          },
          { name: 'step_count', units: 'count', data: [{ date: date(0), qty: 5 }] },
        ],
        workouts: [
          {
            name: 'Outdoor Run',
            start: date(0).replace('08:00:00', '8:00:00 AM'),
            end: date(600),
            heartRateData: [{ date: date(610), Avg: 90 }],
          },
        ],
      },
    });
    const { recordings } = takenText(text);
    expect(recordings.map(({ recording: { facts } }) => [facts.kind, facts.sport])).toEqual([
      ['file', 'running'],
      ['monitoring', null],
    ]);
    expect(secondsOfText(text)[0]).toEqual({ active: 600, unknown: 0, histogram: { 121: 600 } });
  });

  it('HC Webhook: keys that are absent are empty', () => {
    const head = { timestamp: iso(0), app_version: '1.2' };
    const heart_rate = Array.from({ length: 60 }, (_, i) => ({ bpm: 110, time: iso(i * 10) }));
    const exercise = [{ type: 'walking', start_time: iso(0), end_time: iso(300), duration_seconds: 300 }];
    const { recordings } = takenText(JSON.stringify({ ...head, heart_rate, exercise }));
    expect(recordings.map(({ recording: { facts } }) => [facts.kind, facts.sport])).toEqual([
      ['file', 'walking'],
      ['monitoring', null],
    ]);
    expect(decodedText(JSON.stringify(head))).toMatchObject({ ok: false, code: 'no_activity' });
  });

  it('Open Wearables: a bad entry costs no other', () => {
    const text = JSON.stringify({
      provider: 'apple',
      sdkVersion: '0.9',
      syncTimestamp: iso(0),
      data: {
        records: [
          { type: 'HKQuantityTypeIdentifierHeartRate', startDate: iso(10), value: 120 },
          { type: 'HKQuantityTypeIdentifierStepCount', startDate: iso(10), value: 9 },
          { type: 'HKQuantityTypeIdentifierHeartRate', startDate: 'bad', value: 120 },
        ],
        sleep: [],
        workouts: [
          { type: 'HKWorkoutActivityTypeCycling', startDate: iso(0), endDate: iso(60) },
          { type: 'running' },
        ],
      },
    });
    const outcome = takenText(text);
    expect(outcome.recordings.map(({ recording: { facts } }) => facts.sport)).toEqual(['cycling']);
    expect(outcome).toMatchObject({
      partial: true,
      warnings: [{ message: expect.stringContaining(': 2.') as string }],
    });
  });

  it('T: what is not read is named, with the way out', () => {
    expect(decodedText('{"a":1}')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/JSON.*TCX/) as string,
    });
    expect(decodedText('<html><body>Sign in</body></html>')).toMatchObject({
      message: expect.stringContaining('web page') as string,
    });
    expect(decodedText('<?xml version="1.0"?><!DOCTYPE HealthData [')).toMatchObject({
      message: expect.stringContaining('export.zip') as string,
    });
  });
});
