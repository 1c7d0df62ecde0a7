/** A backup of a running installation, restored into an empty one: the same answers over HTTP, to the letter. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { makeDirectory } from '../support/guarded.ts';
import { answerOf, runBuilt, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/fit/', import.meta.url));
const FILES = ['run-4x4', 'run-zone2-45-min', 'walk-35-min', 'strength-with-sets', '17-monitoring-day'];
const WEEK = '2026-W46';

let home: string;
let backupFile: string;
let token: string;
const servers: ServerProcess[] = [];
const options = (name: string): { dataDir: string } => ({ dataDir: join(home, name) });

beforeAll(async () => {
  home = await makeDirectory('backup');
  backupFile = join(home, 'all.backup');
  const server = await startServer(options('first'));
  servers.push(server);
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  const max = ['--max-heart-rate', '190', '--valid-from', '2020-01-01'];
  ({ token } = await answerOf<{ token: string }>([...create, ...max], options('first')));
  const files = await Promise.all(
    FILES.map(async (name) => [`${name}.fit`, await readFile(join(FIXTURES, `${name}.fit`))] as const),
  );
  const { uploads } = await apiClient(server.address, token).uploadForm(Object.fromEntries(files));
  expect(uploads.map(({ status }) => status)).toEqual(FILES.map(() => 'imported'));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.interrupt()));
  await rm(home, { recursive: true, force: true });
});

/** Everything an athlete can ask of the week, as it goes over the wire. */
async function answers(server: ServerProcess): Promise<Record<string, string>> {
  const api = apiClient(server.address, token);
  const list = '/v1/sessions?from=2026-11-01&to=2026-11-30';
  const { items } = await api.get<{ items: { id: string }[] }>(list);
  expect(items.length).toBeGreaterThanOrEqual(4);
  const { items: uploads } = await api.get<{ items: { id: string }[] }>('/v1/uploads');
  const paths = [
    '/v1/athlete',
    `/v1/reports/weeks/${WEEK}`,
    list,
    '/v1/uploads',
    ...items.flatMap(({ id }) => ['', '/histogram', '/trace'].map((part) => `/v1/sessions/${id}${part}`)),
    ...uploads.map(({ id }) => `/v1/uploads/${id}/file`),
  ];
  const texts = await Promise.all(paths.map(async (path) => [path, await api.getText(path)] as const));
  return Object.fromEntries(texts);
}

it('gives the same report, sessions, traces and files byte for byte, and the same token opens them', async () => {
  const [first] = servers;
  const before = await answers(first!);
  expect(await runBuilt(['backup', backupFile], options('first'))).toMatchObject({ exitCode: 0, err: '' });
  expect(await runBuilt(['restore', backupFile], options('second'))).toMatchObject({ exitCode: 0, err: '' });
  const second = await startServer(options('second'));
  servers.push(second);
  expect(await answers(second)).toEqual(before);
});

it('refuses to restore over data in one sentence, and leaves that data as it is', async () => {
  const [first] = servers;
  const before = await answers(first!);
  const { exitCode, out, err } = await runBuilt(['restore', backupFile], options('first'));
  expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
  expect(err).toMatch(/^[^\n]*not empty[^\n]*\n$/);
  expect(await answers(first!)).toEqual(before);
});
