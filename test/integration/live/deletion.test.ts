import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { closeLiveRecording } from '../../../src/application/live/close-live-recording.ts';
import { itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
import { useInletServer } from '../../support/use-inlet-server.ts';

const HOUR_MS = 3_600_000;

const server = useInletServer();

async function connect(session: string, wallMs = Date.now()): Promise<RawLiveClient> {
  const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${server.token}`,
  });
  client.send({ type: 'hello', protocol: 1, session, lastSeq: 0, clock: { mono: 0, wall: wallMs } });
  await client.next('welcome');
  return client;
}

async function send(client: RawLiveClient, first: number, startMs: number): Promise<void> {
  client.send({ type: 'samples', first, offset: 0, items: itemTuples(60, startMs) });
  await client.next('ack', ({ seq }) => seq === first + 59);
}

async function end(client: RawLiveClient, lastSeq: number): Promise<void> {
  client.send({ type: 'end', lastSeq });
  await client.next('ended');
}

const isListed = async (id: string): Promise<boolean> => {
  const { body } = await server.call('GET', '/v1/recordings?state=set_aside');
  return (body as { items: { id: string }[] }).items.some((item) => item.id === id);
};

test('L15: a run that is deleted while it is closed again for late beats stays deleted', async () => {
  const session = randomUUID();
  const startMs = Date.now() - 600_000;
  const client = await connect(session);
  await send(client, 1, startMs);
  await end(client, 60);
  await send(client, 61, startMs + 60_000);

  const { verbs, liveStore } = server.service;
  const { athleteId } = server;
  const close = closeLiveRecording({
    liveStore: {
      ...liveStore,
      load: async (key) => {
        const batches = await liveStore.load(key);
        if (batches.length > 0) await verbs.removeSession({ athleteId, id: session });
        return batches;
      },
    },
    storeLiveRecording: verbs.storeLiveRecording,
    readSummary: () => Promise.resolve(null),
    sha256Hex: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    clock: { nowMs: () => Date.now() },
  });
  await close({ athleteId, sessionId: session });
  expect((await server.call('GET', `/v1/sessions/${session}`)).status).toBe(404);
  client.socket.close();
});

test('L15: a run that was set aside whole and deleted stays deleted, whatever its phone still sends', async () => {
  const session = randomUUID();
  const aheadMs = Date.now() + 3 * HOUR_MS;
  const client = await connect(session, aheadMs);
  await send(client, 1, aheadMs);
  await end(client, 60);
  client.socket.close();
  expect(await isListed(session)).toBe(true);
  expect((await server.call('DELETE', `/v1/recordings/${session}`)).status).toBe(204);

  const back = await connect(session, aheadMs);
  expect(await back.next('welcome')).toMatchObject({ deleted: true });
  back.send({ type: 'samples', first: 61, offset: 0, items: itemTuples(50, aheadMs + 60_000) });
  await end(back, 110);
  expect(back.received.some(({ type }) => type === 'ack')).toBe(false);
  expect(await isListed(session)).toBe(false);
  back.socket.close();
});

test('L15: of a run that was set aside in part, the rest goes on when that part is deleted', async () => {
  const session = randomUUID();
  const startMs = Date.now() - 600_000;
  const client = await connect(session);
  await send(client, 1, startMs);
  await send(client, 61, Date.now() + 3 * HOUR_MS);
  await end(client, 120);
  expect((await server.call('DELETE', `/v1/recordings/${session}`)).status).toBe(204);
  client.socket.close();

  const back = await connect(session);
  expect(await back.next('welcome')).toMatchObject({ ack: 120 });
  await send(back, 121, startMs + 60_000);
  await end(back, 180);
  const { body } = await server.call('GET', `/v1/sessions/${session}`);
  expect(body).toMatchObject({ activeSeconds: 120 });
  expect(await isListed(session)).toBe(false);
  back.socket.close();
});

test('L15: of an app that numbers nothing, late beats of a deleted run stay out, and what it measures later is another run', async () => {
  const inlet = await server.makeInlet();
  const take = async (atMs: number): Promise<void> => {
    const body = JSON.stringify({ heartRate: 128, timestamp: new Date(atMs).toISOString() });
    const { status } = await fetch(inlet.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(200);
  };
  const endRun = async (): Promise<string | null> => {
    const { body } = await server.call('POST', `/v1/inlets/${inlet.id}/end`);
    return (body as { sessionId: string | null }).sessionId;
  };
  const startMs = Date.now() - 60_000;
  for (let second = 0; second < 5; second++) await take(startMs + second * 1_000);
  const deleted = await endRun();
  expect((await server.call('DELETE', `/v1/sessions/${deleted!}`)).status).toBe(204);
  for (let second = 5; second < 10; second++) await take(startMs + second * 1_000);
  expect(await endRun()).toBeNull();
  expect((await server.call('GET', `/v1/sessions/${deleted!}`)).status).toBe(404);

  const nextMs = Date.now();
  for (let second = 0; second < 5; second++) await take(nextMs + second * 1_000);
  const next = await endRun();
  expect(next).not.toBeNull();
  expect(next).not.toBe(deleted);
  expect((await server.call('GET', `/v1/sessions/${next!}`)).body).toMatchObject({
    startedAt: new Date(nextMs).toISOString(),
  });
});
