import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPaths } from '../../../src/cli/import-paths.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { cliHarness } from './cli-harness.ts';
import { makeDirectory } from '../../support/guarded.ts';

const ATHLETE = '0192d3c4-5e6f-7a8b-9c0d-1e2f3a4b5c6d';

let folder = '';
beforeEach(async () => {
  folder = await makeDirectory('import');
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, 'bytes');
  return path;
}

describe('the paths of an import', () => {
  it('are, of a folder, every readable kind at any depth in order of name, without resource forks', async () => {
    for (const name of ['b.fit', 'a/z.FIT.gz', 'a/._z.fit', 'notes.txt', 'c.tcx', 'd.gpx', 'e.zip'])
      await put(name);
    const found = await importPaths([folder]);
    expect(found.map(({ fileName }) => fileName)).toEqual(['a/z.FIT.gz', 'b.fit', 'c.tcx', 'd.gpx', 'e.zip']);
  });

  it('are a named file whatever it is called: its bytes decide, not its name', async () => {
    const path = await put('activity.bin');
    expect(await importPaths([path])).toEqual([{ path, fileName: 'activity.bin' }]);
  });
});

describe('import', () => {
  it('says of every file what became of it, and succeeds when one was accepted', async () => {
    const { context, output } = cliHarness({ athletes: [ATHLETE] });
    await put('good.fit');
    await put('bad.fit');
    expect(await runCli(['import', folder], context)).toBe(0);
    expect(output.out).toContain('This is not a FIT file.');
    expect(output.out).toContain('1 imported, 1 rejected.');
  });

  it('fails when every file was refused, and says so after the table', async () => {
    const { context, output } = cliHarness({ athletes: [ATHLETE] });
    const path = await put('bad.fit');
    expect(await runCli(['import', path, '--json'], context)).toBe(1);
    expect(JSON.parse(output.out)).toMatchObject({
      counts: { imported: 0, rejected: 1 },
      uploads: [{ fileName: 'bad.fit', status: 'rejected', error: { code: 'not_fit' } }],
    });
    expect(JSON.parse(output.err)).toMatchObject({ error: { code: 'all_rejected' } });
  });

  it('knows a zip by its contents, gives it whole, and names what is inside by its path there', async () => {
    const { context, output, calls } = cliHarness({ athletes: [ATHLETE] });
    const path = join(folder, 'export');
    const zip = zipSync({ 'a/good.fit': strToU8('<gpx><trk/></gpx>') });
    await writeFile(path, zip);
    expect(await runCli(['import', path, '--json'], context)).toBe(0);
    expect(calls).toEqual([['importArchive', zip.length]]);
    expect(JSON.parse(output.out)).toMatchObject({
      counts: { imported: 2, rejected: 0 },
      uploads: [{ fileName: 'export/a/good.fit' }, { fileName: 'export' }],
    });
  });

  describe('of a large zip', () => {
    const counts = { imported: 2, partial: 0, duplicate: 1, rejected: 0 };
    const job = {
      id: 'j',
      fileName: 'years.zip',
      sizeBytes: 9,
      total: 3,
      scan: null,
      createdAtMs: 0,
      finishedAtMs: null,
    };
    const harness = async () => {
      const made = cliHarness({ athletes: [ATHLETE] });
      const path = join(folder, 'years.zip');
      await writeFile(path, zipSync({ 'a.fit': strToU8('x') }));
      made.service.verbs.importArchive = () =>
        Promise.resolve({ uploads: null, job: { ...job, state: 'queued', done: 0, counts } });
      const line = {
        id: 'u',
        sha256: '00',
        sizeBytes: 1,
        sessions: ['s'],
        warnings: [],
        error: null,
        createdAtMs: 0,
        jobId: 'j',
      };
      made.service.verbs.listUploads = ({ cursor }) =>
        Promise.resolve(
          cursor === null
            ? {
                items: [
                  { ...line, fileName: 'c.fit', status: 'duplicate' as const },
                  { ...line, fileName: 'b.fit', status: 'imported' as const },
                ],
                nextCursor: 'next',
              }
            : { items: [{ ...line, fileName: 'a.fit', status: 'imported' as const }], nextCursor: null },
        );
      return { ...made, run: () => runCli(['import', path, '--json'], made.context) };
    };

    it('runs the job to its end, also past a failure, and lists what its log says', async () => {
      const { run, service, output } = await harness();
      let runs = 0;
      service.verbs.runImportJob = () =>
        ++runs === 1 ? Promise.reject(new Error('once')) : Promise.resolve(true);
      service.verbs.readImportJob = () =>
        Promise.resolve({ ...job, state: runs < 2 ? 'running' : 'done', done: runs < 2 ? 1 : 3, counts });
      expect(await run()).toBe(0);
      expect(JSON.parse(output.out)).toMatchObject({
        counts,
        jobs: [{ id: 'j', state: 'done' }],
        uploads: ['a.fit', 'b.fit', 'c.fit'].map((name) => ({
          fileName: `years.zip/${name}`,
          sessions: ['s'],
        })),
      });
    });

    it('cancels it when interrupted, and says what is there', async () => {
      const { run, service, output, interrupt } = await harness();
      service.verbs.runImportJob = (signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(true)));
      service.verbs.readImportJob = () => {
        interrupt();
        return Promise.resolve({ ...job, state: 'running', done: 1, counts });
      };
      service.verbs.cancelImportJob = () => Promise.resolve({ ...job, state: 'cancelled', done: 1, counts });
      expect(await run()).toBe(130);
      expect(JSON.parse(output.out)).toMatchObject({ counts, jobs: [{ state: 'cancelled' }] });
    });

    it('fails when it is given up', async () => {
      const { run, service, output } = await harness();
      service.verbs.runImportJob = () => Promise.resolve(true);
      service.verbs.readImportJob = () => Promise.resolve({ ...job, state: 'failed', done: 1, counts });
      expect(await run()).toBe(1);
      expect(JSON.parse(output.err)).toMatchObject({ error: { code: 'import_failed' } });
    });
  });

  it('names a path that does not exist and opens nothing', async () => {
    const { context, output, opened } = cliHarness({ athletes: [ATHLETE] });
    expect(await runCli(['import', join(folder, 'gone.fit')], context)).toBe(3);
    expect(output.err).toContain('gone.fit');
    expect(opened()).toBe(0);
  });

  it('stops between two files when interrupted, keeps the first and says 130', async () => {
    const { context, output, service, interrupt } = cliHarness({ athletes: [ATHLETE] });
    await put('1.fit');
    await put('2.fit');
    const ingest = service.verbs.ingestUpload;
    service.verbs.ingestUpload = (input) => {
      interrupt();
      return ingest(input);
    };
    expect(await runCli(['import', folder, '--json'], context)).toBe(130);
    expect(JSON.parse(output.out)).toMatchObject({ uploads: [{ fileName: '1.fit' }] });
  });
});
