import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeRawSamples } from '../../../src/adapters/wire/live/binary-samples-frame.ts';
import { INVALID } from '../../../src/domain/timeline/sample.ts';
import { deriveEvidence } from '../../../src/application/sessions/derive-evidence.ts';
import { createPlatform } from '../../../src/compose/platform.ts';
import { createAthlete } from '../../support/athlete.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { recordingOf } from '../../support/evidence.ts';
import { helloFrame, itemTuples } from '../../support/live-hello.ts';
import { type LiveServer, startLiveServer, testToken } from '../../support/live-server.ts';
import { recordedOf, storedOf } from '../../support/live-strap.ts';
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

interface Stream {
  readonly client: RawLiveClient;
  readonly athleteId: string;
  readonly session: string;
}

async function open(more: Record<string, unknown> = {}, known: Partial<Stream> = {}): Promise<Stream> {
  const athleteId = known.athleteId ?? (await createAthlete(server.stores));
  const session = known.session ?? randomUUID();
  const client = await RawLiveClient.connect(server.url);
  client.send(helloFrame(session, athleteId, more));
  await client.next('welcome');
  return { client, athleteId, session };
}

async function giveMaxHeartRate(athleteId: string, bpm: number): Promise<void> {
  await server.stores.maxHeartRates.add(athleteId, {
    id: randomUUID(),
    bpm,
    source: 'measured',
    // A date literal in the format of LocalDate.
    validFrom: '2020-01-01' as never,
    method: null,
    createdAtMs: 0,
  });
}

test('welcome says the credit, the max heart rate and the bands in bpm (Z2)', async () => {
  const athleteId = await createAthlete(server.stores);
  await giveMaxHeartRate(athleteId, 180);
  const { client } = await open({}, { athleteId });
  expect(await client.next('welcome')).toMatchObject({
    ack: 0,
    maxBatch: 300,
    maxInFlight: 3,
    maxHeartRate: 180,
    bands: [
      { id: 'anti_inflammatory', lowBpm: 90, highBpm: 117 },
      { id: 'zone2', lowBpm: 108, highBpm: 126 },
      { id: 'interval_4x4', lowBpm: 153, highBpm: 162 },
    ],
    ended: false,
  });
});

test('without a max heart rate nothing is judged, and everything is stored', async () => {
  const { client, ...stream } = await open();
  expect(await client.next('welcome')).toMatchObject({ maxHeartRate: null, bands: [] });
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(5, Date.now() - 5_000) });
  await client.next('ack', (frame) => frame.seq === 5);
  expect(await client.next('coach')).toMatchObject({ bands: [], seconds: {}, remaining: [] });
  expect(await storedOf(server.liveStore, stream)).toHaveLength(5);
});

test('L1: what is acknowledged is committed, and end answers the session', async () => {
  const { client, ...stream } = await open();
  const startMs = Date.now() - 120_000;
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(120, startMs) });
  await client.next('ack', (frame) => frame.seq === 120);
  expect(await storedOf(server.liveStore, stream)).toHaveLength(120);
  client.send({ type: 'end', lastSeq: 120 });
  expect((await client.next('ended')).session).toMatchObject({ id: stream.session, activeSeconds: 120 });
  expect(await recordedOf(server.stores, stream)).toHaveLength(120);
});

test('an end without anything captured ends in nothing', async () => {
  const { client } = await open();
  client.send({ type: 'end', lastSeq: 0 });
  expect((await client.next('ended')).session).toBeNull();
});

test('end said twice is answered twice with the same session', async () => {
  const { client, athleteId, session } = await open();
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(60, Date.now() - 60_000) });
  client.send({ type: 'end', lastSeq: 60 });
  const first = await client.next('ended');
  client.socket.close();
  const again = await open({}, { athleteId, session });
  expect(await again.client.next('welcome')).toMatchObject({ ack: 60, ended: true });
  again.client.send({ type: 'end', lastSeq: 60 });
  expect(await again.client.next('ended')).toEqual(first);
});

test('raw GATT packets are decoded here: RR and contact are kept, a malformed packet is an invalid item (L10)', async () => {
  const { client, ...stream } = await open();
  const wallMs = Date.now() - 3_000;
  const packets = [Uint8Array.of(0x16, 72, 0, 4), Uint8Array.of(0x00), Uint8Array.of(0x04, 67)];
  client.socket.send(
    encodeRawSamples({
      first: 1,
      monoMs: 0,
      wallMs,
      offsetMs: -500,
      packets: packets.map((bytes, i) => ({ afterMs: i * 1000, bytes })),
    }),
  );
  await client.next('ack', (frame) => frame.seq === 3);
  const common = { quarantined: false };
  expect(await storedOf(server.liveStore, stream)).toEqual([
    { ...common, seq: 1, atMs: wallMs - 500, code: 72, rr: [1024], contact: true },
    { ...common, seq: 2, atMs: wallMs + 500, code: INVALID, rr: null, contact: null },
    { ...common, seq: 3, atMs: wallMs + 1500, code: 0, rr: null, contact: false },
  ]);
});

test('L2: a different payload under a known number: the first wins, and it is told', async () => {
  const { client, ...stream } = await open();
  const startMs = Date.now() - 3_000;
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(3, startMs) });
  await client.next('ack', (frame) => frame.seq === 3);
  client.send({ type: 'samples', first: 2, offset: 0, items: [[0, startMs + 1000, 199]] });
  expect(await client.next('error')).toMatchObject({ code: 'conflict', fatal: false });
  await expect
    .poll(async () => (await storedOf(server.liveStore, stream)).map((item) => item.code))
    .toEqual([120, 121, 122]);
});

test('L2: an item that comes again as it was is no conflict, however it is cut', async () => {
  const { client } = await open();
  const items = itemTuples(9, Date.now() - 9_000);
  client.send({ type: 'samples', first: 1, offset: 0, items });
  client.send({ type: 'samples', first: 4, offset: 0, items: items.slice(3, 7) });
  client.send({ type: 'samples', first: 2, offset: 0, items: items.slice(1) });
  await client.next('ack', (frame) => frame.seq === 9);
  client.send({ type: 'samples', first: 1, offset: 0, items });
  client.send({ type: 'ping', id: 1, mono: 1, wall: 1 });
  await client.next('pong');
  expect(client.received.filter((frame) => frame.type === 'error')).toEqual([]);
});

test('L3: holes are named, and filled in any order', async () => {
  const { client } = await open();
  const items = itemTuples(30, Date.now() - 30_000);
  const send = (first: number, last: number): void =>
    client.send({ type: 'samples', first, offset: 0, items: items.slice(first - 1, last) });
  send(21, 30);
  expect(await client.next('ack')).toEqual({ type: 'ack', seq: 0, missing: [[1, 20]] });
  send(11, 12);
  await client.next('ack', (frame) => frame.missing?.length === 2);
  expect(client.received.at(-1)).toMatchObject({
    seq: 0,
    missing: [
      [1, 10],
      [13, 20],
    ],
  });
  send(1, 10);
  await client.next('ack', (frame) => frame.seq === 12);
  send(13, 20);
  await client.next('ack', (frame) => frame.seq === 30);
});

test('L2: a skip moves the acknowledgement on; a late item replaces it', async () => {
  const { client, ...stream } = await open();
  const items = itemTuples(6, Date.now() - 6_000);
  client.send({ type: 'samples', first: 1, offset: 0, items: items.slice(0, 2) });
  client.send({ type: 'skip', from: 3, to: 4, reason: 'lost with the battery' });
  client.send({ type: 'samples', first: 5, offset: 0, items: items.slice(4) });
  await client.next('ack', (frame) => frame.seq === 6);
  client.send({ type: 'samples', first: 4, offset: 0, items: items.slice(3, 4) });
  await expect
    .poll(async () => (await storedOf(server.liveStore, stream)).map((item) => item.seq))
    .toEqual([1, 2, 4, 5, 6]);
});

test('L4: a newer hello wins: the older socket is closed 4409, and what it still sends is not stored', async () => {
  const older = await open();
  const newer = await open({}, older);
  expect(await older.client.closed()).toBe(4409);
  expect(await older.client.next('error')).toMatchObject({ code: 'superseded', fatal: true });
  newer.client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(2, Date.now() - 2_000) });
  await newer.client.next('ack', (frame) => frame.seq === 2);
});

test('L4: across processes too: the store refuses the older epoch', async () => {
  const other = await startLiveServer({ databaseUrl: database.url });
  try {
    const older = await open();
    older.client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(2, Date.now() - 9_000) });
    await older.client.next('ack', (frame) => frame.seq === 2);
    const newer = await RawLiveClient.connect(other.url);
    newer.send(helloFrame(older.session, older.athleteId));
    expect(await newer.next('welcome')).toMatchObject({ ack: 2 });
    older.client.send({ type: 'samples', first: 3, offset: 0, items: itemTuples(1, Date.now() - 5_000, 60) });
    expect(await older.client.closed()).toBe(4409);
    expect(await storedOf(server.liveStore, older)).toHaveLength(2);
  } finally {
    await other.close();
  }
});

test('L5: instants 120 s ahead or 30 days behind are kept, told, and not counted', async () => {
  const { client, ...stream } = await open();
  const now = Date.now();
  const items = [
    [0, now - 30 * 24 * 3_600_000 - 1_000, 150],
    [1, now - 2_000, 120],
    [2, now - 1_000, 121],
    [3, now + 125_000, 150],
  ];
  client.send({ type: 'samples', first: 1, offset: 0, items });
  expect(await client.next('error')).toMatchObject({ code: 'quarantined', fatal: false });
  await client.next('ack', (frame) => frame.seq === 4);
  expect((await storedOf(server.liveStore, stream)).map((item) => item.quarantined)).toEqual([
    true,
    false,
    false,
    true,
  ]);
  client.send({ type: 'end', lastSeq: 4 });
  const { session } = await client.next('ended');
  expect(session).toMatchObject({ activeSeconds: 2 });
  expect(session?.['notes']).toMatchObject([
    {},
    { id: 'session.quarantined', text: '2 values carry a time that cannot be right: kept, not counted.' },
  ]);
  expect(await recordedOf(server.stores, stream)).toHaveLength(2);
});

test('L6: of equal instants the higher number wins, whatever arrived last', async () => {
  const { client, ...stream } = await open();
  const atMs = Date.now() - 10_000;
  client.send({ type: 'samples', first: 3, offset: 0, items: [[2, atMs + 1_000, 122]] });
  client.send({
    type: 'samples',
    first: 1,
    offset: 0,
    items: [
      [0, atMs, 120],
      [1, atMs + 1_000, 121],
    ],
  });
  client.send({ type: 'end', lastSeq: 3 });
  await client.next('ended');
  expect((await recordedOf(server.stores, stream)).map((item) => item.code)).toEqual([120, 121, 122]);
});

test('L9: late items reopen an ended session, and it is judged again', async () => {
  const { client, ...stream } = await open();
  const startMs = Date.now() - 600_000;
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(60, startMs) });
  client.send({ type: 'end', lastSeq: 60 });
  expect((await client.next('ended')).session).toMatchObject({ activeSeconds: 60 });
  client.socket.close();
  const late = await open({ lastSeq: 120 }, stream);
  expect(await late.client.next('welcome')).toMatchObject({ ack: 60, ended: true });
  late.client.send({ type: 'samples', first: 61, offset: 0, items: itemTuples(60, startMs + 60_000) });
  late.client.send({ type: 'end', lastSeq: 120 });
  expect((await late.client.next('ended')).session).toMatchObject({ id: stream.session, activeSeconds: 120 });
});

test('Z10: a watch file of the same hours that arrives during the run is told at once, and is what the end says', async () => {
  const { client, athleteId, session } = await open({ sport: 'running' });
  await giveMaxHeartRate(athleteId, 190);
  const startMs = Date.now() - 600_000;
  const again = await open({ sport: 'running' }, { athleteId, session });
  await client.closed();
  again.client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(300, startMs, 115) });
  await again.client.next('coach', (frame) => frame.seconds['zone2'] === 309);

  // While a stream goes on, its last value stands for ten seconds (Z4); the last of all for one.
  // The watch began four minutes earlier, and its heart rate counts where both have one: above Zone 2 of 114–133.
  const count = 480;
  const file = recordingOf(
    { id: randomUUID(), sport: 'running', startMs: startMs - 240_000, endMs: startMs + 240_000 },
    {
      count,
      atMs: Float64Array.from({ length: count }, (_, i) => startMs - 240_000 + i * 1_000),
      code: new Int16Array(count).fill(140),
    },
  );
  const athlete = (await server.stores.athletes.find(athleteId))!;
  await server.transactions.forAthlete(athleteId, async (stores) => {
    await stores.recordings.put(athleteId, [{ recording: file, uploadId: null, extra: null }]);
    const { evaluate } = createPlatform();
    await deriveEvidence({ stores, evaluate }, athlete, [file.facts]);
  });
  await again.client.next('coach', (frame) => frame.seconds['zone2'] === 69);

  again.client.send({
    type: 'samples',
    first: 301,
    offset: 0,
    items: itemTuples(60, startMs + 300_000, 115),
  });
  await again.client.next('coach', (frame) => frame.seconds['zone2'] === 129);
  again.client.send({ type: 'end', lastSeq: 360 });
  const ended = (await again.client.next('ended')).session;
  expect(ended).toMatchObject({ id: file.facts.id, activeSeconds: 600 });
  expect(ended?.['bands']).toContainEqual(expect.objectContaining({ id: 'zone2', seconds: 120 }));
});

test('L13: a simulated stream is marked so, and is judged fresh by arrival', async () => {
  const athleteId = await createAthlete(server.stores);
  await giveMaxHeartRate(athleteId, 190);
  const { client, ...stream } = await open({ simulated: { timeScale: 60 } }, { athleteId });
  const startMs = Date.now() - 600_000;
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(300, startMs, 120) });
  expect(await client.next('coach')).toMatchObject({ stale: false, bpm: expect.any(Number) as number });
  client.send({ type: 'end', lastSeq: 300 });
  expect((await client.next('ended')).session).toMatchObject({ simulated: true });
  const [recording] = await server.stores.recordings.load(athleteId, [stream.session]);
  expect(recording?.facts.simulated).toBe(true);
});

test('another athlete’s session id is another stream', async () => {
  const mine = await open();
  mine.client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(3, Date.now() - 3_000) });
  await mine.client.next('ack', (frame) => frame.seq === 3);
  const theirs = await open({}, { session: mine.session });
  expect(await theirs.client.next('welcome')).toMatchObject({ ack: 0 });
  expect(mine.client.closeCode).toBeNull();
});

test('the token may come in the header instead of hello', async () => {
  const athleteId = await createAthlete(server.stores);
  const client = await RawLiveClient.connect(server.url, { authorization: `Bearer ${testToken(athleteId)}` });
  client.send(helloFrame(randomUUID(), athleteId, { token: undefined }));
  await client.next('welcome');
});
