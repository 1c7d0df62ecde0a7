import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../src/adapters/files/decode-limits.ts';
import { decodeFit } from '../../src/adapters/files/fit/decode-fit.ts';
import { isFitHeader } from '../../src/adapters/files/fit/frame-parts.ts';
import { isRealTime } from '../../src/adapters/files/fit/fit-time.ts';
import { readFit } from '../../src/adapters/files/fit/read-fit.ts';
import { naiveMonitoring, naiveParts, naiveRecords, type NaiveValues } from '../support/naive-fit.ts';
import { monitoringValues, recordValues } from '../support/values-of-reading.ts';
import {
  corpusBytes,
  corpusDirectory,
  corpusFiles,
  readDescription,
  type CorpusIndex,
} from './corpus-directory.ts';

type Facts = CorpusIndex['files'][number];

interface Counted {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly ours: NaiveValues;
  readonly oursMonitoring: NaiveValues;
  readonly naive: NaiveValues;
  readonly naiveMonitoring: NaiveValues;
}

/** Which count of the folder's description is right where they differ, and why. */
function judge({ raw, sdk }: Facts): { count: number; why: string | null } {
  if (raw.hrMesgs > 0 && sdk !== null && sdk.recordsHr !== raw.recordsHr)
    return { count: sdk.recordsHr, why: "the SDK's: it merges the strap's `hr` messages into the records" };
  if (raw.hrMesgs > 0 && sdk !== null) return { count: sdk.recordsHr, why: null };
  if (sdk !== null && sdk.recordsHr !== raw.recordsHr)
    return { count: raw.recordsHr, why: `the raw count: the SDK stopped (${sdk.errors[0] ?? 'unsaid'})` };
  return { count: raw.recordsHr, why: null };
}

describe('heart-rate samples of real files, counted twice', () => {
  let directory: string;
  const counted: Counted[] = [];
  let index: CorpusIndex | null;

  beforeAll(() => {
    directory = corpusDirectory();
    // The folder's own description; its shape is the contract of this test.
    index = readDescription(directory, 'index.json') as CorpusIndex | null;
    for (const file of corpusFiles(directory)) {
      const bytes = corpusBytes(directory, file);
      if (!isFitHeader(bytes, 0)) continue;
      const parts = naiveParts(bytes);
      const reading = readFit(bytes, DECODE_LIMITS.maxMessages);
      counted.push({
        file,
        bytes,
        ours: recordValues(reading),
        oursMonitoring: monitoringValues(reading),
        naive: naiveRecords(parts),
        naiveMonitoring: naiveMonitoring(parts),
      });
    }
  }, 300_000);

  afterAll(() => {
    const differing = (index?.files ?? []).filter((facts) => judge(facts).why !== null);
    const table = new Table({
      head: ['file', 'raw', 'SDK', 'ours', 'right is'],
      style: { head: [], border: [] },
    });
    for (const facts of differing) {
      const ours = counted.find(({ file }) => file === facts.file)?.ours.length ?? 0;
      table.push([facts.file, facts.raw.recordsHr, facts.sdk?.recordsHr ?? '', ours, judge(facts).why]);
    }
    if (differing.length > 0) process.stdout.write(`${table.toString()}\n`);
  });

  it('Z6: every usable value (1…254, `hr` messages merged) is read at its instant, as a second reader reads it', () => {
    expect(counted.length).toBeGreaterThan(0);
    const differing = counted.filter(({ ours, naive }) => !isDeepStrictEqual(ours, naive));
    expect(differing.map(({ file }) => file)).toEqual([]);
  });

  it('Z6: so is every value of all-day monitoring, `timestamp_16` resolved', () => {
    const differing = counted.filter((each) => !isDeepStrictEqual(each.oursMonitoring, each.naiveMonitoring));
    expect(differing.map(({ file }) => file)).toEqual([]);
  });

  it("they are as many, and sum to as much, as the folder's description says", () => {
    const wrong: string[] = [];
    for (const facts of index?.files ?? []) {
      const { ours, oursMonitoring } = counted.find(({ file }) => file === facts.file) ?? NOTHING;
      // The description counts native values only: where an app brought its own, they are a floor.
      const isExact = facts.raw.devHr.length === 0 || ours.length === facts.raw.recordsHr;
      const { count } = judge(facts);
      if (isExact ? ours.length !== count : ours.length < count)
        wrong.push(`${facts.file}: ${ours.length} instead of ${count}`);
      if (oursMonitoring.length !== facts.raw.monHr)
        wrong.push(`${facts.file}: ${oursMonitoring.length} monitoring values instead of ${facts.raw.monHr}`);
      const sum = ours.reduce((total, [, bpm]) => total + bpm, 0);
      if (facts.sdk !== null && facts.sdk.recordsHr === ours.length && facts.sdk.hrSum !== sum)
        wrong.push(`${facts.file}: the values sum to ${sum} instead of ${facts.sdk.hrSum}`);
    }
    expect(wrong).toEqual([]);
  });

  it('every value that has a time lands in exactly one recording, once per instant', () => {
    const nowMs = Date.now();
    for (const { file, bytes } of counted) {
      const outcome = decodeFit(bytes, { limits: DECODE_LIMITS, nowMs });
      if (!outcome.ok) continue;
      const given = outcome.recordings.flatMap(({ recording: { facts, items } }) =>
        facts.kind === 'file' ? Array.from(items.code.filter((code) => code > 0)) : [],
      ).length;
      const instants = readFit(bytes, DECODE_LIMITS.maxMessages).files.map(
        ({ records }) =>
          new Set(records.time.filter((at, row) => records.bpm[row]! > 0 && isRealTime(at, nowMs))).size,
      );
      expect(given, file).toBe(instants.reduce((sum, count) => sum + count, 0));
    }
  });
});

const NOTHING: Pick<Counted, 'ours' | 'oursMonitoring'> = { ours: [], oursMonitoring: [] };
