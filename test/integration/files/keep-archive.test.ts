import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createArchiveReader } from '../../../src/adapters/files/export/archive-reader.ts';
import { makeDirectory } from '../../support/guarded.ts';

let folder: string;
let archivePath: string;
beforeEach(async () => {
  folder = await makeDirectory('keep');
  archivePath = join(folder, 'sent.zip');
  await writeFile(archivePath, 'as sent');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* stored(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('as stored'));
}
const reader = () => createArchiveReader({ temporaryDirectory: folder });
const kept = async () => (await readdir(folder)).filter((name) => name !== 'sent.zip');

it('the job whose archive was kept has it once, beyond the upload, and it is gone after it', async () => {
  const archives = reader();
  await archives.keep('job', archivePath);
  await rm(archivePath);
  const read = () => archives.spoolKept('job', stored(), (path) => readFile(path, 'utf8'));
  expect(await read()).toBe('as sent');
  expect(await kept()).toEqual([]);
  expect(await read()).toBe('as stored');
  expect(await kept()).toEqual([]);
});

it('another job, and one that another came after, read what is stored', async () => {
  const archives = reader();
  const read = (job: string) => archives.spoolKept(job, stored(), (path) => readFile(path, 'utf8'));
  await archives.keep('first', archivePath);
  await archives.keep('second', archivePath);
  expect(await kept()).toHaveLength(1);
  expect(await read('other')).toBe('as stored');
  expect(await read('first')).toBe('as stored');
  expect(await read('second')).toBe('as sent');
});

it('of two that come at once one is kept, and none is left behind', async () => {
  const archives = reader();
  await Promise.all([archives.keep('first', archivePath), archives.keep('second', archivePath)]);
  expect(await kept()).toHaveLength(1);
  await archives.close();
  expect(await kept()).toEqual([]);
});

it('goes where the runner fails, and where the process ends before one came', async () => {
  const archives = reader();
  await archives.keep('job', archivePath);
  const failed = archives.spoolKept('job', stored(), () => Promise.reject(new Error('a fault')));
  await expect(failed).rejects.toThrow('a fault');
  expect(await kept()).toEqual([]);
  await archives.keep('job', archivePath);
  await archives.close();
  expect(await kept()).toEqual([]);
});
