import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RELAYS } from '../../src/adapters/wire/relays/relays.ts';
import { mergeBatches } from '../../src/application/live/merge-batches.ts';
import { openService } from '../../src/compose/open-service.ts';
import { readConfig } from '../../src/config.ts';
import { answerOf, killAndWait, startServer, type ServerProcess } from '../support/server-process.ts';

let dataDir: string;
let server: ServerProcess;
const logs: string[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'zone-coach-inlets-'));
  server = await startServer({ dataDir, env: { LOG_LEVEL: 'trace' } });
});

afterEach(async () => {
  logs.push((await server.interrupt()).err);
  await rm(dataDir, { recursive: true, force: true });
});

interface MadeInlet {
  readonly athleteId: string;
  readonly id: string;
  readonly token: string;
}

async function makeInlet(more: readonly string[] = []): Promise<MadeInlet> {
  const zone = ['--time-zone', 'Europe/Copenhagen', '--max-heart-rate', '190'];
  const { athleteId } = await answerOf<{ athleteId: string }>(
    ['athlete', 'create', '--name', 'Kirsten', ...zone],
    { dataDir },
  );
  return answerOf<MadeInlet>(['inlet', 'create', '--athlete', athleteId, ...more], { dataDir });
}

/** All beats of all streams of an athlete as `instant/bpm`, in order, each as often as it is stored. */
async function storedBeats({ athleteId, id }: MadeInlet): Promise<string[]> {
  const service = await openService(readConfig({ DATA_DIR: dataDir }), { warn: () => undefined });
  try {
    const { rows } = await service.database.pool.query<{ session_id: string }>(
      'select session_id from inlet_run where athlete_id = $1 and inlet_id = $2',
      [athleteId, id],
    );
    const beats: string[] = [];
    for (const { session_id: sessionId } of rows) {
      const batches = await service.liveStore.load({ athleteId, sessionId });
      const { items } = mergeBatches(batches.map(({ payload }) => payload));
      beats.push(...items.map(({ atMs, code }) => `${atMs}/${code}`));
    }
    return beats.sort();
  } finally {
    await service.close();
  }
}

/** Sends like an app that sends again what was not taken; one in ten is lost on the way there, one on the way back. */
async function sendUntilTaken(url: () => string, body: string, loses: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (!loses()) {
      const response = await fetch(url(), { method: 'POST', body }).catch(() => null);
      if (response?.ok === true && !loses()) return;
      if (response !== null && response.status < 500) expect(response.ok).toBe(true);
    }
    await delay(20 + tries * 10);
  }
  throw new Error('never taken');
}

async function restart(): Promise<void> {
  const { port } = new URL(server.address);
  logs.push(server.err());
  await server.kill();
  const postmaster = await server.postmasterPid();
  if (postmaster !== null) await killAndWait(postmaster);
  server = await startServer({ dataDir, env: { PORT: port, LOG_LEVEL: 'trace' } });
}

describe('relay apps through the whole service (N3–N5)', () => {
  test('stored equals sent, once each: a tenth lost, all twice, reordered, server and database killed', async () => {
    const inlet = await makeInlet();
    let random = 1;
    const loses = (): boolean => (random = (random * 16_807) % 2_147_483_647) % 10 === 0;
    const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 600_000;
    const sent = Array.from({ length: 240 }, (_, i) => ({ atMs: startMs + i * 1_000, bpm: 110 + (i % 40) }));
    const bodies = sent.map(({ atMs, bpm }, i) =>
      i % 3 === 0
        ? `{"messageId":${i},"sessionId":"s","payload":[{"name":"heart rate","time":${atMs}000000,"values":{"bpm":${bpm}}}]}`
        : JSON.stringify({
            event: 'heartRate',
            heartRate: bpm,
            device: 'H10',
            timestamp: new Date(atMs).toISOString(),
          }),
    );
    const order = [...bodies, ...bodies].map((body, i) => ({
      body,
      key: (i % bodies.length) + ((i * 7) % 11),
    }));
    order.sort((a, b) => a.key - b.key);
    const killed = [160, 320];
    const sending: Promise<void>[] = [];
    for (const [i, { body }] of order.entries()) {
      sending.push(sendUntilTaken(() => `${server.address}/in/${inlet.token}`, body, loses));
      if (i % 20 === 19) await Promise.race([sending.at(-1)!, delay(100)]);
      if (killed.includes(i)) await restart();
    }
    await Promise.all(sending);
    expect(await storedBeats(inlet)).toEqual(sent.map(({ atMs, bpm }) => `${atMs}/${bpm}`).sort());
  });

  test('every dialect that simulate speaks is stored as it was told, and the token is in no line of the log', async () => {
    const spoken = RELAYS.flatMap(({ id, speech }) => (speech?.tellsTime === true ? [id] : []));
    const { athleteId, ...first } = await makeInlet();
    const speak = async (app: string): Promise<void> => {
      const made = ['inlet', 'create', '--athlete', athleteId, '--kind', app];
      const inlet = await answerOf<MadeInlet>(made, { dataDir });
      const url = `${server.address}/in/${inlet.token}`;
      const plan = ['--plan', 'walk', '--speed', '3600', '--seed', '1'];
      const told = await answerOf<{ app: string; beats: number }>(
        ['simulate', '--as', app, '--url', url, ...plan],
        { dataDir },
      );
      expect(told.app).toBe(app);
      // A socket is not told of the commit, which follows within moments.
      const deadlineMs = Date.now() + 10_000;
      let stored = await storedBeats(inlet);
      while (stored.length < told.beats && Date.now() < deadlineMs) stored = await storedBeats(inlet);
      expect(new Set(stored).size, app).toBe(stored.length);
      expect(stored.length, app).toBe(told.beats);
    };
    await Promise.all(spoken.map(speak));
    const inlet = { athleteId, ...first };
    const url = `${server.address}/in/${inlet.token}`;
    await fetch(`${url}/broken`, { method: 'POST', body: '{"who":' });
    await fetch(`${server.address}/in/${inlet.token}x`, { method: 'POST', body: '72' });
    await fetch(`${server.address}/in/${inlet.token}/${'y'.repeat(300)}`);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    for (const text of [server.err(), metrics, ...logs]) {
      expect(text.includes(inlet.token)).toBe(false);
      expect(text.includes(inlet.token.slice(3, 30))).toBe(false);
    }
    expect(server.err()).toContain('/in/:token');
  });
});
