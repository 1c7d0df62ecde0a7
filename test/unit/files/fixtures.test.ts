import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeCases, FIT_CASES } from '../../../fixtures/fit-cases.ts';
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

  it('are each described in the README', () => {
    expect(readFileSync(`${folder}README.md`, 'utf8')).toContain(describeCases());
  });
});
