import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import { LIVE_CLOSE } from '../../../src/adapters/wire/live/live-protocol.ts';
import { seededRandom } from '../../../src/domain/simulated-heart/seeded-random.ts';
import { createAthlete } from '../../support/athlete.ts';
import { collectedHeapBytes } from '../../support/collected-heap.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer } from '../../support/live-server.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';

/** `npm run soak` sends 100,000. */
const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 4_000);
const SEED = Number(process.env['SEED'] ?? 7);
const GROWTH_BYTES = 24 * 1024 * 1024;

let database: TestDatabase;
let server: LiveServer;
let athleteId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startLiveServer({ databaseUrl: database.url });
  athleteId = await createAthlete(server.stores);
});

afterAll(async () => {
  await server.close();
  await database.dispose();
});

const random = seededRandom(SEED);
const below = (limit: number): number => Math.floor(random.between(0, limit));
function pick<T>(values: readonly T[]): T {
  return values[below(values.length)]!;
}

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  '',
  'x'.repeat(300),
  -1,
  0,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  4_294_967_295,
  4_294_967_296,
  [],
  {},
  [[]],
  { type: 'samples' },
  '\u0000',
  '__proto__',
];

function validFrame(): Record<string, unknown> {
  return pick<() => Record<string, unknown>>([
    () => ({
      type: 'samples',
      first: 1 + below(500),
      offset: 0,
      items: itemTuples(1 + below(5), Date.now()),
    }),
    () => ({ type: 'skip', from: 1 + below(500), to: 500 + below(50), reason: 'fuzz' }),
    () => ({ type: 'ping', id: below(100), mono: 1, wall: 2 }),
    () => ({ type: 'end', lastSeq: below(500) }),
    () => helloFrame(randomUUID(), athleteId),
  ])();
}

/** One field replaced, removed or added; or one item; or one element of an item. */
function mutatedFrame(): string {
  const frame = validFrame();
  const key = pick(Object.keys(frame));
  const items = frame['items'];
  if (Array.isArray(items) && random.between(0, 1) < 0.5) {
    const i = below(items.length);
    items[i] = pick<unknown>([pick(ODD_VALUES), [pick(ODD_VALUES), pick(ODD_VALUES), pick(ODD_VALUES)]]);
  }
  // A key with undefined is left out of the text.
  else frame[key] = random.between(0, 1) < 0.3 ? undefined : pick(ODD_VALUES);
  return JSON.stringify(frame);
}

function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => below(256));
}

function flipped(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice(0, 1 + below(bytes.length));
  for (let i = 0; i < 1 + below(4); i++) changed[below(changed.length)] = below(256);
  return changed;
}

function nextMessage(): string | Uint8Array {
  const kind = random.between(0, 1);
  if (kind < 0.1) return JSON.stringify(validFrame());
  if (kind < 0.5) return mutatedFrame();
  if (kind < 0.65) return Buffer.from(flipped(Buffer.from(JSON.stringify(validFrame())))).toString('latin1');
  if (kind < 0.7) return 'x'.repeat(below(70_000));
  if (kind < 0.8) return noise(below(400));
  return flipped(
    encodeRawSamples({
      first: 1 + below(500),
      monoMs: 0,
      wallMs: Date.now(),
      offsetMs: 0,
      packets: Array.from({ length: 1 + below(4) }, (_, i) => ({
        afterMs: i * 1000,
        bytes: noise(below(12)),
      })),
    }),
  );
}

test(
  `L10: ${FRAMES} random and mutated frames: each answer is a frame or a close code of the protocol, nothing leaks`,
  { timeout: 600_000 },
  async () => {
    const closes = new Set<number>(Object.values(LIVE_CLOSE));
    let client: RawLiveClient | null = null;
    let heapBytes = 0;
    for (let sent = 0; sent < FRAMES; sent++) {
      if (client === null || client.closeCode !== null) {
        if (client !== null) expect(closes, `seed ${SEED}, frame ${sent}`).toContain(client.closeCode);
        client = await RawLiveClient.connect(server.url);
        if (random.between(0, 1) < 0.9) {
          client.send(helloFrame(randomUUID(), athleteId));
          await client.next('welcome');
        }
      }
      client.socket.send(nextMessage());
      // Lets answers come, so that a close is seen soon after its cause.
      if (sent % 20 === 19) await client.settled();
      if (sent === Math.floor(FRAMES / 2)) heapBytes = collectedHeapBytes();
    }
    client?.socket.terminate();
    expect(collectedHeapBytes() - heapBytes).toBeLessThan(GROWTH_BYTES);

    // Still there for an honest client.
    const honest = await RawLiveClient.connect(server.url);
    honest.send(helloFrame(randomUUID(), athleteId));
    await honest.next('welcome');
    honest.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(3, Date.now() - 3_000) });
    await honest.next('ack', (frame) => frame.seq === 3);
    honest.socket.terminate();
    await expect.poll(() => server.channel.registry.streamCount).toBe(0);
    await expect.poll(() => server.channel.live.commit.pendingBytes).toBe(0);
  },
);
