import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateRelay } from '../../src/cli/simulate-relay.ts';
import { openService, type Service } from '../../src/compose/open-service.ts';
import { readConfig } from '../../src/config.ts';
import { makeDirectory } from '../support/guarded.ts';
import {
  doubledAndShuffled,
  faultOf,
  inletBeats,
  type RelaySource,
  relaySources,
  SPEAKING,
} from '../support/relay-sources.ts';
import { answerOf, killAndWait, startServer, type ServerProcess } from '../support/server-process.ts';

const BEATS = 10;
const SPEED = 3_600;

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

/** A clock that leaps over three minutes of a simulated run at once, and stops it there. */
function threeMinutes(): Parameters<typeof simulateRelay>[0] {
  const stop = new AbortController();
  const startMs = Date.now();
  let looks = 0;
  const nowMs = (): number => {
    // The first look says when the run ended, the second when its telling begins.
    if (++looks > 2) stop.abort();
    return startMs + (looks > 2 ? 180_000 / SPEED : 0);
  };
  return { isTty: false, signal: stop.signal, nowMs };
}

describe('relay apps through the whole service (N3–N5)', () => {
  test('each dialect with each clock, stored equals sent, once each: a tenth lost, all twice, reordered, server and database killed', async () => {
    let random = 1;
    const loses = (): boolean => (random = (random * 16_807) % 2_147_483_647) % 10 === 0;
    const sources = await Promise.all(
      relaySources(BEATS).map(async (source) => {
        // Some inlets are of a kind, others find out.
        const inlet = await makeInlet(source.clock === 'ahead' ? null : source.relay.id);
        return { ...source, inlet };
      }),
    );
    const messages = doubledAndShuffled(
      sources.map(({ messages: bodies, inlet }) => bodies.map((body) => ({ body, inlet }))),
    );
    const killed = [1, 2].map((third) => Math.floor((messages.length * third) / 3));
    const sending: Promise<void>[] = [];
    for (const [i, { body, inlet }] of messages.entries()) {
      sending.push(sendUntilTaken(() => `${server.address}/in/${inlet.token}`, body, loses));
      if (i % 40 === 39) await Promise.race([sending.at(-1)!, delay(100)]);
      if (killed.includes(i)) await restart();
    }
    await Promise.all(sending);
    await withService(async (service) => {
      for (const source of sources) {
        const stored = await inletBeats(service, athlete.athleteId, source.inlet.id);
        expect(faultOf(source, stored)).toBeNull();
      }
    });
  });

  test('every dialect that simulate speaks is stored as it was told, and the token is in no line of the log', async () => {
    const first = await makeInlet(null);
    await withService(async (service) => {
      const speak = async (
        relay: RelaySource['relay'],
        simulate: (url: string) => Promise<{ app: string; beats: number }>,
      ): Promise<void> => {
        const { id: app, speech } = relay;
        const inlet = await makeInlet(app);
        const told = await simulate(`${server.address}/in/${inlet.token}`);
        expect(told).toMatchObject({ app });
        expect(told.beats).toBeGreaterThan(100);
        const stored = () => inletBeats(service, athlete.athleteId, inlet.id);
        // A socket is not told of the commit, which follows within moments.
        await expect.poll(async () => (await stored()).length, { timeout: 10_000 }).toBe(told.beats);
        if (!speech.tellsTime) return;
        const distinct = new Set((await stored()).map(({ atMs, bpm }) => `${atMs}/${bpm}`));
        expect(distinct.size, app).toBe(told.beats);
      };
      const run = { plan: 'walk', speed: SPEED, seed: 1 } as const;
      const briefly = (relay: RelaySource['relay']) =>
        speak(relay, (url) => simulateRelay(threeMinutes(), { ...run, relay, url }));
      // A whole run, as a person would make it; over a bad network where a beat that comes again is known as one.
      const whole = (relay: RelaySource['relay']) =>
        speak(relay, (url) => {
          const args = ['--plan', run.plan, '--speed', String(SPEED), '--seed', '1', '--reorder'];
          const repeats = relay.speech.tellsTime ? ['--loss', '10', '--twice'] : [];
          return answerOf(['simulate', '--as', relay.id, '--url', url, ...args, ...repeats], { dataDir });
        });
      await Promise.all(SPEAKING.map((relay) => (relay.speech.batch > 1 ? whole : briefly)(relay)));
    });
    const url = `${server.address}/in/${first.token}`;
    await fetch(`${url}/broken`, { method: 'POST', body: '{"who":' });
    await fetch(`${server.address}/in/${first.token}x`, { method: 'POST', body: '72' });
    // The doors of Endurain's clients and of files, with what they refuse.
    await fetch(`${url}/api/v1/auth/login`, { method: 'POST', body: new URLSearchParams({ username: 'a' }) });
    const nothing = new FormData();
    nothing.append('file', new Blob(['nothing']), 'workout.fit');
    const uploaded = await fetch(`${url}/api/v1/activities/create/upload`, { method: 'POST', body: nothing });
    expect(uploaded.status).toBe(422);
    expect((await fetch(url, { method: 'POST', body: '<gpx>' })).status).toBe(422);
    await fetch(`${server.address}/in/${first.token}/${'y'.repeat(300)}`);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    for (const token of tokens) {
      for (const part of [token.slice(3, 30), token.slice(-30)]) {
        for (const text of [server.err(), metrics, ...logs]) expect(text.includes(part)).toBe(false);
      }
    }
    expect(server.err()).toContain('/in/:token');
  });
});
