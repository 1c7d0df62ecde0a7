/** A job of the built server under kill −9: it is taken up again by the next start, and every file is there once. */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportJobJson } from '../../src/adapters/wire/api/job.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { runFile } from '../support/day-of-files.ts';
import { makeDirectory } from '../support/guarded.ts';
import { answerOf, isAlive, killAndWait, postmasterPidIn, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { zipOf } from '../support/zip-of.ts';

const FILES = 60;
const WEEKS = ['2026-W44', '2026-W45'];
/** Five hours apart, so that every file is a separate session, in two weeks. */
const archive = zipOf(
  Object.fromEntries(
    Array.from({ length: FILES }, (_, i) => [
      `${i}.fit`,
      runFile(new Date(Date.UTC(2026, 9, 26, 2 + i * 5)).toISOString(), i + 1),
    ]),
  ),
);

let dataDir: string;
let server: ServerProcess;
beforeAll(async () => {
  dataDir = await makeDirectory('killed-import');
  server = await startServer({ dataDir });
});
afterAll(async () => {
  if (!server.hasEnded()) await server.interrupt();
  const pid = await postmasterPidIn(dataDir);
  if (pid !== null && (await isAlive(pid))) await killAndWait(pid);
  await rm(dataDir, { recursive: true, force: true });
});

async function createAthlete(): Promise<string> {
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  const known = ['--max-heart-rate', '190', '--valid-from', '2020-01-01'];
  return (await answerOf<{ token: string }>([...create, ...known], { dataDir })).token;
}

async function sendArchive(token: string): Promise<ImportJobJson> {
  const posted = await fetch(`${server.address}/v1/uploads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'x-file-name': 'years.zip',
    },
    body: new Uint8Array(archive),
  });
  expect(posted.status).toBe(202);
  return ((await posted.json()) as { job: ImportJobJson }).job;
}

/** Follows a job's events to its end, or as far as `until` says. */
async function follow(
  token: string,
  { id }: ImportJobJson,
  until: (job: ImportJobJson) => boolean = () => false,
): Promise<ImportJobJson> {
  const events = await fetch(`${server.address}/v1/uploads/jobs/${id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  let text = '';
  let job: ImportJobJson | undefined;
  for await (const piece of events.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    // Between the events stand signs of life.
    const last = [...text.matchAll(/^data: (.*)\n/gm)].at(-1);
    if (last === undefined) continue;
    job = JSON.parse(last[1]!) as ImportJobJson;
    if (until(job)) break;
  }
  return job!;
}

const reports = (api: ApiClient): Promise<string[]> =>
  Promise.all(WEEKS.map((week) => api.getText(`/v1/reports/weeks/${week}`)));

it('killed −9 in the middle of an import, with its database: the next start goes on, and every file is there once', async () => {
  const token = await createAthlete();
  const started = await sendArchive(token);
  const cut = await follow(token, started, ({ done }) => done >= 16);
  expect(cut).toMatchObject({ state: 'running' });
  const postmaster = await server.postmasterPid();
  await server.kill();
  await killAndWait(postmaster!);

  server = await startServer({ dataDir });
  const ended = await follow(token, started);
  expect(ended).toMatchObject({
    id: started.id,
    state: 'done',
    total: FILES,
    done: FILES,
    counts: { imported: FILES, partial: 0, duplicate: 0, rejected: 0 },
  });
  const cutReports = await reports(apiClient(server.address, token));

  const undisturbed = await createAthlete();
  await follow(undisturbed, await sendArchive(undisturbed));
  expect(cutReports).toEqual(await reports(apiClient(server.address, undisturbed)));
});
