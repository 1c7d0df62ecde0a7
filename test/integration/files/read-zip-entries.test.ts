import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { deflateSync, gzipSync, Zip, ZipPassThrough, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIT_CASES } from '../../../fixtures/fit-cases.ts';
import { sha256Of } from '../../../src/adapters/files/recording-identity.ts';
import { trimArchive } from '../../../src/adapters/files/zip/trim-archive.ts';
import { readZipEntries } from '../../../src/adapters/files/zip/read-zip-entries.ts';
import type { ZipEntry } from '../../../src/adapters/files/zip/zip-entry.ts';
import type { ZipLimits } from '../../../src/adapters/files/zip/zip-limits.ts';
import { makeDirectory } from '../../support/guarded.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function fixture(name: string): Uint8Array {
  return FIT_CASES.find((fitCase) => fitCase.name === name)!.build();
}

describe('zip archives', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeDirectory('zip-test');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  type Given = Extract<ZipEntry, { kind: 'file' | 'refused' }>;

  async function entriesOf(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Promise<Given[]> {
    const path = join(folder, 'upload');
    await writeFile(path, bytes);
    const entries: Given[] = [];
    for await (const entry of readZipEntries(path, { temporaryDirectory: folder, limits }))
      if (entry.kind === 'file' || entry.kind === 'refused') entries.push(entry);
    expect(await readdir(folder), 'what was unpacked is gone').toEqual(['upload']);
    return entries;
  }

  async function outcomesOf(
    archive: Zippable,
    limits: Partial<ZipLimits> = {},
  ): Promise<Record<string, string>> {
    const entries = await entriesOf(zipSync(archive), limits);
    return Object.fromEntries(
      entries.map((entry) => [
        entry.path,
        entry.kind === 'file' ? sha256Of(entry.bytes) : entry.refusal.code,
      ]),
    );
  }

  it('files of nested folders and of one nested archive are given, a gzip layer taken off', async () => {
    const walk = fixture('walk-35-min');
    const run = fixture('21-no-session');
    const outcomes = await outcomesOf({
      'export/2026/walk.fit': walk,
      'export/walk.fit.gz': gzipSync(walk),
      'export/part1.zip': zipSync({ 'inner/run.FIT': run, 'inner/deeper.zip': zipSync({ 'a.fit': run }) }),
    });
    expect(outcomes).toEqual({
      'export/2026/walk.fit': sha256Of(walk),
      'export/walk.fit.gz': sha256Of(walk),
      'export/part1.zip/inner/run.FIT': sha256Of(run),
      'export/part1.zip/inner/deeper.zip/a.fit': sha256Of(run),
    });
  });

  it('what operating systems leave behind is passed over; other files are refused by their content', async () => {
    const run = fixture('21-no-session');
    const outcomes = await outcomesOf({
      '__MACOSX/._run.fit': fixture('30-resource-fork'),
      'a/._run.fit': fixture('30-resource-fork'),
      'a/.DS_Store': text('x'),
      'a/run.txt': run,
      'a/notes.fit': text('no fit'),
    });
    expect(outcomes).toEqual({ 'a/run.txt': sha256Of(run), 'a/notes.fit': 'unknown_format' });
  });

  it('T: names that lead out of the archive are made harmless', async () => {
    const run = fixture('21-no-session');
    const outcomes = await outcomesOf({
      '../../etc/run.fit': run,
      '/root.fit': run,
      'C:\\Users\\me\\ride.fit': run,
      'good.fit': run,
    });
    expect(outcomes).toEqual({
      'etc/run.fit': sha256Of(run),
      'root.fit': sha256Of(run),
      'Users/me/ride.fit': sha256Of(run),
      'good.fit': sha256Of(run),
    });
  });

  it('T: what is no recording is counted apart, a line per kind', async () => {
    const run = fixture('21-no-session');
    const pictures = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, i) => [`media/${i}.jpg`, new Uint8Array([0xff, 0xd8, 0xff, i])]),
    );
    const entries = await entriesOf(
      zipSync({
        ...pictures,
        'profile.csv': text('a,b,c\n1,2,3\n'),
        'more.csv': text('a,b,c\n1,2,3\n'),
        'run.fit': run,
        'index.html': text('<!DOCTYPE html><html></html>'),
      }),
    );
    expect(
      entries.map((entry) => (entry.kind === 'file' ? entry.path : `${entry.path}: ${entry.refusal.code}`)),
    ).toEqual([
      'run.fit',
      '1000 pictures, such as media/0.jpg: not_a_recording',
      '2 tables, such as profile.csv: not_a_recording',
      'index.html: not_a_recording',
    ]);
  });

  it('T: a vendor’s archive of archives, zipped once more, is read', async () => {
    const run = fixture('21-no-session');
    const parts = zipSync({ 'UploadedFiles_0-_Part1.zip': zipSync({ 'me_1.fit': run }) });
    expect(await outcomesOf({ 'export.zip': parts })).toEqual({
      'export.zip/UploadedFiles_0-_Part1.zip/me_1.fit': sha256Of(run),
    });
  });

  it.each([1, 22, 512, 200_000])('T: %i zeros after the end are cut, and nothing else is', async (zeros) => {
    const bytes = zipSync({ 'run.fit': fixture('21-no-session') });
    const path = join(folder, 'padded');
    for (const padding of [0, zeros]) {
      await writeFile(path, new Uint8Array([...bytes, ...new Uint8Array(padding)]));
      await trimArchive(path);
      expect(await readFile(path)).toEqual(Buffer.from(bytes));
    }
    await rm(path);
    expect(await outcomesOf({ 'inner.zip': new Uint8Array([...bytes, ...new Uint8Array(zeros)]) })).toEqual({
      'inner.zip/run.fit': sha256Of(fixture('21-no-session')),
    });
  });

  it('bombs are refused: by ratio before reading, by size, by number, by the sum of all', async () => {
    const run = fixture('21-no-session');
    const fitZeros = new Uint8Array(4 * 2 ** 20);
    fitZeros.set(run);
    expect(await outcomesOf({ 'zeros.fit': fitZeros, 'run.fit': run })).toEqual({
      'zeros.fit': 'too_large',
      'run.fit': sha256Of(run),
    });
    expect(await outcomesOf({ 'run.fit': run }, { maxFileBytes: 100 })).toEqual({ 'run.fit': 'too_large' });
    const three = { '1.fit': run, '2.fit': run, '3.fit': run };
    expect(Object.values(await outcomesOf(three, { maxEntries: 2 }))).toEqual([
      sha256Of(run),
      sha256Of(run),
      'too_large',
    ]);
    expect(Object.values(await outcomesOf(three, { maxTotalBytes: run.length * 2 + 10 }))).toEqual([
      sha256Of(run),
      sha256Of(run),
      'too_large',
    ]);
  });

  it('T: an encrypted file is named as such, the next one is given', async () => {
    const run = fixture('21-no-session');
    const archive = Buffer.from(zipSync({ 'secret.fit': run, 'run.fit': run }));
    // Bit 0 of the flags, in the file's own header and in the directory.
    archive.writeUInt16LE(1, archive.indexOf('PK\x03\x04', 'latin1') + 6);
    archive.writeUInt16LE(1, archive.indexOf('PK\x01\x02', 'latin1') + 8);
    const [secret, open] = await entriesOf(archive);
    expect(secret).toMatchObject({
      path: 'secret.fit',
      kind: 'refused',
      refusal: { code: 'unreadable', message: expect.stringContaining('encrypted') as string },
    });
    expect(open).toMatchObject({ path: 'run.fit', kind: 'file' });
  });

  it('a file that is damaged inside the archive is refused, the next one is given', async () => {
    const run = fixture('21-no-session');
    const bytes = zipSync({ 'a.fit': [run, { level: 0 }], 'b.fit': run });
    // The first byte of stored data after the local header of 30 bytes and the name.
    bytes[30 + 5 + 60]! ^= 1;
    const entries = await entriesOf(bytes);
    expect(entries.map((entry) => (entry.kind === 'file' ? 'given' : entry.refusal.code))).toEqual([
      'unreadable',
      'given',
    ]);
  });

  it('a file is given as it was compressed too, where it was and that can be read by itself', async () => {
    const run = fixture('21-no-session');
    const gzip = gzipSync(run);
    const large = new Uint8Array(2 ** 21).map((_, index) => run[index % run.length]!);
    const entries = await entriesOf(
      zipSync({ 'a.fit': run, 'b.fit': [run, { level: 0 }], 'c.fit.gz': gzip, 'd.fit': large }),
    );
    const files = entries.map((entry) => (entry.kind === 'file' ? entry : null));
    expect(files.map((file) => sha256Of(file!.bytes))).toEqual([run, run, run, large].map(sha256Of));
    const [deflated, stored, zipped, streamed] = files.map((file) => file!.gzip);
    expect(new Uint8Array(gunzipSync(deflated!))).toEqual(run);
    expect(stored).toBeNull();
    expect(new Uint8Array(zipped!)).toEqual(gzip);
    expect(streamed).toBeNull();
  });

  it('what stands behind the end of a deflated file is not taken for its checksum', async () => {
    const run = fixture('21-no-session');
    const pieces: Uint8Array[] = [];
    const zip = new Zip((_, piece) => pieces.push(piece));
    const file = new (class extends ZipPassThrough {
      override compression = 8;
      protected override process(chunk: Uint8Array, final: boolean): void {
        this.ondata(null, new Uint8Array([...deflateSync(chunk), 1, 2, 3]), final);
      }
    })('a.fit');
    zip.add(file);
    file.push(run, true);
    zip.end();
    const [entry] = await entriesOf(Buffer.concat(pieces));
    expect(entry).toMatchObject({ kind: 'file', gzip: null });
  });

  it('an archive that is cut off is refused with a word', async () => {
    const bytes = zipSync({ 'a.fit': fixture('21-no-session') });
    expect(await entriesOf(bytes.slice(0, -30))).toMatchObject([
      { kind: 'refused', path: '', refusal: { code: 'unreadable' } },
    ]);
  });

  it('thousands of files come one at a time, and stopping early closes the archive', async () => {
    const run = fixture('23-no-records');
    const archive = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`${index}.fit`, run]));
    expect(await entriesOf(zipSync(archive))).toHaveLength(3000);
    for await (const entry of readZipEntries(join(folder, 'upload'), { temporaryDirectory: folder })) {
      expect(entry.kind === 'file').toBe(true);
      break;
    }
  });
});
