import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeCases, FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { DECODE_LIMITS } from '../../../src/adapters/files/decode-limits.ts';
import { isFitHeader } from '../../../src/adapters/files/fit/frame-parts.ts';
import { readFit } from '../../../src/adapters/files/fit/read-fit.ts';
import { naiveMonitoring, naiveParts, naiveRecords } from '../../support/naive-fit.ts';
import { monitoringValues, recordValues } from '../../support/values-of-reading.ts';
import { fixtureBytes } from './decode-fixture.ts';

const folder = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

describe('fixtures', () => {
  it('are exactly the files that build.ts writes', () => {
    const names = readdirSync(`${folder}fit`).sort();
    expect(names).toEqual(FIT_CASES.map(({ name }) => `${name}.fit`).sort());
  });

  it.each(FIT_CASES.map((fitCase) => [fitCase.name, fitCase] as const))(
    '%s is what build.ts writes',
    (name, fitCase) => {
      expect(Buffer.compare(fixtureBytes(name), fitCase.build())).toBe(0);
    },
  );

  it.each(FIT_CASES.map(({ name }) => name))('%s: a second reader finds the same values in it', (name) => {
    const bytes = fixtureBytes(name);
    const reading = readFit(bytes, DECODE_LIMITS.maxMessages);
    // What is damaged is read further than its header says.
    if (!isFitHeader(bytes, 0) || reading.losses.length > 0) return;
    const parts = naiveParts(bytes);
    expect(recordValues(reading)).toEqual(naiveRecords(parts));
    expect(monitoringValues(reading)).toEqual(naiveMonitoring(parts));
  });

  it('are each described in the README', () => {
    expect(readFileSync(`${folder}README.md`, 'utf8')).toContain(describeCases());
  });
});
