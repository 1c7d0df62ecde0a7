import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  type InletServer,
  openRelaySocket,
  post,
  startInletServer,
  storedBeats,
} from '../../support/inlet-server.ts';
import { freePort } from '../../support/free-port.ts';

let database: TestDatabase;
let server: InletServer;
let ports: Record<'hds' | 'heart-rate-to-web' | 'heart-rate-on-stream', number>;

beforeEach(async () => {
  database = await createTestDatabase();
  ports = {
    hds: await freePort(),
    'heart-rate-to-web': await freePort(),
    'heart-rate-on-stream': await freePort(),
  };
  server = await startInletServer(database.url, {}, { lanPorts: ports });
});

afterEach(async () => {
  await server.close();
  await database.dispose();
});

async function bpmsOf(inletId: string): Promise<number[]> {
  const run = (await server.service.stores.inlets.find(server.athleteId, inletId))?.run ?? null;
  const beats = await storedBeats(server.service, server.athleteId, run === null ? [] : [run.sessionId]);
  return beats.map(([, bpm]) => bpm);
}

test('HeartRateToWeb posts to its port and feeds the only inlet of its kind', async () => {
  const url = `http://127.0.0.1:${ports['heart-rate-to-web']}/`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await post(url, 'rate=72', form)).status).toBe(401);
  const { id } = await server.makeInlet({ kind: 'heart-rate-to-web' });
  expect(await post(url, 'rate=-1', form)).toMatchObject({ status: 200, text: 'OK' });
  expect(await post(url, 'rate=72', form)).toMatchObject({ status: 200, text: 'OK' });
  expect(await bpmsOf(id)).toEqual([72]);
  expect((await post(url, 'nothing', form)).status).toBe(400);
  expect((await post(url, `rate=${'7'.repeat(70_000)}`, form)).status).toBe(413);
  await expect
    .poll(async () => (await server.call('GET', `/v1/inlets/${id}`)).body)
    .toMatchObject({ transport: 'lan', addressClass: 'loopback', lastBpm: 72 });
});

test('N1: a reader is told nothing, and a page of a browser is not let in', async () => {
  await server.makeInlet({ kind: 'heart-rate-to-web' });
  const url = `http://127.0.0.1:${ports['heart-rate-to-web']}`;
  expect((await fetch(`${url}/hr`)).status).toBe(405);
  expect((await post(url, 'rate=72', { origin: 'https://example.org' })).status).toBe(403);
  await expect(openRelaySocket(`http://127.0.0.1:${ports['heart-rate-to-web']}`)).rejects.toThrow('403');
});

test('Health Data Server says key:value on its port; a revoked inlet ends the socket', async () => {
  const { id } = await server.makeInlet({ kind: 'hds' });
  const { socket, closed } = await openRelaySocket(`http://127.0.0.1:${ports.hds}`);
  for (const frame of ['clientName:watch', 'heartRate:91', 'calories:13']) socket.send(frame);
  await expect.poll(() => bpmsOf(id)).toEqual([91]);
  await server.call('DELETE', `/v1/inlets/${id}`);
  expect(await closed).toBe(4401);
});

test('HeartRateOnStream finds the OBS that it looks for', async () => {
  const { id } = await server.makeInlet({ kind: 'heart-rate-on-stream' });
  const { socket, next } = await openRelaySocket(`http://127.0.0.1:${ports['heart-rate-on-stream']}`);
  expect(JSON.parse(await next())).toEqual({ op: 0, d: { obsWebSocketVersion: '5.4.2', rpcVersion: 1 } });
  socket.send('{"op":1,"d":{"rpcVersion":1,"eventSubscriptions":0}}');
  expect(JSON.parse(await next())).toEqual({ op: 2, d: { negotiatedRpcVersion: 1 } });
  socket.send(
    '{"op":6,"d":{"requestType":"GetSceneItemList","requestId":"a","requestData":{"sceneName":"Scene"}}}',
  );
  expect(JSON.parse(await next())).toMatchObject({
    op: 7,
    d: {
      requestType: 'GetSceneItemList',
      requestId: 'a',
      requestStatus: { result: true, code: 100 },
      responseData: { sceneItems: [{ sourceName: 'heartrate' }] },
    },
  });
  socket.send(
    '{"op":6,"d":{"requestType":"SetInputSettings","requestId":"b","requestData":{"inputName":"heartrate","inputSettings":{"text":"84"}}}}',
  );
  expect(JSON.parse(await next())).toMatchObject({ op: 7, d: { requestId: 'b' } });
  expect(await bpmsOf(id)).toEqual([84]);
  socket.terminate();
});
