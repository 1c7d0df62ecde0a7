import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeBatches } from '../../../src/application/live/merge-batches.ts';
import type { LiveItemTuple } from '../../../src/adapters/wire/live-frames.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type LiveServer, startLiveServer, testToken } from '../../support/live-server.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

let database: TestDatabase;
let server: LiveServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startLiveServer({ databaseUrl: database.url });
});

afterAll(async () => {
  await server.close();
  await database.dispose();
});

export function hello(session: string, athleteId: string, more: Record<string, unknown> = {}) {
  const now = Date.now();
  return {
    type: 'hello',
    protocol: 1,
    session,
    token: testToken(athleteId),
    lastSeq: 0,
    clock: { mono: 0, wall: now },
    ...more,
  };
}

function items(count: number, startMs: number, bpm = 120): LiveItemTuple[] {
  return Array.from({ length: count }, (_, i) => [i * 1000, startMs + i * 1000, bpm + (i % 7)]);
}

test('L1: an acknowledgement is answered for what is committed, and end answers the session', async () => {
  const athleteId = await createAthlete(server.stores);
  const session = randomUUID();
  const client = await RawLiveClient.connect(server.url);
  client.send(hello(session, athleteId));
  const welcome = await client.next('welcome');
  expect(welcome).toMatchObject({ ack: 0, maxBatch: 300, maxInFlight: 3, ended: false });
  const startMs = Date.now() - 120_000;
  client.send({ type: 'samples', first: 1, offset: 0, items: items(120, startMs) });
  await client.next('ack', (frame) => frame.seq === 120);
  const stored = mergeBatches(
    (await server.liveStore.load({ athleteId, sessionId: session })).map((batch) => batch.payload),
  );
  expect(stored.items).toHaveLength(120);
  client.send({ type: 'end', lastSeq: 120 });
  const { session: summary } = await client.next('ended');
  expect(summary).toMatchObject({ id: session, activeSeconds: 120 });
  const coach = await client.next('coach');
  expect(coach.stale).toBe(false);
  client.socket.close(1000);
});
