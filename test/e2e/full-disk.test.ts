/** Y3: a server whose disk is really full, and has room again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LiveItemTuple } from '../../src/adapters/wire/live/live-frames.ts';
import { apiClient } from '../support/api-client.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';
import { answerOf, isAlive, killAndWait, postmasterPidIn, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { createSmallDisk, type SmallDisk } from '../support/small-disk.ts';

/** A new database takes 40 MB. */
const DISK_MB = 120;
const BATCH = 250;
const BATCHES = 100;
/** Far below what a drain may wait for a database that answers. */
const STOPS_WITHIN_MS = 8_000;

let disk: SmallDisk;
let dataDir: string;
let server: ServerProcess;
let token: string;
beforeEach(async () => {
  disk = await createSmallDisk(DISK_MB);
  dataDir = join(disk.path, 'data');
  server = await startServer({ dataDir });
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  ({ token } = await answerOf<{ token: string }>(create, { dataDir }));
});
afterEach(async () => {
  if (!server.hasEnded()) await server.interrupt();
  const pid = await postmasterPidIn(dataDir);
  if (pid !== null && (await isAlive(pid))) await killAndWait(pid);
  await disk.dispose();
});

/** Beats that no packing makes small, so that each batch needs room; neighbours differ, so each is a point of the trace. */
function capture(): LiveItemTuple[] {
  const count = BATCH * BATCHES;
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000 - count * 1000;
  return Array.from({ length: count }, (_, index) => {
    const noise = Math.imul(index + 1, 0x9e37_79b1) >>> 20;
    const rr = [400 + (noise % 97), 400 + (noise % 89), 400 + (noise % 83)];
    return [
      index * 1000,
      startMs + index * 1000,
      110 + (index % 2) * 8 + (noise % 8),
      rr,
    ] as const satisfies LiveItemTuple;
  });
}

async function connect(session: string, items: readonly LiveItemTuple[]): Promise<RawLiveClient> {
  const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`);
  const [mono, wall] = items.at(-1)!;
  const clock = { mono, wall };
  client.send({ type: 'hello', protocol: 1, session, token, lastSeq: items.length, clock, sport: 'running' });
  await client.next('welcome');
  return client;
}

function send(client: RawLiveClient, items: readonly LiveItemTuple[], batch: number): void {
  const from = batch * BATCH;
  client.send({ type: 'samples', first: from + 1, offset: 0, items: items.slice(from, from + BATCH) });
}

const acknowledgedBy = ({ received }: RawLiveClient): number =>
  Math.max(0, ...received.map((frame) => (frame.type === 'ack' ? frame.seq : 0)));

async function readiness(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.address}/readyz`);
  return { status: response.status, body: await response.json() };
}

async function upload(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.address}/v1/uploads?fileName=ride.fit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: await readFile('fixtures/fit/04-inline-hr.fit'),
  });
  return { status: response.status, body: await response.json() };
}

/** Fills the disk and sends from `batch` on, until the room in pages that were there before is used up and beats wait. Answers the next batch. */
async function sendUntilFull(
  client: RawLiveClient,
  items: readonly LiveItemTuple[],
  batch: number,
): Promise<number> {
  await disk.fill();
  const since = server.err().length;
  const wait = (): boolean => server.err().slice(since).includes('live batches wait for the database');
  let next = batch;
  while (!wait()) {
    expect(next).toBeLessThan(BATCHES);
    send(client, items, next++);
    const upTo = next * BATCH;
    await expect.poll(() => wait() || acknowledgedBy(client) >= upTo, { timeout: 20_000 }).toBe(true);
  }
  return next;
}

it('beats wait and nothing acknowledged is lost; readiness, uploads and a stop say and do what is right', async () => {
  const items = capture();
  const session = uuidV7();
  let client = await connect(session, items);
  send(client, items, 0);
  await client.next('ack', ({ seq }) => seq >= BATCH);
  expect((await readiness()).status).toBe(200);

  const next = await sendUntilFull(client, items, 1);
  await expect.poll(readiness, { timeout: 10_000 }).toEqual({
    status: 503,
    body: { ready: false, database: true, migrations: true, storage: false },
  });
  expect(await upload()).toMatchObject({ status: 507, body: { code: 'storage_full' } });
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  const waiting = next * BATCH;
  expect(acknowledgedBy(client)).toBeLessThan(waiting);

  await disk.makeRoom();
  await client.next('ack', ({ seq }) => seq >= waiting);
  await expect.poll(readiness, { timeout: 10_000 }).toMatchObject({ status: 200 });
  expect((await upload()).status).toBe(200);

  await sendUntilFull(client, items, next);
  const acknowledged = acknowledgedBy(client);
  const stoppedMs = performance.now();
  await server.interrupt();
  expect(performance.now() - stoppedMs).toBeLessThan(STOPS_WITHIN_MS);
  expect(await client.closed()).toBe(1012);

  await disk.makeRoom();
  server = await startServer({ dataDir });
  client = await connect(session, items);
  expect((await client.next('welcome')).ack).toBeGreaterThanOrEqual(acknowledged);
  for (let batch = 0; batch < BATCHES; batch++) {
    send(client, items, batch);
    await client.next('ack', ({ seq }) => seq >= (batch + 1) * BATCH);
  }
  client.send({ type: 'end', lastSeq: items.length });
  await client.next('ended');
  client.socket.close();
  const api = apiClient(server.address, token);
  const trace = await api.get<{ t: number[]; bpm: (number | null)[] }>(`/v1/sessions/${session}/trace`);
  expect(trace.bpm.slice(0, -1)).toHaveLength(items.length);
  const { seconds } = await api.get<{ seconds: number[] }>(`/v1/sessions/${session}/histogram`);
  expect(seconds.reduce((sum, value) => sum + value, 0)).toBe(items.length);
});
