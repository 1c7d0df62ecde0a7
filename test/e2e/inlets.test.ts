import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Relay } from '../../src/adapters/wire/relays/relay.ts';
import { relayFrame } from '../../src/adapters/wire/relays/relay-frame.ts';
import { RELAYS } from '../../src/adapters/wire/relays/relays.ts';
import { mergeBatches } from '../../src/application/live/merge-batches.ts';
import { openService, type Service } from '../../src/compose/open-service.ts';
import { readConfig } from '../../src/config.ts';
import { makeDirectory } from '../support/guarded.ts';
import { answerOf, killAndWait, startServer, type ServerProcess } from '../support/server-process.ts';

/** Dialects in which a message says when each beat was, so that a repeat is known as one. */
const TIMED = RELAYS.filter(({ speech }) => speech?.tellsTime === true);
const BEATS = 30;

let dataDir: string;
let server: ServerProcess;
let athlete: { athleteId: string; token: string };
const logs: string[] = [];
const tokens: string[] = [];

beforeAll(async () => {
  dataDir = await makeDirectory('inlets');
  server = await startServer({ dataDir, env: { LOG_LEVEL: 'trace' } });
  const zone = ['--time-zone', 'Europe/Copenhagen', '--max-heart-rate', '190'];
  athlete = await answerOf(['athlete', 'create', '--name', 'Kirsten', ...zone], { dataDir });
});

afterAll(async () => {
  await server.interrupt();
  await rm(dataDir, { recursive: true, force: true });
});

interface MadeInlet {
  readonly id: string;
  readonly token: string;
}

async function makeInlet(kind: string | null): Promise<MadeInlet> {
  const response = await fetch(`${server.address}/v1/inlets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${athlete.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: kind ?? 'first', kind }),
  });
  expect(response.status).toBe(201);
  const made = (await response.json()) as MadeInlet;
  tokens.push(made.token);
  return made;
}

interface StoredBeat {
  readonly atMs: number;
  readonly bpm: number;
}

/** All beats that came by an inlet, by instant, each as often as it is stored. */
async function storedBeats(service: Service, { id }: MadeInlet): Promise<StoredBeat[]> {
  const { athleteId } = athlete;
  const { rows } = await service.database.pool.query<{ session_id: string }>(
    'select session_id from inlet_run where athlete_id = $1 and inlet_id = $2',
    [athleteId, id],
  );
  const beats: StoredBeat[] = [];
  for (const { session_id: sessionId } of rows) {
    const batches = await service.liveStore.load({ athleteId, sessionId });
    const { items } = mergeBatches(batches.map(({ payload }) => payload));
    beats.push(...items.map(({ atMs, code }) => ({ atMs, bpm: code })));
  }
  return beats.sort((x, y) => x.atMs - y.atMs);
}

async function withService<T>(work: (service: Service) => Promise<T>): Promise<T> {
  const service = await openService(readConfig({ DATA_DIR: dataDir }), { warn: () => undefined });
  try {
    return await work(service);
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

/** What a dialect says of one beat. */
function said({ speech }: Relay, beat: StoredBeat, index: number): string {
  return speech!.say([{ bpm: beat.bpm, atMs: beat.atMs, rrMs: [Math.round(60_000 / beat.bpm)], index }]);
}

/** Whether a message of that dialect says the instant itself, or a local time. */
function tellsInstant(relay: Relay, body: string): boolean {
  return relay.items(relayFrame(body, { transport: 'http' }))?.beats[0]?.time?.hasOffset === true;
}

describe('relay apps through the whole service (N3–N5)', () => {
  test('each dialect, stored equals sent, once each: a tenth lost, all twice, reordered, clocks wrong, server and database killed', async () => {
    let random = 1;
    const loses = (): boolean => (random = (random * 16_807) % 2_147_483_647) % 10 === 0;
    const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 120_000;
    const sources = await Promise.all(
      TIMED.map(async (relay, i) => {
        // Every third clock is two hours ahead.
        const aheadMs = i % 3 === 2 ? 7_200_000 : 0;
        const sent = Array.from({ length: BEATS }, (_, n) => ({
          atMs: startMs + n * 1_000 + aheadMs,
          bpm: 110 + n,
        }));
        return { relay, aheadMs, sent, inlet: await makeInlet(relay.id) };
      }),
    );
    const messages = sources.flatMap(({ relay, sent, inlet }) => {
      const bodies = sent.map((beat, n) => said(relay, beat, n));
      return [...bodies, ...bodies].map((body, n) => ({ body, inlet, key: (n % BEATS) + ((n * 7) % 11) }));
    });
    messages.sort((x, y) => x.key - y.key);
    const killed = [1, 2].map((third) => Math.floor((messages.length * third) / 3));
    const sending: Promise<void>[] = [];
    for (const [i, { body, inlet }] of messages.entries()) {
      sending.push(sendUntilTaken(() => `${server.address}/in/${inlet.token}`, body, loses));
      if (i % 40 === 39) await Promise.race([sending.at(-1)!, delay(100)]);
      if (killed.includes(i)) await restart();
    }
    await Promise.all(sending);
    await withService(async (service) => {
      for (const { relay, aheadMs, sent, inlet } of sources) {
        const stored = await storedBeats(service, inlet);
        const bpms = (beats: readonly StoredBeat[]): number[] =>
          beats.map(({ bpm }) => bpm).sort((x, y) => x - y);
        expect(bpms(stored), relay.id).toEqual(bpms(sent));
        if (aheadMs === 0 && tellsInstant(relay, said(relay, sent[0]!, 0))) {
          expect(stored, relay.id).toEqual(sent);
        } else {
          // N4: by our clock, or corrected by it.
          for (const { atMs } of stored) expect(atMs, relay.id).toBeLessThanOrEqual(Date.now());
        }
      }
    });
  });

  test('every dialect that simulate speaks is stored as it was told, and the token is in no line of the log', async () => {
    const first = await makeInlet(null);
    await withService(async (service) => {
      const speak = async ({ id: app }: Relay): Promise<void> => {
        const inlet = await makeInlet(app);
        const url = `${server.address}/in/${inlet.token}`;
        const plan = ['--plan', 'walk', '--speed', '3600', '--seed', '1'];
        const told = await answerOf<{ app: string; beats: number }>(
          ['simulate', '--as', app, '--url', url, ...plan],
          { dataDir },
        );
        expect(told.app).toBe(app);
        const stored = async (): Promise<StoredBeat[]> => storedBeats(service, inlet);
        // A socket is not told of the commit, which follows within moments.
        await expect.poll(async () => (await stored()).length, { timeout: 10_000 }).toBe(told.beats);
        const distinct = new Set((await stored()).map(({ atMs, bpm }) => `${atMs}/${bpm}`));
        expect(distinct.size, app).toBe(told.beats);
      };
      await Promise.all(TIMED.map(speak));
    });
    const url = `${server.address}/in/${first.token}`;
    await fetch(`${url}/broken`, { method: 'POST', body: '{"who":' });
    await fetch(`${server.address}/in/${first.token}x`, { method: 'POST', body: '72' });
    await fetch(`${server.address}/in/${first.token}/${'y'.repeat(300)}`);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    for (const text of [server.err(), metrics, ...logs]) {
      for (const token of tokens) {
        expect(text.includes(token.slice(3, 30))).toBe(false);
        expect(text.includes(token.slice(-30))).toBe(false);
      }
    }
    expect(server.err()).toContain('/in/:token');
  });
});
