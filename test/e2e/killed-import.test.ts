/** A job of the built server under kill −9: it is taken up again by the next start, and every file is there once. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLUSTER_DATABASE, CLUSTER_USER, passwordFileOf } from '../../src/adapters/embedded/cluster.ts';
import type { ImportJobJson } from '../../src/adapters/wire/api/job.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { APPLE_HEAD, appleRecord, appleStep, appleWorkout } from '../support/apple-export.ts';
import { runFile } from '../support/day-of-files.ts';
import { makeDirectory } from '../support/guarded.ts';
import { answerOf, isAlive, killAndWait, postmasterPidIn, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { zipOf } from '../support/zip-of.ts';

const FILES = 40;
/** As many entries as a job imports before it notes its progress. */
const NOTED = 16;
const WEEKS = ['2026-W44', '2026-W45'];
/** Five hours apart, so that every file is a separate session, in two weeks. */
const startOf = (i: number): number => Date.UTC(2026, 9, 26, 2 + i * 5);

function filesOfAWatch(): Uint8Array {
  const files = Array.from({ length: FILES }, (_, i) => [
    `${i}.fit`,
    runFile(new Date(startOf(i)).toISOString(), i + 1),
  ]);
  return zipOf(Object.fromEntries(files) as Record<string, Uint8Array>);
}

/** As many workouts in one list, which steps make so long that it is imported in the background. */
function exportOfAppleHealth(): Uint8Array {
  const workouts = Array.from({ length: FILES }, (_, i) => {
    const startMs = startOf(i);
    const beats = Array.from({ length: 300 }, (_, n) =>
      appleRecord(startMs + n * 5_000, 110 + ((i + n) % 40)),
    );
    const steps = Array.from({ length: 2_250 }, (_, n) => appleStep(startMs + n * 1_000));
    return [...beats, ...steps, appleWorkout('Running', startMs, startMs + 1_500_000)].join('');
  });
  const xml = `${APPLE_HEAD}${workouts.join('')}</HealthData>`;
  return zipOf({ 'apple_health_export/export.xml': new TextEncoder().encode(xml) });
}

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

async function sendArchive(token: string, archive: Uint8Array): Promise<ImportJobJson> {
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

/** No advisory lock of the product has this key. */
const HOLD_LOCK = 20_261_128;

/** Lets a job stand still after its first note: the middle is the middle on any machine. Ends with the database. */
async function holdInTheMiddle(): Promise<void> {
  const clusterDir = join(dataDir, 'postgres');
  const port = Number((await readFile(join(clusterDir, 'postmaster.pid'), 'utf8')).split('\n')[3]);
  const password = (await readFile(passwordFileOf(clusterDir), 'utf8')).trim();
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: CLUSTER_USER,
    password,
    database: CLUSTER_DATABASE,
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`select pg_advisory_lock(${HOLD_LOCK})`);
  await client.query(`create or replace function hold() returns trigger language plpgsql as $$
    begin
      if (select count(*) from upload where athlete_id = new.athlete_id) >= ${NOTED} then
        perform pg_advisory_xact_lock_shared(${HOLD_LOCK});
      end if;
      return new;
    end $$`);
  await client.query(
    'create or replace trigger hold before insert on upload for each row execute function hold()',
  );
}

const reports = (api: ApiClient): Promise<string[]> =>
  Promise.all(WEEKS.map((week) => api.getText(`/v1/reports/weeks/${week}`)));

it.each([
  ['forty files of a watch', filesOfAWatch],
  ['an export of Apple Health', exportOfAppleHealth],
])(
  'killed −9 in the middle of %s, with its database: the next start goes on, and all is there once',
  async (_, make) => {
    const archive = make();
    const token = await createAthlete();
    await holdInTheMiddle();
    const started = await sendArchive(token, archive);
    const cut = await follow(token, started, ({ counts }) => counts.imported >= NOTED);
    expect(cut).toMatchObject({ state: 'running', counts: { imported: NOTED } });
    const postmaster = await server.postmasterPid();
    await server.kill();
    await killAndWait(postmaster!);

    server = await startServer({ dataDir });
    const taken: number[] = [];
    const ended = await follow(token, started, ({ done }) => {
      taken.push(done);
      return false;
    });
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(cut.done);
    expect(ended).toMatchObject({
      id: started.id,
      state: 'done',
      done: FILES,
      total: FILES,
      counts: { imported: FILES, partial: 0, duplicate: 0, rejected: 0 },
    });
    const cutReports = await reports(apiClient(server.address, token));

    const undisturbed = await createAthlete();
    await follow(undisturbed, await sendArchive(undisturbed, archive));
    expect(cutReports).toEqual(await reports(apiClient(server.address, undisturbed)));
  },
);
