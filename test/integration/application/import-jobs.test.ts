import { gzipSync } from 'node:zlib';
import { strToU8 } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createArchiveReader } from '../../../src/adapters/files/export/archive-reader.ts';
import type { ArchiveReader } from '../../../src/application/ports/archive-reader.ts';
import { runImportJob } from '../../../src/application/jobs/run-import-job.ts';
import { APPLE_HEAD, appleRecord, appleStep, appleWorkout } from '../../support/apple-export.ts';
import { createAthlete } from '../../support/athlete.ts';
import { runFile } from '../../support/day-of-files.ts';
import { date } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';
import { inPieces, zipOf } from '../../support/zip-of.ts';

const FILES = 40;
/** Some steps of a list. */
const LIST_MIB = 17;
const NEVER = new AbortController().signal;
let installation: Installation;
let athleteId: string;
/** A run an hour from 1 November, one file that is none, and one of the runs twice. */
let archive: Uint8Array;

beforeAll(async () => {
  installation = await createInstallation();
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < FILES; i++) files[`runs/${String(i).padStart(2, '0')}.fit`] = runOf(i);
  files['runs/notes.txt'] = strToU8('not a run');
  files['zz/again.fit'] = runOf(5);
  archive = zipOf(files);
});
afterAll(() => installation.dispose());
beforeEach(async () => {
  athleteId = await createAthlete(installation.stores);
});

function runOf(index: number): Uint8Array {
  return runFile(new Date(Date.UTC(2026, 10, 1) + index * 12 * 3_600_000).toISOString(), index + 1);
}

async function queue(bytes = archive, total = FILES + 2): Promise<string> {
  const { job } = await installation.verbs.importArchive({
    athleteId,
    fileName: 'years.zip',
    pieces: inPieces(bytes, 100_000),
  });
  expect(job).toMatchObject({ state: 'queued', total, done: 0 });
  return job!.id;
}

/** What an athlete has, without the import log. */
async function evidence() {
  const [from, to] = [date('2026-10-01'), date('2026-12-31')];
  const { stores } = installation;
  return {
    sessions: await stores.sessions.listEvidence(athleteId, from, to),
    passive: await stores.passive.list(athleteId, from, to),
    resting: await stores.restingHeartRates.list(athleteId, from, to),
  };
}

/** A runner that can't measure an archive. */
function runnerWithoutMeasure() {
  const archives = { ...createArchiveReader(), measure: crash };
  return runImportJob({ ...installation.deps, ...installation.verbs, archives });
}

/** A runner of another process, whose archive stops giving entries after `entries` of them; `onStop` comes before. */
function runnerThatStops(entries: number, onStop: () => Promise<void>) {
  const whole = createArchiveReader();
  const archives: ArchiveReader = {
    ...whole,
    async *read(path) {
      let given = 0;
      for await (const entry of whole.read(path)) {
        if (given++ === entries) await onStop();
        yield entry;
      }
    },
  };
  return runImportJob({ ...installation.deps, ...installation.verbs, archives });
}

const crash = () => Promise.reject(new Error('the process is gone'));

async function uploadsOf(jobId: string) {
  return installation.stores.uploads.list(athleteId, { limit: 200, before: null, jobId });
}

describe('an import job', () => {
  it('imports every entry, each a separate upload with its outcome', async () => {
    const id = await queue();
    // It was measured as it came in.
    expect(await runnerWithoutMeasure()(NEVER)).toBe(true);
    const job = await installation.verbs.readImportJob({ athleteId, id });
    expect(job).toMatchObject({
      state: 'done',
      total: FILES + 2,
      done: FILES + 2,
      counts: { imported: FILES, partial: 0, duplicate: 1, rejected: 1 },
    });
    const uploads = await uploadsOf(id);
    expect(uploads).toHaveLength(FILES + 2);
    expect(uploads.find(({ status }) => status === 'rejected')).toMatchObject({
      fileName: 'runs/notes.txt',
      error: { code: 'not_a_recording' },
    });
    const again = uploads.find(({ status }) => status === 'duplicate')!;
    const first = uploads.find(({ fileName }) => fileName === 'runs/05.fit')!;
    expect(again).toMatchObject({ fileName: 'zz/again.fit', sha256: first.sha256 });
    const { verbs } = installation;
    const read = (uploadId: string) => verbs.readUpload({ athleteId, id: uploadId });
    expect((await read(again.id)).sessions).toEqual((await read(first.id)).sessions);
    const file = await verbs.readUploadFile({ athleteId, id: again.id });
    expect(Buffer.compare(file.bytes, runOf(5))).toBe(0);
    expect((await evidence()).sessions).toHaveLength(FILES);
    expect(await installation.verbs.runImportJob(NEVER)).toBe(false);
  });

  it('tells how far Apple’s list is read apart from entries, and after a crash stores nothing of it again', async () => {
    const startMs = Date.UTC(2026, 10, 10, 8);
    const beatsFrom = (fromMs: number) =>
      Array.from({ length: 360 }, (_, i) => appleRecord(fromMs + i * 5_000, 120 + (i % 20))).join('');
    const steps = appleStep(startMs).repeat(LIST_MIB * 5_500);
    const workout = appleWorkout('Running', startMs, startMs + 1_800_000);
    const beats = beatsFrom(startMs) + beatsFrom(startMs + 7_200_000);
    const list = strToU8(`${APPLE_HEAD}${steps}${beats}${workout}</HealthData>`);
    const id = await queue(zipOf({ 'a.fit': runOf(0), 'apple_health_export/export.xml': list }), 2);
    const { verbs, clock } = installation;
    const crashAfter = async (steps: number) => {
      await expect(runnerThatStops(steps, crash)(NEVER)).rejects.toThrow('the process is gone');
      clock.ms += 60_000;
      return verbs.readImportJob({ athleteId, id });
    };
    const counts = { imported: 1, partial: 0, duplicate: 0, rejected: 0 };
    // The file before the list, and three steps of it.
    const scanning = await crashAfter(4);
    expect(scanning).toMatchObject({ state: 'running', done: 1, total: 2, counts });
    expect(scanning.scan!.totalBytes).toBe(list.length);
    expect(Math.floor(scanning.scan!.doneBytes / 2 ** 20)).toBe(12);
    // All of it, and the first of the two files that it brings.
    expect(await crashAfter(7)).toMatchObject({ state: 'running', done: 1, total: 3, counts, scan: null });
    expect(await verbs.runImportJob(NEVER)).toBe(true);
    const ended = { state: 'done', done: 3, total: 3, counts: { ...counts, imported: 3 }, scan: null };
    expect(await verbs.readImportJob({ athleteId, id })).toMatchObject(ended);
    expect(await uploadsOf(id)).toHaveLength(3);
    expect((await evidence()).sessions).toHaveLength(2);
  });

  it.each([
    ['a gzip layer that saves nothing', (run: Uint8Array) => gzipSync(run, { level: 0 })],
    ['two gzip layers', (run: Uint8Array) => gzipSync(gzipSync(run))],
    [
      'two gzip layers that save nothing',
      (run: Uint8Array) => gzipSync(gzipSync(run, { level: 0 }), { level: 0 }),
    ],
  ])('keeps the original of a file with %s', async (_, wrap) => {
    const { verbs } = installation;
    const { uploads } = await verbs.importArchive({
      athleteId,
      fileName: 'one.zip',
      pieces: inPieces(zipOf({ 'run.fit.gz': wrap(runOf(0)) }), 100_000),
    });
    expect(uploads).toMatchObject([{ status: 'imported' }]);
    const file = await verbs.readUploadFile({ athleteId, id: uploads![0]!.id! });
    expect(Buffer.from(file.bytes).equals(runOf(0))).toBe(true);
  });

  it('leaves no bytes of the archive behind, and is held by one runner at a time', async () => {
    const id = await queue();
    const { stores, clock } = installation;
    const first = await stores.importJobs.claim(clock.ms, clock.ms + 1_000);
    expect(first?.job.id).toBe(id);
    expect(await stores.importJobs.claim(clock.ms, clock.ms + 1_000)).toBeNull();
    clock.ms += 1_001;
    const second = await stores.importJobs.claim(clock.ms, clock.ms + 1_000);
    expect(second?.lease.epoch).toBe(first!.lease.epoch + 1);
    expect(await stores.importJobs.renew(first!.lease, clock.ms + 1_000)).toBe(false);
    expect(await stores.importJobs.finish(first!.lease, 'done', clock.ms)).toBe(false);
    expect(await stores.importJobs.finish(second!.lease, 'done', clock.ms)).toBe(true);
    for await (const piece of stores.importJobs.readBytes(athleteId, id)) {
      expect.unreachable(`${piece.length} bytes are left`);
    }
  });

  it('is taken over where it was when its runner dies, and nothing is there twice', async () => {
    const id = await queue();
    await expect(runnerThatStops(25, crash)(NEVER)).rejects.toThrow('the process is gone');
    const abandoned = await installation.verbs.readImportJob({ athleteId, id });
    expect(abandoned).toMatchObject({ state: 'running', done: 16 });
    // Nobody takes it while the dead runner's lease lasts.
    expect(await installation.verbs.runImportJob(NEVER)).toBe(false);
    installation.clock.ms += 60_000;
    expect(await installation.verbs.runImportJob(NEVER)).toBe(true);
    expect(await installation.verbs.readImportJob({ athleteId, id })).toMatchObject({
      state: 'done',
      done: FILES + 2,
      counts: { imported: FILES, partial: 0, duplicate: 1, rejected: 1 },
    });
    expect(await uploadsOf(id)).toHaveLength(FILES + 2);
    expect((await evidence()).sessions).toHaveLength(FILES);
  });

  it('goes on at once after an orderly stop', async () => {
    const id = await queue();
    const stop = new AbortController();
    const runner = runnerThatStops(20, () => {
      stop.abort();
      return Promise.resolve();
    });
    expect(await runner(stop.signal)).toBe(true);
    expect(await installation.verbs.readImportJob({ athleteId, id })).toMatchObject({ state: 'running' });
    expect(await installation.verbs.runImportJob(NEVER)).toBe(true);
    expect((await evidence()).sessions).toHaveLength(FILES);
  });

  it('stops when it is cancelled, keeps what it has, and can then be undone', async () => {
    const before = await evidence();
    const id = await queue();
    const runner = runnerThatStops(35, async () => {
      await installation.verbs.cancelImportJob({ athleteId, id });
    });
    expect(await runner(NEVER)).toBe(true);
    expect(await installation.verbs.readImportJob({ athleteId, id })).toMatchObject({ state: 'cancelled' });
    const kept = (await evidence()).sessions.length;
    expect([16, 32]).toContain(kept);
    expect(await installation.verbs.runImportJob(NEVER)).toBe(false);
    await installation.verbs.undoImportJob({ athleteId, id });
    expect(await evidence()).toEqual(before);
  });

  it('is undone exactly: what was there before stays, also where the job held the same file', async () => {
    const { verbs } = installation;
    // One run is known already, and another source of the hours of a second one.
    await verbs.ingestUpload({ athleteId, fileName: 'known.fit', bytes: runOf(5) });
    await verbs.ingestUpload({
      athleteId,
      fileName: 'other.fit',
      bytes: runFile('2026-11-03T00:20:00Z', 99),
    });
    const before = await evidence();
    const id = await queue();
    await verbs.runImportJob(NEVER);
    expect(await evidence()).not.toEqual(before);
    expect(await verbs.undoImportJob({ athleteId, id })).toMatchObject({ state: 'undone' });
    expect(await evidence()).toEqual(before);
    expect(await uploadsOf(id)).toEqual([]);
    expect(await installation.stores.uploads.list(athleteId, { limit: 9, before: null })).toHaveLength(2);
    // A second time changes nothing, and the archive may be imported again.
    await verbs.undoImportJob({ athleteId, id });
    await queue();
    await verbs.runImportJob(NEVER);
    expect((await evidence()).sessions).toHaveLength(FILES);
  });

  it('undone while it runs, stores nothing afterwards', async () => {
    const before = await evidence();
    const id = await queue();
    const runner = runnerThatStops(20, async () => {
      await installation.verbs.undoImportJob({ athleteId, id });
    });
    expect(await runner(NEVER)).toBe(true);
    expect(await installation.verbs.readImportJob({ athleteId, id })).toMatchObject({ state: 'undone' });
    expect(await evidence()).toEqual(before);
    expect(await uploadsOf(id)).toEqual([]);
  });

  it('passes a file over, with a word, that fails by a fault of ours again and again', async () => {
    const id = await queue();
    const { verbs, deps } = installation;
    const faulty = runImportJob({
      ...deps,
      ...verbs,
      archives: createArchiveReader(),
      decoder: {
        ...deps.decoder,
        decode: (bytes, timeZones) =>
          Buffer.compare(bytes, runOf(20)) === 0
            ? Promise.reject(new Error('a fault of ours'))
            : deps.decoder.decode(bytes, timeZones),
      },
    });
    for (let runner = 0; runner < 2; runner++) {
      await expect(faulty(NEVER)).rejects.toThrow('a fault of ours');
      // It costs none of the files that would have been stored with it.
      expect(await verbs.readImportJob({ athleteId, id })).toMatchObject({ done: 20 });
      installation.clock.ms += 60_000;
    }
    await faulty(NEVER);
    expect(await verbs.readImportJob({ athleteId, id })).toMatchObject({
      state: 'done',
      counts: { imported: FILES - 1, partial: 0, duplicate: 1, rejected: 2 },
    });
    const rejected = (await uploadsOf(id)).filter(({ status }) => status === 'rejected');
    expect(rejected.map(({ fileName, error }) => [fileName, error?.code])).toContainEqual([
      'runs/20.fit',
      'internal',
    ]);
  });

  it('is given up when again and again no runner gets any further', async () => {
    const id = await queue();
    for (let runner = 0; runner < 5; runner++) {
      await expect(runnerThatStops(0, crash)(NEVER)).rejects.toThrow();
      installation.clock.ms += 60_000;
    }
    expect(await installation.verbs.runImportJob(NEVER)).toBe(true);
    expect(await installation.verbs.readImportJob({ athleteId, id })).toMatchObject({ state: 'failed' });
  });

  it('is bounded: an athlete may have four of them waiting', async () => {
    const ids = [await queue(), await queue(), await queue(), await queue()];
    await expect(queue()).rejects.toMatchObject({ code: 'overloaded' });
    for (const id of ids) await installation.verbs.cancelImportJob({ athleteId, id });
  });

  it('is nobody else’s', async () => {
    const id = await queue();
    const other = await createAthlete(installation.stores);
    const { verbs } = installation;
    for (const ask of [verbs.readImportJob, verbs.cancelImportJob, verbs.undoImportJob]) {
      await expect(ask({ athleteId: other, id })).rejects.toMatchObject({ code: 'not_found' });
    }
    await verbs.cancelImportJob({ athleteId, id });
    await expect(verbs.cancelImportJob({ athleteId, id })).resolves.toMatchObject({ state: 'cancelled' });
  });
});
