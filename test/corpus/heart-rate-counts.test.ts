import { beforeAll, describe, expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../src/adapters/files/decode-limits.ts';
import { decodeFit } from '../../src/adapters/files/fit/decode-fit.ts';
import { isFitHeader } from '../../src/adapters/files/fit/frame-parts.ts';
import { isRealTime } from '../../src/adapters/files/fit/fit-time.ts';
import { readFit } from '../../src/adapters/files/fit/read-fit.ts';
import { corpusBytes, corpusDirectory, readDescription, type CorpusIndex } from './corpus-directory.ts';

type Facts = CorpusIndex['files'][number];

/**
 * Where the two independent counts differ, which one is right:
 *
 * | difference | right | why |
 * |---|---|---|
 * | the file has `hr` messages | the SDK's | it merges them into the records, as the strap's data is meant; the raw count is before the merge |
 * | the SDK counts none, the raw reader does | the raw count | the SDK stops at compressed timestamps |
 */
function expectedCount({ raw, sdk }: Facts): number {
  if (sdk === null) return raw.recordsHr;
  return raw.hrMesgs > 0 ? sdk.recordsHr : raw.recordsHr;
}

describe('heart-rate samples of real files, against an independent count', () => {
  let directory: string;
  let files: readonly Facts[];

  beforeAll(() => {
    directory = corpusDirectory();
    // The folder's own description; its shape is the contract of this test.
    const index = readDescription(directory, 'index.json') as CorpusIndex | null;
    if (index === null) throw new Error('The folder has no index.json to compare with.');
    files = index.files;
  });

  it('Z6: every usable value (1…254, `hr` messages merged) is read, monitoring too', () => {
    const wrong: string[] = [];
    for (const facts of files) {
      const reading = readFit(corpusBytes(directory, facts.file), DECODE_LIMITS.maxMessages);
      const values = reading.files.flatMap(({ records }) =>
        records.bpm.filter((bpm) => bpm >= 1 && bpm <= 254),
      );
      const monitoring = reading.files.flatMap((file) =>
        file.monitoring.filter(({ bpm }) => bpm !== null && bpm > 0),
      );
      if (values.length !== expectedCount(facts))
        wrong.push(`${facts.file}: ${values.length} instead of ${expectedCount(facts)}`);
      if (monitoring.length !== facts.raw.monHr)
        wrong.push(`${facts.file}: ${monitoring.length} monitoring values instead of ${facts.raw.monHr}`);
      const sum = values.reduce((total, bpm) => total + bpm, 0);
      if (facts.sdk !== null && facts.sdk.recordsHr === values.length && facts.sdk.hrSum !== sum)
        wrong.push(`${facts.file}: the values sum to ${sum} instead of ${facts.sdk.hrSum}`);
    }
    expect(wrong).toEqual([]);
  });

  it('every value that has a time lands in exactly one recording, once per instant', () => {
    const wrong: string[] = [];
    const nowMs = Date.now();
    for (const { file } of files) {
      const bytes = corpusBytes(directory, file);
      const outcome = decodeFit(bytes, { limits: DECODE_LIMITS, nowMs });
      if (!outcome.ok || !isFitHeader(bytes, 0)) continue;
      const given = outcome.recordings.flatMap(({ recording: { facts, items } }) =>
        facts.kind === 'file' ? Array.from(items.code.filter((code) => code > 0)) : [],
      ).length;
      const instants = readFit(bytes, DECODE_LIMITS.maxMessages).files.map(
        ({ records }) =>
          new Set(records.time.filter((at, row) => records.bpm[row]! > 0 && isRealTime(at, nowMs))).size,
      );
      const expected = instants.reduce((sum, count) => sum + count, 0);
      if (given !== expected) wrong.push(`${file}: ${given} instead of ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});
