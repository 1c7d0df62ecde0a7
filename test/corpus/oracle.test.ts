import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFit } from '../../src/adapters/files/fit/decode-fit.ts';
import { DECODE_LIMITS } from '../../src/adapters/files/decode-limits.ts';
import { attribute } from '../../src/domain/attribute.ts';
import type { Recording } from '../../src/domain/recording.ts';
import { INACTIVE, UNKNOWN } from '../../src/domain/timeline.ts';
import { corpusBytes, corpusDirectory, readDescription, type OracleEntry } from './corpus-directory.ts';

const FIT_EPOCH_MS = 631_065_600_000;
const GARMIN = 1;
const SWIMMING = 5;

interface Comparison {
  readonly entry: OracleEntry;
  /** Per cent of the device's own time that lies in another zone with us. */
  readonly misplacedPercent: number;
  readonly averageDifferenceBpm: number | null;
}

/** Our milliseconds per bpm in one session. */
function millisecondsPerBpm(recording: Recording): Float64Array {
  const { timeline } = attribute(recording);
  const msPerBpm = new Float64Array(256);
  for (let index = 0; index < timeline.count; index++) {
    const state = timeline.state[index]!;
    if (state !== UNKNOWN && state !== INACTIVE)
      msPerBpm[state]! += timeline.boundaryMs[index + 1]! - timeline.boundaryMs[index]!;
  }
  return msPerBpm;
}

function compare(entry: OracleEntry, boundaries: readonly number[], recording: Recording): Comparison {
  const msPerBpm = millisecondsPerBpm(recording);
  const ours = entry.device_seconds.map(() => 0);
  let sumMs = 0;
  let weighted = 0;
  msPerBpm.forEach((ms, bpm) => {
    ours[boundaries.filter((high) => bpm >= high).length]! += ms / 1000;
    sumMs += ms;
    weighted += ms * bpm;
  });
  const deviceTotal = entry.device_seconds.reduce((sum, seconds) => sum + seconds, 0);
  const error = entry.device_seconds.reduce((sum, seconds, zone) => sum + Math.abs(seconds - ours[zone]!), 0);
  return {
    entry,
    misplacedPercent: (50 * error) / deviceTotal,
    averageDifferenceBpm:
      entry.device_avg_hr === null || sumMs === 0 ? null : Math.abs(weighted / sumMs - entry.device_avg_hr),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function shareWithin(values: readonly number[], limit: number): number {
  return values.filter((value) => value <= limit).length / values.length;
}

describe("oracle: the device's own seconds per zone", () => {
  const comparisons: Comparison[] = [];

  beforeAll(() => {
    const directory = corpusDirectory();
    // The folder's own description; its shape is the contract of this test.
    const oracle = readDescription(directory, 'oracle.json') as { entries: OracleEntry[] } | null;
    if (oracle === null) throw new Error('The folder has no oracle.json to compare with.');
    for (const entry of oracle.entries) {
      if (entry.kind !== 'session' || entry.duplicateOf !== null || entry.zone_high_boundary === null)
        continue;
      if (entry.grade !== 'gold' && entry.grade !== 'silver') continue;
      if (entry.manufacturer !== GARMIN || entry.sport === SWIMMING || entry.hrMesgs > 0) continue;
      const outcome = decodeFit(corpusBytes(directory, entry.file), {
        limits: DECODE_LIMITS,
        nowMs: Date.now(),
      });
      const startMs = FIT_EPOCH_MS + entry.start * 1000;
      const match = outcome.ok
        ? outcome.recordings.find(({ recording }) => Math.abs(recording.facts.startMs - startMs) < 1000)
        : undefined;
      if (match === undefined) throw new Error(`No recording starts with the session of ${entry.file}`);
      comparisons.push(compare(entry, entry.zone_high_boundary, match.recording));
    }
  }, 300_000);

  afterAll(() => {
    for (const kind of ['1s', 'smart'] as const) {
      const values = comparisons.filter(({ entry }) => entry.recording === kind);
      const misplaced = values.map((value) => value.misplacedPercent);
      process.stdout.write(
        `${kind}: ${values.length} sessions, misplaced median ${median(misplaced).toFixed(3)} %, ` +
          `within 1 %: ${(100 * shareWithin(misplaced, 1)).toFixed(1)} %\n`,
      );
    }
    for (const { entry, misplacedPercent } of comparisons.filter((one) => one.misplacedPercent > 1))
      process.stdout.write(`  ${misplacedPercent.toFixed(2)} % ${entry.recording} ${entry.file}\n`);
  });

  it('Z4: one-second files misplace at most 1 % in 95 of 100, a median of at most 0.1 %', () => {
    const misplaced = comparisons
      .filter(({ entry }) => entry.recording === '1s')
      .map((one) => one.misplacedPercent);
    expect(misplaced.length).toBeGreaterThan(0);
    expect(shareWithin(misplaced, 1)).toBeGreaterThanOrEqual(0.95);
    expect(median(misplaced)).toBeLessThanOrEqual(0.1);
  });

  it('Z4: smart recording misplaces at most 1 % in 70 of 100, a median of at most 0.7 %', () => {
    const misplaced = comparisons
      .filter(({ entry }) => entry.recording === 'smart')
      .map((one) => one.misplacedPercent);
    if (misplaced.length === 0) return;
    expect(shareWithin(misplaced, 1)).toBeGreaterThanOrEqual(0.7);
    expect(median(misplaced)).toBeLessThanOrEqual(0.7);
  });

  it('Z4: the time-weighted average is within 1 bpm of the device in 93 of 100', () => {
    const differences = comparisons.flatMap(({ averageDifferenceBpm }) =>
      averageDifferenceBpm === null ? [] : [averageDifferenceBpm],
    );
    expect(shareWithin(differences, 1)).toBeGreaterThanOrEqual(0.93);
  });
});
