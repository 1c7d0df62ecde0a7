/** Phones with wrong clocks against a live server: alone on the machine, since what is left of the error is measured. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAthlete } from '../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startLiveServer, type LiveServer } from '../support/live-server.ts';
import { createStrap, storedOf } from '../support/live-strap.ts';

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

test('clock +3 min mid-session and a phone that slept: each segment keeps its own offset, no instant moves', async () => {
  const skew = { wallMs: -40_000, monoMs: 0 };
  const clock = {
    monoMs: () => performance.now() + skew.monoMs,
    wallMs: () => Date.now() + skew.wallMs,
  };
  const strap = createStrap({
    url: () => server.url,
    athleteId: await createAthlete(server.stores),
    clock,
  });
  await strap.client.start();
  const at: number[] = [];
  const captureNow = async (value: number): Promise<void> => {
    at.push(Date.now());
    await strap.client.capture({ value });
  };
  await captureNow(100);
  await strap.acknowledged(1);
  skew.wallMs += 180_000;
  await captureNow(101);
  await strap.acknowledged(2);
  skew.monoMs -= 300_000;
  await captureNow(102);
  await captureNow(103);
  await strap.acknowledged(4);
  const stored = await storedOf(server.liveStore, strap);
  expect(stored.map((item) => item.code)).toEqual([100, 101, 102, 103]);
  // On one machine the true offset is known: what is left is the error of the measurement.
  for (const [i, item] of stored.entries()) expect(Math.abs(item.atMs - at[i]!)).toBeLessThan(50);
  strap.client.stop();
});
