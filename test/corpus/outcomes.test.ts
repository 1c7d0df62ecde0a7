import Table from 'cli-table3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileDecoder } from '../../src/adapters/files/decode-pool.ts';
import type { LocalDate } from '../../src/domain/units.ts';
import type { DecodeOutcome } from '../../src/application/ports/file-decoder.ts';
import { corpusBytes, corpusDirectory, corpusFiles } from './corpus-directory.ts';

const UTC = [{ validFrom: '2000-01-01' as LocalDate, timeZone: 'UTC' }];
/** A real file takes milliseconds; one that takes this long hangs. */
const TIME_LIMIT_MS = 30_000;

describe('every real file', () => {
  const outcomes = new Map<string, DecodeOutcome>();

  beforeAll(async () => {
    const directory = corpusDirectory();
    const decoder = createFileDecoder({ nowMs: Date.now, timeLimitMs: TIME_LIMIT_MS });
    try {
      for (const name of corpusFiles(directory))
        outcomes.set(name, await decoder.decode(corpusBytes(directory, name), UTC));
    } finally {
      await decoder.close();
    }
  }, 600_000);

  afterAll(() => {
    const table = new Table({
      head: ['file', 'outcome', 'recordings', 'told'],
      style: { head: [], border: [] },
    });
    for (const [name, outcome] of outcomes) table.push([name, ...rowOf(outcome)]);
    process.stdout.write(`${table.toString()}\n${summary([...outcomes.values()])}\n`);
  });

  it('is imported or refused for a reason: none crashes, none hangs, none takes too much', () => {
    expect(outcomes.size).toBeGreaterThan(0);
    const bounds = new Set(['too_slow', 'too_much_memory', 'too_many_messages']);
    const broken = [...outcomes].filter(([, outcome]) => !outcome.ok && bounds.has(outcome.code));
    expect(broken).toEqual([]);
  });

  it('gives recordings that have a length, an order and their own name', () => {
    const ids = new Map<string, string>();
    for (const [name, outcome] of outcomes) {
      if (!outcome.ok) continue;
      for (const { recording } of outcome.recordings) {
        const { facts, items } = recording;
        expect(facts.endMs, name).toBeGreaterThan(facts.startMs);
        for (let row = 1; row < items.count; row++)
          if (items.atMs[row]! < items.atMs[row - 1]!) expect.fail(`${name}: items out of order`);
        expect(ids.get(facts.id) ?? name, 'the same recording from another file').toBe(name);
        ids.set(facts.id, name);
      }
    }
  });
});

function rowOf(outcome: DecodeOutcome): [string, string, string] {
  if (!outcome.ok) return [outcome.code, '', outcome.message];
  const recordings = outcome.recordings.map(({ recording: { facts, items } }) => {
    const minutes = Math.round((facts.endMs - facts.startMs) / 60_000);
    return `${facts.kind === 'file' ? (facts.sport ?? 'unnamed') : facts.kind} ${minutes} min, ${items.count} items`;
  });
  return [
    outcome.partial ? 'partial' : 'imported',
    recordings.join('\n'),
    outcome.warnings.map(({ message }) => message).join('\n'),
  ];
}

function summary(outcomes: readonly DecodeOutcome[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    const word = outcome.ok ? (outcome.partial ? 'partial' : 'imported') : outcome.code;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${word}: ${count}`).join(' · ');
}
