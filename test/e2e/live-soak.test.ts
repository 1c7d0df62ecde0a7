import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientSocket } from '../../src/adapters/wire/live/live-client-options.ts';
import { seededRandom } from '../../src/domain/simulated-heart/seeded-random.ts';
import { createAthlete } from '../support/athlete.ts';
import { type ChaosProxy, startChaosProxy } from '../support/chaos-proxy.ts';
import { type LiveCluster, startLiveCluster } from '../support/live-cluster.ts';
import { type LiveProcess, startLiveProcess } from '../support/live-process.ts';
import { createStrap, type LiveStrap, lossless, openSocket } from '../support/live-strap.ts';

/** `SOAK=long` is the form of `npm run soak`; without it the same in half a minute. */
const LONG = process.env['SOAK'] === 'long';
const STREAMS = LONG ? 200 : 24;
const ITEMS = LONG ? 900 : 600;
/** Seconds over which each stream captures its items. */
const SECONDS = LONG ? 120 : 15;
const SERVER_KILL_EVERY_MS = LONG ? 7_000 : 5_000;
const POSTGRES_KILL_EVERY_MS = LONG ? 11_000 : 8_000;
const SEED = Number(process.env['SEED'] ?? 20_261_122);

let cluster: LiveCluster;
let server: LiveProcess;
let proxy: ChaosProxy;

beforeAll(async () => {
  cluster = await startLiveCluster();
  server = await startLiveProcess({ databaseUrl: cluster.url });
  proxy = await startChaosProxy(server.port);
});

afterAll(async () => {
  await proxy.close();
  await server.kill();
  await cluster.stop();
});

function chance(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.between(0, 1);
}

/** A network that sends batches twice, swaps neighbours and cuts them again. */
function unreliable(random: () => number) {
  return (url: string, protocol: string): ClientSocket => {
    const socket = openSocket(url, protocol);
    const send = socket.send.bind(socket);
    let held: string | null = null;
    socket.send = (data) => {
      if (typeof data !== 'string' || !data.startsWith('{"type":"samples"')) {
        if (held !== null) send(held);
        held = null;
        send(data);
        return;
      }
      if (held === null && random() < 0.2) {
        held = data;
        setTimeout(() => {
          if (held === data) {
            held = null;
            send(data);
          }
        }, 50);
        return;
      }
      send(data);
      if (held !== null) send(held);
      held = null;
      if (random() < 0.2) send(data);
    };
    return socket;
  };
}

async function captureAll(strap: LiveStrap, random: () => number): Promise<void> {
  const startMs = Date.now() - ITEMS * 1000;
  let bpm = 100 + random() * 40;
  for (let i = 0; i < ITEMS; i++) {
    bpm = Math.min(185, Math.max(60, bpm + (random() - 0.5) * 6));
    const value =
      random() < 0.01 ? null : random() < 0.002 ? 'pause' : random() < 0.01 ? 'resume' : Math.round(bpm);
    await strap.capture(value, startMs + i * 1000 + Math.floor(random() * 400));
    await delay((SECONDS * 1000) / ITEMS);
  }
}

async function chaos(random: () => number, until: { done: boolean }): Promise<void> {
  let serverMs = SERVER_KILL_EVERY_MS;
  let postgresMs = POSTGRES_KILL_EVERY_MS;
  while (!until.done) {
    await delay(500);
    proxy.cutAfterBytes = random() < 0.3 ? () => 500 + Math.floor(random() * 30_000) : null;
    if (random() < 0.1) proxy.cutAll();
    serverMs -= 500;
    postgresMs -= 500;
    if (postgresMs <= 0) {
      postgresMs = POSTGRES_KILL_EVERY_MS;
      await cluster.kill();
    }
    if (serverMs <= 0) {
      serverMs = SERVER_KILL_EVERY_MS;
      await server.kill();
      server = await startLiveProcess({ databaseUrl: cluster.url });
      proxy.target = server.port;
    }
  }
  proxy.cutAfterBytes = null;
}

test(
  `captured == stored, once each, through cuts, duplicates, swaps and SIGKILL of server and Postgres (seed ${SEED})`,
  { timeout: LONG ? 900_000 : 170_000 },
  async () => {
    const random = chance(SEED);
    const straps: LiveStrap[] = [];
    for (let i = 0; i < STREAMS; i++) {
      straps.push(
        createStrap({
          url: () => proxy.url,
          athleteId: await createAthlete(cluster.stores),
          createSocket: unreliable(random),
        }),
      );
    }
    const until = { done: false };
    const storm = chaos(chance(SEED + 1), until);
    await Promise.all(
      straps.map(async (strap, i) => {
        await strap.client.start();
        await captureAll(strap, chance(SEED + 2 + i));
      }),
    );
    until.done = true;
    await storm;
    // After the storm everything arrives, and each session ends.
    await Promise.all(
      straps.map(async (strap) => {
        await strap.client.end();
        await strap.ended();
      }),
    );
    for (const strap of straps) {
      const { captured, stored, recorded } = await lossless(cluster, strap);
      expect(stored).toEqual(captured);
      expect(recorded).toHaveLength(ITEMS);
    }
  },
);
