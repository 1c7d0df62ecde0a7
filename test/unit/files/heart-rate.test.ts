import { describe, expect, it } from 'vitest';
import { heartTrace } from '../../../fixtures/heart.ts';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { activeAndKnown, decodeBytes, decoded, onlyRecording, rowsOf, valuesOf } from './decode-fixture.ts';

describe('heart rate of FIT files', () => {
  it('case 2: `hr` messages of chained segments without file_id fill the records of the file before them', () => {
    expect(valuesOf(onlyRecording('02-hr-in-chained-segments'))).toEqual(
      heartTrace([{ seconds: 240, bpm: 135 }], 2).map(
        // The strap carries a value until its next one, so each second is the mean of the beats within it.
        (bpm, second, trace) => meanOfSecond(trace, second, bpm),
      ),
    );
  });

  it('case 3: `hr` messages correct what the watch had written', () => {
    expect(new Set(valuesOf(onlyRecording('03-hr-messages-correct')))).toEqual(new Set([120]));
  });

  it('case 4: `hr` messages between the records count like those behind them', () => {
    const values = valuesOf(onlyRecording('04-inline-hr'));
    expect(values).toHaveLength(160);
    expect(values.every((bpm) => bpm > 80 && bpm < 125)).toBe(true);
  });

  it('case 7: a developer field alone is the heart rate', () => {
    expect(valuesOf(onlyRecording('07-developer-heart-rate'))).toEqual(
      heartTrace([{ seconds: 120, bpm: 140 }], 7),
    );
  });

  it.each([
    ['by its name alone', [[3, 'string', 'heart_rate']], 120],
    ['by the native field alone', [[15, 'uint8', 3]], 120],
    [
      'of a lap',
      [
        [3, 'string', 'Heart Rate'],
        [14, 'uint16', 19],
      ],
      0,
    ],
    ['that is another quantity', [[3, 'string', 'Heart Rate Reserve']], 0],
  ] as const)('case 7: a developer field described as heart rate %s', (_, description, bpm) => {
    const start = fitTime('2026-11-09T11:00:00Z');
    const writer = new ActivityWriter().fileId({ created: start });
    writer.other(206, [[0, 'uint8', 0], [1, 'uint8', 5], [2, 'uint8', 0x84], ...description]);
    writer.record(start, null, { developer: [[5, 0, 'uint16', 120]] });
    const outcome = decodeBytes(writer.close());
    if (!outcome.ok) throw new Error(outcome.code);
    expect(rowsOf(outcome.recordings[0]!.recording)).toEqual([[0, bpm]]);
  });

  it('case 8: the native value wins over the developer field, which fills in where there is none', () => {
    expect(valuesOf(onlyRecording('08-native-and-developer-heart-rate'))).toEqual(
      Array.from({ length: 60 }, (_, second) => (second % 2 === 0 ? 118 : 126)),
    );
  });

  it('Z6, case 9: heart rate 0 is no value and makes unknown time, not a low heart rate', () => {
    const recording = onlyRecording('09-zero-is-no-signal');
    expect(valuesOf(recording).filter((bpm) => bpm === 0)).toHaveLength(60);
    expect(activeAndKnown(recording)).toEqual({ activeS: 179, knownS: 119 });
  });

  it('case 10: spikes are kept as recorded; judging them is for the rules', () => {
    const values = valuesOf(onlyRecording('10-spikes'));
    expect(values[60]).toBe(245);
    expect(values.slice(180, 200)).toEqual(Array.from({ length: 20 }, (_, step) => 235 + step));
  });

  it('case 11: of several records in one second a missing value displaces none', () => {
    const recording = onlyRecording('11-several-records-per-second');
    expect(recording.items.count).toBe(120);
    expect(activeAndKnown(recording)).toEqual({ activeS: 120, knownS: 120 });
  });

  it('Z4, case 31: records without heart rate are unknown time, at the start too', () => {
    // 420 records end in a stop: 419 s active; 60 s and 120 s of them without a value
    expect(activeAndKnown(onlyRecording('31-heart-rate-gap'))).toEqual({ activeS: 419, knownS: 239 });
  });

  it('case 34: RR intervals are kept in 1/1024 s beside the value they followed', () => {
    const { recording, extra } = decoded('34-rr-intervals').recordings[0]!;
    const [first] = valuesOf(recording);
    const rrMs = Math.round(60_000 / first!);
    // item 0 is the value: the timer had been running from the start
    expect(extra?.rr?.[0]).toEqual([rrMs, rrMs + 6].map((ms) => Math.round(ms * 1.024)));
    expect(extra?.rr?.[19]).toHaveLength(1);
    // No rule reads the RR of a file.
    expect(recording.items.rrKey).toBeUndefined();
  });

  it('Z6: 255 is the invalid value of the protocol and never a heart rate', () => {
    const start = fitTime('2026-11-09T06:00:00Z');
    const outcome = decodeBytes(
      new ActivityWriter().fileId({ created: start }).trace(start, [120, 255, null, 121]).close(),
    );
    if (!outcome.ok) throw new Error(outcome.code);
    expect(rowsOf(outcome.recordings[0]!.recording)).toEqual([
      [0, 120],
      [1, 0],
      [2, 0],
      [3, 121],
    ]);
  });
});

/** Quarter-second carries of the beat before, then the beat itself: what the strap's values average to in a second. */
function meanOfSecond(trace: readonly number[], second: number, bpm: number): number {
  // The anchor stands one second before the first record with the first value.
  const before = second === 0 ? trace[0]! : trace[second - 1]!;
  return Math.round((3 * before + bpm) / 4);
}
