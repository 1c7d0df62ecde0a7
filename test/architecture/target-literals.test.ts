import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = 'src';
/** The words of the catalogues and of the page, and the target's own home: the article's prescription. */
const HOME = [
  /^src\/adapters\/wire\/messages\//,
  /^src\/web\/language\//,
  /^src\/domain\/note-ids\.ts$/,
  /^src\/domain\/prescription\/(article|default-prescription)\.ts$/,
];

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : /\.(ts|tsx|css)$/.test(entry.name) ? [path] : [];
  });
}

it('knows a target by its id in few files: a target is data', () => {
  const holding = filesOf(ROOT)
    .filter((path) => !HOME.some((home) => home.test(path)))
    .filter((path) => /['"`.]cardio\b|\bcardio:/.test(readFileSync(path, 'utf8')));
  // All of them take or say the article's numbers, the shape in which prescriptions were given at first.
  expect(holding.toSorted()).toEqual([
    'src/adapters/wire/api/prescription.ts',
    'src/application/athlete/complete-prescription.ts',
    'src/domain/prescription/validate-article-numbers.ts',
    'src/domain/targets/sessions-at-or-above.ts',
  ]);
});
