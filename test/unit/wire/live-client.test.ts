import { expect, test } from 'vitest';
import { createMemoryBuffer, type LiveBuffer } from '../../../src/adapters/wire/live/live-buffer.ts';
import { LiveClient } from '../../../src/adapters/wire/live/live-client.ts';
import type {
  LiveClientOptions,
  LiveClientState,
} from '../../../src/adapters/wire/live/live-client-options.ts';
import type { CoachFrame, SamplesFrame, WelcomeFrame } from '../../../src/adapters/wire/live/live-frames.ts';
import { createFickleBuffer } from '../../support/fickle-buffer.ts';
import { FakeLiveSocket, ManualTime, settled } from '../../support/fake-live-socket.ts';

const SESSION = '01999999-9999-7999-8999-999999999999';
const SERVER_AHEAD_MS = 5_000;

interface Bench {
  readonly time: ManualTime;
  readonly sockets: FakeLiveSocket[];
  readonly states: LiveClientState[];
  readonly acks: number[];
  readonly client: LiveClient;
  readonly buffer: LiveBuffer;
  readonly socket: () => FakeLiveSocket;
  /** Opens the latest socket and greets back, answering pings until the clock is measured. */
  readonly welcome: (ack: number, more?: Partial<WelcomeFrame>) => Promise<void>;
}

async function bench(more: Partial<LiveClientOptions> = {}, time = new ManualTime()): Promise<Bench> {
  const sockets: FakeLiveSocket[] = [];
  const states: LiveClientState[] = [];
  const acks: number[] = [];
  const buffer = more.buffer ?? createMemoryBuffer();
  const client = new LiveClient({
    url: 'ws://test/v1/live',
    session: SESSION,
    token: 'zc_token',
    createSocket: () => {
      const socket = new FakeLiveSocket();
      sockets.push(socket);
      return socket;
    },
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    events: { state: (state) => void states.push(state), ack: (seq) => void acks.push(seq) },
    ...more,
    buffer,
  });
  await client.start();
  const socket = (): FakeLiveSocket => sockets.at(-1)!;
  return {
    time,
    sockets,
    states,
    acks,
    client,
    buffer,
    socket,
    async welcome(ack, welcomeMore = {}) {
      socket().open();
      socket().say({
        type: 'welcome',
        ack,
        serverTime: time.wallMs + SERVER_AHEAD_MS,
        maxBatch: 300,
        maxInFlight: 3,
        maxHeartRate: 190,
        bands: [],
        ended: false,
        ...welcomeMore,
      });
      for (let round = 0; round < 6; round++) {
        await answerPings(socket(), time);
        await time.pass(100);
      }
      await answerPings(socket(), time);
    },
  };
}

const answered = new WeakMap<FakeLiveSocket, number>();

async function answerPings(socket: FakeLiveSocket, time: ManualTime): Promise<void> {
  const pings = socket.of('ping');
  for (const ping of pings.slice(answered.get(socket) ?? 0)) {
    socket.say({ type: 'pong', id: ping.id, mono: ping.mono, serverTime: time.wallMs + SERVER_AHEAD_MS });
  }
  answered.set(socket, pings.length);
  await settled();
}

function numbers(frames: readonly SamplesFrame[]): number[] {
  return frames.flatMap(({ first, items }) => items.map((_, i) => first + i));
}

test('hello names the session, the token and the highest number captured', async () => {
  const { client, socket } = await bench({ about: { intent: 'zone2', locale: 'da' } });
  await client.capture({ value: 120 });
  socket().open();
  expect(socket().of('hello')).toEqual([
    {
      type: 'hello',
      protocol: 1,
      session: SESSION,
      token: 'zc_token',
      lastSeq: 1,
      clock: { mono: 0, wall: 1_795_332_000_000 },
      intent: 'zone2',
      locale: 'da',
    },
  ]);
});

test('L5: the offset is measured before the first item is sent, and is the server’s clock less ours', async () => {
  const { client, socket, welcome } = await bench();
  await client.capture({ value: 120 });
  socket().open();
  await settled();
  expect(socket().of('samples')).toEqual([]);
  await welcome(0);
  expect(socket().of('samples')).toMatchObject([{ first: 1, offset: SERVER_AHEAD_MS }]);
});

test('L5: the ping with the shortest round trip decides', async () => {
  const { client, socket, time } = await bench();
  await client.capture({ value: 120 });
  socket().open();
  socket().say({
    type: 'welcome',
    ack: 0,
    serverTime: time.wallMs,
    maxBatch: 300,
    maxInFlight: 3,
    maxHeartRate: null,
    bands: [],
    ended: false,
  });
  for (const [roundTripMs, offsetMs] of [
    [80, 400],
    [20, 100],
    [60, 300],
    [40, 200],
  ] as const) {
    const before = socket().of('ping').length;
    while (socket().of('ping').length === before) await time.pass(1);
    const ping = socket().of('ping').at(-1)!;
    await time.pass(roundTripMs);
    const middle = time.wallMs - roundTripMs / 2;
    socket().say({ type: 'pong', id: ping.id, mono: ping.mono, serverTime: middle + offsetMs });
    await settled();
  }
  expect(socket().of('samples')).toMatchObject([{ offset: 100 }]);
});

test('L5: a jump of the wall clock begins a new segment, and a frame never mixes segments', async () => {
  const { client, socket, time, welcome } = await bench();
  await welcome(0);
  await client.capture({ value: 120 });
  time.wallMs += 180_000;
  await client.capture({ value: 121 });
  await client.capture({ value: 122 });
  for (let round = 0; round < 5; round++) {
    await time.pass(100);
    for (const ping of socket().of('ping').slice(-1)) {
      socket().say({
        type: 'pong',
        id: ping.id,
        mono: ping.mono,
        serverTime: time.wallMs - 180_000 + SERVER_AHEAD_MS,
      });
      await settled();
    }
  }
  expect(socket().of('samples')).toMatchObject([
    { first: 1, offset: SERVER_AHEAD_MS },
    { first: 2, offset: SERVER_AHEAD_MS - 180_000 },
  ]);
  expect(numbers(socket().of('samples'))).toEqual([1, 2, 3]);
});

test('L5: a phone that slept (the counting clock stood still) is a new segment too', async () => {
  const { client, socket, time, welcome } = await bench();
  await welcome(0);
  await client.capture({ value: 120 });
  time.wallMs += 600_000;
  await client.capture({ value: 121 });
  expect(
    socket()
      .of('samples')
      .map(({ items }) => items.length),
  ).toEqual([1]);
});

test('L8: no more than three batches are unacknowledged, and each acknowledgement gives one back', async () => {
  const { client, socket, welcome } = await bench({ fixedOffsetMs: 0 });
  await welcome(0);
  for (let i = 0; i < 10; i++) await client.capture({ value: 100 + i });
  expect(numbers(socket().of('samples'))).toEqual([1, 2, 3]);
  socket().say({ type: 'ack', seq: 1 });
  await settled();
  expect(numbers(socket().of('samples'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

/** The link takes so many bytes a second up, and acknowledges at once. Answers the items of each batch, and how long the longest was on its way. */
async function deliverAt(
  bytesPerSecond: number,
  count: number,
): Promise<{ sizes: number[]; longestMs: number }> {
  const { client, socket, welcome, time } = await bench({ fixedOffsetMs: 0 });
  for (let i = 0; i < count; i++) await client.capture({ value: 120, mono: i * 1000, wall: 1e12 + i * 1000 });
  await welcome(0);
  const sizes: number[] = [];
  let longestMs = 0;
  for (let taken = 0; client.unsentCount > 0; taken++) {
    const frame = socket().of('samples')[taken];
    if (frame === undefined) throw new Error('nothing is sent though nothing is on its way');
    sizes.push(frame.items.length);
    const tookMs = (1000 * JSON.stringify(frame).length) / bytesPerSecond;
    longestMs = Math.max(longestMs, tookMs);
    await time.pass(tookMs);
    socket().say({ type: 'ack', seq: frame.first + frame.items.length - 1 });
    await settled();
  }
  return { sizes, longestMs };
}

test('L8: a backlog goes in batches of 300 over a fast link', async () => {
  const { sizes } = await deliverAt(1e6, 3_000);
  expect(Math.max(...sizes)).toBe(300);
  expect(sizes.length).toBeLessThan(24);
});

test('L9: a link of 200 bytes a second gets batches that it takes within ten seconds', async () => {
  const { sizes, longestMs } = await deliverAt(200, 600);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(600);
  expect(longestMs).toBeLessThan(10_500);
});

test('after a lost connection everything unacknowledged is sent again, under the same numbers and offsets', async () => {
  const { client, socket, time, welcome, acks } = await bench();
  await welcome(0);
  for (let i = 0; i < 3; i++) await client.capture({ value: 120 + i });
  const first = socket().of('samples');
  socket().say({ type: 'ack', seq: 1 });
  socket().lose(1006);
  await client.capture({ value: 130 });
  await time.pass(30_000);
  await welcome(1);
  expect(numbers(socket().of('samples'))).toEqual([2, 3, 4]);
  expect(socket().of('samples')[0]!.items.slice(0, 2)).toEqual(first.slice(1).flatMap(({ items }) => items));
  expect(socket().of('samples')[0]!.offset).toBe(first[0]!.offset);
  expect(acks).toEqual([1]);
});

test('what was captured survives the end of the page: a new client goes on where the old one was', async () => {
  const before = await bench({ fixedOffsetMs: 0 });
  await before.welcome(0);
  for (let i = 0; i < 3; i++) await before.client.capture({ value: 120 + i });
  before.socket().say({ type: 'ack', seq: 2 });
  await settled();
  const after = await bench({ fixedOffsetMs: 0, buffer: before.buffer });
  await after.client.capture({ value: 130 });
  await after.welcome(2);
  expect(after.socket().of('hello')).toMatchObject([{ lastSeq: 4 }]);
  expect(numbers(after.socket().of('samples'))).toEqual([3, 4]);
});

test('a number is sent only when it is durable', async () => {
  const memory = createMemoryBuffer();
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { client, socket, welcome } = await bench({
    fixedOffsetMs: 0,
    buffer: { ...memory, append: async (...args) => gate.then(() => memory.append(...args)) },
  });
  await welcome(0);
  const capture = client.capture({ value: 120 });
  await settled();
  expect(socket().of('samples')).toEqual([]);
  release();
  await capture;
  expect(numbers(socket().of('samples'))).toEqual([1]);
});

for (const mood of ['refuses', 'hangs'] as const) {
  test(`L16: beats that a storage which ${mood} does not keep are sent, and kept once it works again`, async () => {
    const { buffer, state } = createFickleBuffer();
    const kept: boolean[] = [];
    const { client, socket, welcome, time } = await bench({
      fixedOffsetMs: 0,
      buffer,
      events: { storage: (keeps) => void kept.push(keeps) },
    });
    await welcome(0);
    await client.capture({ value: 120 });
    state.mood = mood;
    const captures = [121, 122].map((value) => client.capture({ value }));
    await settled();
    await time.pass(3_000);
    await Promise.all(captures);
    expect(numbers(socket().of('samples'))).toEqual([1, 2, 3]);
    expect(kept).toEqual([false]);
    socket().say({ type: 'ack', seq: 2 });
    state.mood = 'works';
    await time.pass(10_000);
    expect(kept).toEqual([false, true]);
    expect(await buffer.open(SESSION)).toMatchObject({
      lastSeq: 3,
      acknowledged: 2,
      entries: [{ seq: 3, value: 122 }],
    });
  });
}

test('L16: end always ends, also when the storage refuses', async () => {
  const { buffer, state } = createFickleBuffer();
  const { client, socket, welcome, states } = await bench({ fixedOffsetMs: 0, buffer });
  await welcome(0);
  state.mood = 'refuses';
  await client.capture({ value: 120 });
  await client.end();
  expect(socket().of('end')).toEqual([{ type: 'end', lastSeq: 1 }]);
  socket().say({ type: 'ack', seq: 1 });
  socket().say({ type: 'ended', session: null });
  await settled();
  expect(states.at(-1)).toBe('ended');
});

test('L15: a run that was deleted is forgotten, and the runner is told', async () => {
  const { client, socket, states, buffer, welcome } = await bench({ fixedOffsetMs: 0 });
  await client.capture({ value: 120 });
  await welcome(0, { deleted: true });
  expect(states.at(-1)).toBe('deleted');
  expect(socket().of('samples')).toEqual([]);
  expect((await buffer.open(SESSION)).entries).toEqual([]);
});

test('L2: numbers that the server lacks and nobody keeps are skipped', async () => {
  const { client, buffer } = await bench({ fixedOffsetMs: 0 });
  for (let i = 0; i < 5; i++) await client.capture({ value: 120 + i });
  await buffer.release(SESSION, 3);
  const later = await bench({ fixedOffsetMs: 0, buffer });
  await later.welcome(1);
  expect(later.socket().of('skip')).toMatchObject([{ from: 2, to: 3 }]);
  expect(numbers(later.socket().of('samples'))).toEqual([4, 5]);
});

test('end is said once everything was sent, and the buffer is emptied when the session has ended', async () => {
  const ended: unknown[] = [];
  const { client, socket, welcome, buffer } = await bench({
    fixedOffsetMs: 0,
    events: { ended: (session) => void ended.push(session) },
  });
  await client.capture({ value: 120 });
  await client.end();
  await welcome(0);
  expect(socket().of('end')).toEqual([{ type: 'end', lastSeq: 1 }]);
  socket().say({ type: 'ack', seq: 1 });
  socket().say({ type: 'ended', session: { id: SESSION } });
  await settled();
  expect(ended).toEqual([{ id: SESSION }]);
  expect(client.state).toBe('ended');
  expect(socket().closedWith).toBe(1000);
  expect((await buffer.open(SESSION)).lastSeq).toBe(0);
});

test('end is said again on a new connection when the answer was lost', async () => {
  const { client, socket, welcome, time } = await bench({ fixedOffsetMs: 0 });
  await welcome(0);
  await client.capture({ value: 120 });
  await client.end();
  socket().lose(1006);
  await time.pass(30_000);
  await welcome(1, { ended: true });
  expect(socket().of('end')).toEqual([{ type: 'end', lastSeq: 1 }]);
});

test('L4: superseded by a late hello of its own, a client goes on', async () => {
  const { client, socket, sockets, welcome, time } = await bench({ fixedOffsetMs: 0 });
  await welcome(0);
  await client.capture({ value: 120 });
  socket().lose(4409);
  await time.pass(1_000);
  expect(sockets).toHaveLength(2);
  await welcome(0);
  expect(client.state).toBe('streaming');
  expect(socket().of('samples')).toMatchObject([{ first: 1 }]);
});

test('L4: superseded twice within a minute, a client lets go and never comes back by itself', async () => {
  const { client, socket, sockets, welcome, time } = await bench({ fixedOffsetMs: 0 });
  await welcome(0);
  socket().lose(4409);
  await time.pass(1_000);
  await welcome(0);
  socket().lose(4409);
  await time.pass(600_000);
  expect(client.state).toBe('superseded');
  expect(sockets).toHaveLength(2);
});

test('a refused token is not tried again', async () => {
  const { client, socket, sockets, time } = await bench();
  socket().open();
  socket().lose(4401);
  await time.pass(600_000);
  expect(client.state).toBe('refused');
  expect(sockets).toHaveLength(1);
});

test('a hello that was too slow is said again: only its lateness was refused', async () => {
  const { client, socket, sockets, welcome, time } = await bench({ fixedOffsetMs: 0 });
  socket().open();
  socket().say({ type: 'error', code: 'unauthorised', message: 'x', fatal: true, retryAfterSeconds: 2 });
  socket().lose(4401);
  await time.pass(1_000);
  expect(sockets).toHaveLength(1);
  await time.pass(3_000);
  await welcome(0);
  expect(client.state).toBe('streaming');
});

test('L8: a client that was turned away waits at least as long as it was asked to', async () => {
  const { socket, sockets, time } = await bench();
  socket().open();
  socket().say({ type: 'error', code: 'overloaded', message: 'x', fatal: true, retryAfterSeconds: 20 });
  socket().lose(4503);
  await time.pass(20_000);
  expect(sockets).toHaveLength(1);
  await time.pass(1_000);
  expect(sockets).toHaveLength(2);
});

test('L11: waits grow with full jitter from half a second to thirty', async () => {
  const { sockets, time } = await bench({ random: () => 0.999 });
  const waits: number[] = [];
  for (let attempt = 0; attempt < 9; attempt++) {
    const before = sockets.length;
    sockets.at(-1)!.lose(1006);
    let waitedMs = 0;
    while (sockets.length === before) {
      await time.pass(100);
      waitedMs += 100;
    }
    waits.push(waitedMs);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000, 30000]);
});

test('a connection that has gone silent is given up and made again', async () => {
  const { sockets, welcome, time } = await bench({ fixedOffsetMs: 0 });
  await welcome(0);
  await time.pass(45_000);
  expect(sockets.length).toBeGreaterThan(1);
});

test('raw packets go in binary frames, with a pause between them as text, numbers in order', async () => {
  const { client, socket, welcome } = await bench({ fixedOffsetMs: 0 });
  const at = (second: number) => ({ mono: second * 1000, wall: 1e12 + second * 1000 });
  await client.capturePacket(Uint8Array.of(0x16, 72, 0, 4), at(1));
  await client.capturePacket(Uint8Array.of(0, 73), at(2));
  await client.pause(at(3));
  await welcome(0);
  expect(socket().sentBinary).toEqual([
    {
      type: 'samples',
      first: 1,
      items: [
        { atMs: 1e12 + 1000, code: 72, rr: [1024], contact: true },
        { atMs: 1e12 + 2000, code: 73, rr: null, contact: null },
      ],
    },
  ]);
  expect(socket().of('samples')).toMatchObject([{ first: 3, items: [[3000, 1e12 + 3000, 'pause']] }]);
});

test('coach frames and the number of unsent items are told', async () => {
  const coached: CoachFrame[] = [];
  const unsent: number[] = [];
  const { client, socket, welcome } = await bench({
    fixedOffsetMs: 0,
    events: { coach: (frame) => void coached.push(frame), unsent: (count) => void unsent.push(count) },
  });
  await welcome(0);
  await client.capture({ value: 120 });
  await client.capture({ value: 121 });
  socket().say({ type: 'ack', seq: 2 });
  socket().say({
    type: 'coach',
    session: 's',
    device: null,
    simulated: false,
    at: 1,
    bpm: 121,
    percent: 64,
    bands: ['zone2'],
    stale: false,
    seconds: {},
    remaining: [],
  });
  expect(unsent).toEqual([1, 2, 0]);
  expect(coached).toMatchObject([{ bpm: 121 }]);
});

test('bands that move during a run are told', async () => {
  const told: unknown[] = [];
  const { socket, welcome } = await bench({
    events: { bands: (frame) => void told.push(frame.maxHeartRate) },
  });
  await welcome(0);
  socket().say({ type: 'bands', maxHeartRate: 200, bands: [] });
  expect(told).toEqual([200]);
});

test('L16: a storage that works again is given what is missing, and loses nothing that another tab kept meanwhile', async () => {
  const { buffer, state: storage } = createFickleBuffer();
  const time = new ManualTime();
  const older = await bench({ buffer }, time);
  await older.client.capture({ value: 101 });
  storage.mood = 'refuses';
  await older.welcome(1);
  await settled();
  storage.mood = 'works';
  const newer = await bench({ buffer }, time);
  await newer.client.capture({ value: 102 });
  await newer.client.capture({ value: 103 });
  await time.pass(5_000);
  const { lastSeq, acknowledged, entries } = await buffer.open(SESSION);
  expect({ lastSeq, acknowledged }).toEqual({ lastSeq: 3, acknowledged: 1 });
  expect(entries.map(({ seq }) => seq)).toEqual([2, 3]);
});
