import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { DECODE_LIMITS } from '../../src/adapters/files/decode-limits.ts';
import { judgeReading } from '../../src/adapters/files/fit/decode-fit.ts';
import { isFitHeader } from '../../src/adapters/files/fit/frame-parts.ts';
import { readFit } from '../../src/adapters/files/fit/read-fit.ts';
import type { DecodeOutcome } from '../../src/application/ports/file-decoder.ts';
import { attribute } from '../../src/domain/timeline/attribute.ts';
import { readByLibrary } from '../support/library-reading.ts';
import { corpusBytes, corpusDirectory, corpusFiles } from './corpus-directory.ts';

/** What a session rests on: its facts, every item, and the timeline that is judged. */
function evidenceOf(outcome: DecodeOutcome): unknown {
  if (!outcome.ok) return { refused: outcome.code };
  return {
    sessions: outcome.recordings.map(({ recording, extra }) => ({
      facts: recording.facts,
      items: recording.items,
      extra,
      timeline: attribute(recording).timeline,
    })),
    restingHeartRates: outcome.restingHeartRates,
  };
}

it('fit-file-parser, given the FIT files that our framing finds, reads the same evidence of every session (Z4–Z6)', () => {
  const directory = corpusDirectory();
  const nowMs = Date.now();
  const refused: string[] = [];
  const differing: string[] = [];
  let compared = 0;
  for (const file of corpusFiles(directory)) {
    const bytes = corpusBytes(directory, file);
    if (!isFitHeader(bytes, 0)) continue;
    compared++;
    const theirs = readByLibrary(bytes);
    if (theirs === null) {
      refused.push(file);
      continue;
    }
    const options = { limits: DECODE_LIMITS, nowMs };
    const ours = { ...readFit(bytes, DECODE_LIMITS.maxMessages), losses: [] };
    const equal = isDeepStrictEqual(
      evidenceOf(judgeReading(bytes, ours, options)),
      evidenceOf(judgeReading(bytes, theirs, options)),
    );
    if (!equal) differing.push(file);
  }
  process.stdout.write(`fit-file-parser refuses ${refused.length} of ${compared} files\n`);
  expect(differing).toEqual([]);
  expect(refused.length).toBeLessThan(compared / 10);
}, 300_000);
