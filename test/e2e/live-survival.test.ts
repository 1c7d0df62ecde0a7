import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LiveItemTuple, SamplesFrame } from '../../src/adapters/wire/live/live-frames.ts';
import type { ClientSocket } from '../../src/adapters/wire/live/live-client-options.ts';
import { createAthlete } from '../support/athlete.ts';
import { type ChaosProxy, startChaosProxy } from '../support/chaos-proxy.ts';
import { type LiveCluster, startLiveCluster } from '../support/live-cluster.ts';
import { type LiveProcess, startLiveProcess } from '../support/live-process.ts';
import { testToken } from '../support/live-server.ts';
import { createStrap, type LiveStrap, lossless, openSocket, storedOf } from '../support/live-strap.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';

let cluster: LiveCluster;
let server: LiveProcess;
let proxy: ChaosProxy;
let straps: LiveStrap[];

beforeAll(async () => {
  cluster = await startLiveCluster();
  server = await startLiveProcess({ databaseUrl: cluster.url });
});

beforeEach(async () => {
  proxy = await startChaosProxy(server.port);
  straps = [];
});

afterEach(async () => {
  for (const strap of straps) strap.client.stop();
  await proxy.close();
});

afterAll(async () => {
  await server.kill();
  await cluster.stop();
});

async function strapOn(more: Partial<Parameters<typeof createStrap>[0]> = {}): Promise<LiveStrap> {
  const strap = createStrap({
    url: () => proxy.url,
    athleteId: more.athleteId ?? (await createAthlete(cluster.stores)),
    ...more,
  });
  straps.push(strap);
  return strap;
}

/** A run with a shape: no two neighbours alike, so that a lost or moved item shows. */
async function captureRun(
  strap: LiveStrap,
  count: number,
  startMs = Date.now() - count * 1000,
): Promise<void> {
  for (let i = 0; i < count; i++) await strap.capture(100 + ((i * 7) % 60), startMs + i * 1000);
}

function helloOf(strap: LiveStrap) {
  return {
    type: 'hello',
    protocol: 1,
    session: strap.session,
    token: testToken(strap.athleteId),
    lastSeq: 0,
    clock: { mono: 0, wall: Date.now() },
  };
}

async function restartServer(): Promise<void> {
  await server.kill();
  server = await startLiveProcess({ databaseUrl: cluster.url });
  proxy.target = server.port;
}

async function endAndCompare(strap: LiveStrap): Promise<void> {
  await strap.client.end();
  await strap.ended();
  const { captured, stored, recorded } = await lossless(cluster, strap);
  expect(stored).toEqual(captured);
  // L6: by instant, then by number.
  expect(recorded).toEqual(strap.captured.toSorted((a, b) => a.atMs - b.atMs));
}

const HELD_MS = 50;

/** A socket whose batches are changed on their way out. */
function tampering(change: (frames: SamplesFrame[]) => SamplesFrame[], every: number) {
  return (url: string, protocol: string): ClientSocket => {
    const socket = openSocket(url, protocol);
    const send = socket.send.bind(socket);
    let held: SamplesFrame[] = [];
    socket.send = (data) => {
      // Written by the client under test.
      const frame = typeof data === 'string' ? (JSON.parse(data) as { type: string }) : { type: 'binary' };
      if (frame.type !== 'samples') {
        if (frame.type === 'end') flush();
        send(data);
        return;
      }
      held.push(frame as SamplesFrame);
      if (held.length >= every) flush();
      // A client that feels its way sends one at first and waits.
      else setTimeout(flush, HELD_MS);
    };
    const flush = (): void => {
      for (const frame of change(held)) send(JSON.stringify(frame));
      held = [];
    };
    return socket;
  };
}

test('L1: every acknowledgement dropped: nothing is lost, nothing twice', async () => {
  const strap = await strapOn();
  await strap.client.start();
  await strap.state('streaming');
  proxy.muted = true;
  await captureRun(strap, 700);
  await expect
    .poll(async () => (await storedOf(cluster.liveStore, strap)).length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  proxy.muted = false;
  proxy.cutAll();
  await endAndCompare(strap);
});

test('L2: every batch sent twice, cut differently', async () => {
  const cutAgain = (frames: SamplesFrame[]): SamplesFrame[] =>
    frames.flatMap((frame) => {
      const middle = Math.ceil(frame.items.length / 3);
      const part = (from: number, items: readonly LiveItemTuple[]): SamplesFrame => ({
        ...frame,
        first: frame.first + from,
        items,
      });
      const parts = [part(0, frame.items.slice(0, middle)), part(middle, frame.items.slice(middle))];
      return [frame, ...parts.filter((each) => each.items.length > 0)];
    });
  const strap = await strapOn({ createSocket: tampering(cutAgain, 1) });
  await captureRun(strap, 400);
  await strap.client.start();
  await strap.acknowledged(400);
  await captureRun(strap, 50, Date.now() - 50_000);
  await endAndCompare(strap);
});

test('L3: batches reversed', async () => {
  const strap = await strapOn({ createSocket: tampering((frames) => frames.toReversed(), 3) });
  await captureRun(strap, 3_000);
  await strap.client.start();
  await endAndCompare(strap);
});

test('L1: cut at a random byte, again and again', async () => {
  let seed = 7;
  proxy.cutAfterBytes = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return 400 + (seed % 20_000);
  };
  const strap = await strapOn();
  await captureRun(strap, 1_500);
  await strap.client.start();
  await strap.acknowledged(1_000);
  proxy.cutAfterBytes = null;
  await endAndCompare(strap);
});

test('L1: server killed while it commits and answers: what was acknowledged is there, the rest comes again', async () => {
  const strap = await strapOn();
  await captureRun(strap, 2_000);
  await strap.client.start();
  for (const acknowledged of [300, 900, 1_500]) {
    await strap.acknowledged(acknowledged);
    await restartServer();
    const stored = await storedOf(cluster.liveStore, strap);
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
  }
  await endAndCompare(strap);
});

test('L1: Postgres killed mid-stream: the stream waits, nothing is lost', async () => {
  const strap = await strapOn();
  await strap.client.start();
  await captureRun(strap, 100);
  await strap.acknowledged(100);
  await cluster.kill();
  await captureRun(strap, 100, Date.now());
  await strap.acknowledged(200);
  await endAndCompare(strap);
});

test('L1: server killed between COMMIT and the acknowledgement', async () => {
  const fragile = await startLiveProcess({ databaseUrl: cluster.url, killedAfterCommits: 3 });
  proxy.target = fragile.port;
  const strap = await strapOn();
  await captureRun(strap, 2_000);
  await strap.client.start();
  await fragile.gone;
  const stored = (await storedOf(cluster.liveStore, strap)).length;
  expect(stored).toBeGreaterThan(2_000 - strap.client.unsentCount);
  proxy.target = server.port;
  await endAndCompare(strap);
});

test('end before the tail arrived: the session ends when it has', async () => {
  const strap = await strapOn();
  await captureRun(strap, 900);
  const items = strap.captured.map(({ atMs, code }): LiveItemTuple => [atMs, atMs, code]);
  const raw = await RawLiveClient.connect(server.url);
  raw.send({ ...helloOf(strap), lastSeq: 900 });
  await raw.next('welcome');
  for (const first of [301, 601]) {
    raw.send({ type: 'samples', first, offset: 0, items: items.slice(first - 1, first + 299) });
  }
  raw.send({ type: 'end', lastSeq: 900 });
  // Batches that are still on their way are told as missing meanwhile.
  expect(await raw.next('ack', ({ missing }) => missing?.at(-1)?.[1] === 300)).toMatchObject({
    seq: 0,
    missing: [[1, 300]],
  });
  raw.send({ type: 'samples', first: 1, offset: 0, items: items.slice(0, 300) });
  expect((await raw.next('ended')).session).toMatchObject({ id: strap.session, activeSeconds: 900 });
  const { captured, stored } = await lossless(cluster, strap);
  expect(stored).toEqual(captured);
});

test('a reader that never reads acknowledgements: everything is stored, the server stays small', async () => {
  const strap = await strapOn();
  const raw = await RawLiveClient.connect(server.url);
  raw.send(helloOf(strap));
  await raw.next('welcome');
  raw.socket.pause();
  const startMs = Date.now() - 600_000;
  const items = Array.from({ length: 600 }, (_, i): LiveItemTuple => [
    i * 1000,
    startMs + i * 1000,
    100 + (i % 50),
  ]);
  for (let i = 0; i < 600; i += 10) {
    raw.send({ type: 'samples', first: i + 1, offset: 0, items: items.slice(i, i + 10) });
    // Within the credit a client that does not listen can only go by the clock.
    await expect
      .poll(async () => (await storedOf(cluster.liveStore, strap)).length, { interval: 20 })
      .toBe(i + 10);
  }
  raw.socket.terminate();
});

test('L7: thirty minutes offline, then catch-up: totals are told, no cue is given', async () => {
  const strap = await strapOn({ about: { intent: 'zone2' } });
  await cluster.stores.maxHeartRates.add(strap.athleteId, {
    id: 'measured',
    bpm: 190,
    source: 'measured',
    // A date literal in the format of LocalDate.
    validFrom: '2020-01-01' as never,
    method: null,
    createdAtMs: 0,
  });
  const startMs = Date.now() - 1_860_000;
  for (let i = 0; i < 1_800; i++) await strap.capture(170, startMs + i * 1000);
  await strap.client.start();
  await strap.acknowledged(1_800);
  await expect.poll(() => strap.coached.length, { timeout: 5_000 }).toBeGreaterThan(0);
  await endAndCompare(strap);
  expect(strap.coached.every((frame) => frame.cue === undefined)).toBe(true);
});

test('L4: two tabs: the older is closed 4409, and no number is issued twice', async () => {
  const first = await strapOn();
  await first.client.start();
  await captureRun(first, 20);
  await first.acknowledged(20);
  const second = await strapOn({ athleteId: first.athleteId, session: first.session, buffer: first.buffer });
  await second.client.start();
  await first.state('superseded');
  expect(first.client.state).toBe('superseded');
  await second.capture(150);
  await second.acknowledged(21);
  expect((await storedOf(cluster.liveStore, first)).map((item) => item.seq)).toEqual(
    Array.from({ length: 21 }, (_, i) => i + 1),
  );
});

test('L4: a hello of its own that arrives after it was given up ends no stream', async () => {
  const strap = await strapOn();
  await strap.client.start();
  await captureRun(strap, 20);
  await strap.acknowledged(20);
  const late = await RawLiveClient.connect(proxy.url);
  late.send(helloOf(strap));
  await late.next('welcome');
  late.socket.close();
  await captureRun(strap, 10);
  await strap.acknowledged(30);
  expect(strap.errors).toMatchObject([{ code: 'superseded' }]);
  await endAndCompare(strap);
});

test('a backlog of 10,000 items arrives within the credit', async () => {
  const strap = await strapOn();
  await captureRun(strap, 10_000);
  await strap.client.start();
  await strap.acknowledged(10_000);
  expect(strap.errors).toEqual([]);
  await endAndCompare(strap);
});

test('pause and resume around a cut', async () => {
  const strap = await strapOn();
  await strap.client.start();
  const startMs = Date.now() - 300_000;
  await captureRun(strap, 60, startMs);
  await strap.capture('pause', startMs + 60_000);
  proxy.cutAll();
  await strap.capture('resume', startMs + 120_000);
  await captureRun(strap, 60, startMs + 120_000);
  await strap.client.end();
  expect(await strap.ended()).toMatchObject({ activeSeconds: 120 });
  expect((await lossless(cluster, strap)).stored).toEqual((await lossless(cluster, strap)).captured);
});

test('L10: one poisonous item in every batch is stored as invalid under its number', async () => {
  let poisoned = 0;
  const poison = (frames: SamplesFrame[]): SamplesFrame[] =>
    frames.map((frame) => {
      poisoned++;
      const [first, ...rest] = frame.items;
      // What no honest client sends.
      return { ...frame, items: [[first![0], first![1], 'poison'] as unknown as LiveItemTuple, ...rest] };
    });
  const strap = await strapOn({ createSocket: tampering(poison, 1) });
  await captureRun(strap, 900);
  await strap.client.start();
  await strap.acknowledged(900);
  await strap.client.end();
  await strap.ended();
  const stored = await storedOf(cluster.liveStore, strap);
  expect(stored).toHaveLength(900);
  expect(poisoned).toBeGreaterThanOrEqual(3);
  expect(stored.filter((item) => item.code === -3)).toHaveLength(poisoned);
});

test('L11: a server that is asked to stop commits, acknowledges and closes 1012; the stream goes on elsewhere', async () => {
  const strap = await strapOn();
  await strap.client.start();
  await captureRun(strap, 50);
  await strap.acknowledged(50);
  await captureRun(strap, 50, Date.now());
  const [exitCode] = await Promise.all([server.stop()]);
  expect(exitCode).toBe(0);
  server = await startLiveProcess({ databaseUrl: cluster.url });
  proxy.target = server.port;
  await endAndCompare(strap);
});
