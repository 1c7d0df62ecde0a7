/** L14 for everything over HTTP that goes on for longer than a moment, taken back in another process. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addHeldImportJob } from '../../support/held-import-job.ts';
import { startInletServer, type InletServer } from '../../support/inlet-server.ts';

const WITHIN_MS = 1_000;
/** More than the buffers between two processes hold, and nothing that packs. */
const LARGE_BYTES = 24 * 2 ** 20;

let database: TestDatabase;
let a: InletServer;
let b: InletServer;
let uploadId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  a = await startInletServer(database.url);
  b = await startInletServer(database.url);
  const bytes = randomBytes(LARGE_BYTES);
  uploadId = randomUUID();
  const upload = {
    id: uploadId,
    fileName: 'large.fit',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    status: 'imported' as const,
    warnings: [],
    error: null,
    createdAtMs: Date.now(),
    jobId: null,
  };
  await a.service.stores.uploads.add(a.athleteId, [
    { upload, packed: await a.service.stores.uploads.pack(bytes) },
  ]);
});
afterAll(async () => {
  for (const server of [a, b]) await server.close();
  await database.dispose();
});

async function makeToken(): Promise<{ id: string; token: string }> {
  const scopes = ['read', 'upload'];
  return (await a.call('POST', '/v1/devices', { name: 'phone', scopes })).body as {
    id: string;
    token: string;
  };
}

function ask(method: string, url: string, headers: Record<string, string>): ClientRequest {
  const asked = httpRequest(url, { method, headers, agent: false });
  asked.on('error', () => undefined);
  return asked;
}

async function answerTo(asked: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

/** How long after `act` the connection of a request is gone. */
async function goneAfter(asked: ClientRequest, act: () => Promise<unknown>): Promise<number> {
  const gone = new Promise<void>((resolve) => asked.once('close', resolve));
  const startedMs = performance.now();
  await act();
  await gone;
  return performance.now() - startedMs;
}

const revoke = async (id: string): Promise<void> => {
  expect((await a.call('DELETE', `/v1/devices/${id}`)).status).toBe(204);
};

test.each([
  ['an export', () => '/v1/export'],
  ['the download of an original', () => `/v1/uploads/${uploadId}/file`],
])('%s that is read slowly is cut off, and is not whole', async (_what, path) => {
  const { id, token } = await makeToken();
  const asked = ask('GET', b.address + path(), { authorization: `Bearer ${token}` });
  asked.end();
  const response = await answerTo(asked);
  expect(response.statusCode).toBe(200);
  let receivedBytes = 0;
  response.on('data', (piece: Buffer) => (receivedBytes += piece.length)).pause();
  // Reads on only once the token is gone: what the network held is all that still comes, if it was not cut before that.
  const readOn = async (): Promise<void> => {
    await revoke(id);
    response.resume();
  };
  expect(await goneAfter(asked, readOn)).toBeLessThan(WITHIN_MS);
  expect(response.complete).toBe(false);
  expect(receivedBytes).toBeLessThan(LARGE_BYTES);
});

test('the events of an import job end', async () => {
  const { id, token } = await makeToken();
  const jobId = await addHeldImportJob(database.db, a.athleteId);
  const asked = ask('GET', `${b.address}/v1/uploads/jobs/${jobId}/events`, {
    authorization: `Bearer ${token}`,
  });
  asked.end();
  const events = await answerTo(asked);
  await once(events, 'data');
  events.resume();
  expect(await goneAfter(asked, () => revoke(id))).toBeLessThan(WITHIN_MS);
  const { body } = await a.call('DELETE', `/v1/uploads/jobs/${jobId}`);
  expect(body).toMatchObject({ state: 'cancelled' });
});

test.each([
  ['one raw body', { 'content-type': 'application/octet-stream' }, 'a beginning'],
  [
    'parts',
    { 'content-type': 'multipart/form-data; boundary=b' },
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.fit"\r\n\r\na beginning',
  ],
])('a slow upload of %s is answered 401 and not read on', async (_what, type, beginning) => {
  const { id, token } = await makeToken();
  const before = await b.service.stores.uploads.list(b.athleteId, { limit: 100, before: null });
  const asked = ask('POST', `${b.address}/v1/uploads`, { authorization: `Bearer ${token}`, ...type });
  asked.write(beginning);
  // Another answer on this server says that the beginning was read.
  await fetch(`${b.address}/v1/athlete`, { headers: { authorization: `Bearer ${token}` } });
  const answered = answerTo(asked);
  let status: number | undefined;
  const ms = await goneAfter(asked, async () => {
    await revoke(id);
    const response = await answered;
    status = response.statusCode;
    response.resume();
  });
  expect([status, ms < WITHIN_MS]).toEqual([401, true]);
  expect(await b.service.stores.uploads.list(b.athleteId, { limit: 100, before: null })).toEqual(before);
});

test('a slow message to an inlet ends with the inlet', async () => {
  const inlet = await a.makeInlet();
  const asked = ask('POST', `${b.address}/in/${inlet.token}`, { 'content-type': 'application/json' });
  asked.write('{"heartRate"');
  const probe = await fetch(`${b.address}/in/${inlet.token}`, { method: 'POST', body: '{"heartRate":120}' });
  expect(probe.status).toBe(200);
  const ms = await goneAfter(asked, async () => {
    expect((await a.call('DELETE', `/v1/inlets/${inlet.id}`)).status).toBe(204);
  });
  expect(ms).toBeLessThan(WITHIN_MS);
});

test('a request that ends its own authority is answered', async () => {
  const { token } = await makeToken();
  const headers = { authorization: `Bearer ${token}` };
  const gone = await fetch(`${b.address}/v1/devices/current`, { method: 'DELETE', headers });
  expect(gone.status).toBe(204);
  expect((await fetch(`${b.address}/v1/athlete`, { headers })).status).toBe(401);
});
