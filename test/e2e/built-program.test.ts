import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const PROGRAM = new URL('../../dist/server/', import.meta.url);
/** Letters of Latin-1 and below. */
const ONE_BYTE = /^[\0-\xff]*$/;

it('no file of the built server has a letter beyond Latin-1, which would double its source in memory', async () => {
  const files = (await readdir(PROGRAM, { recursive: true })).filter((name) => name.endsWith('.js'));
  expect(files).toContain('main.js');
  for (const file of files) {
    expect.soft(ONE_BYTE.test(await readFile(new URL(file, PROGRAM), 'utf8')), file).toBe(true);
  }
});
