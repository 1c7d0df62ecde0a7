import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { RELAYS } from '../../../src/adapters/wire/relays/relays.ts';
import { collectedHeapBytes } from '../../support/collected-heap.ts';
import { openRelaySocket } from '../../support/inlet-server.ts';
import { useInletServer } from '../../support/use-inlet-server.ts';

const server = useInletServer();

const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 2_000);
/** Each waits for its commit, which all of them share. */
const WORKERS = 64;
const seedling = (seed: number) => () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

/** What an app says, cut, doubled, with bytes changed; or nothing anybody says. */
function mutants(random: () => number): () => Buffer {
  const at = (length: number): number => Math.floor(random() * length);
  const said = RELAYS.flatMap(({ speech }) =>
    speech === null ? [] : [speech.say([{ bpm: 120, atMs: Date.now(), rrMs: [500], index: at(1_000) }])],
  );
  const more = [
    '{"data":{"metrics":[{"name":"heart_rate","data":[{"date":1}]}]}}',
    '[[[[',
    '--x\r\n',
    '<gpx>',
    'PK\u0003\u0004',
    '{"hr":1e999}',
    '\u0000',
  ];
  return () => {
    const text = Buffer.from([...said, ...more][at(said.length + more.length)]!);
    const kind = at(5);
    if (kind === 0) return randomBytes(at(300));
    if (kind === 1) return text.subarray(0, at(text.length));
    if (kind === 2) return Buffer.concat([text, text]);
    for (let i = 0; i <= at(4); i++) text[at(text.length)] = at(256);
    return text;
  };
}

/** A socket that is opened again when what it says has closed it. */
function createTalker(url: string) {
  let talking: ReturnType<typeof openRelaySocket> | null = null;
  const open = async () => {
    const opened = await openRelaySocket(url);
    void opened.closed.then(() => (talking = null));
    return opened;
  };
  return {
    /** Answers whether it went out. */
    async send(frame: Uint8Array): Promise<boolean> {
      const { socket } = await (talking ??= open());
      // A text frame that is no UTF-8 closes its socket: a few of them are enough.
      const binary = !isUtf8(frame) && frame.length % 16 > 0;
      return new Promise((resolve) => socket.send(frame, { binary }, (error) => resolve(!error)));
    },
    /** Resolves when everything that was sent has been read. */
    async finish(): Promise<void> {
      if (talking === null) return;
      const { socket, closed } = await talking;
      socket.close();
      await closed;
    },
  };
}

test(`${FRAMES} random bodies and frames: no crash, no 5xx, no growth`, async () => {
  const random = seedling(7);
  const next = mutants(random);
  const statuses = new Map<number, number>();
  const inlets = await Promise.all(Array.from({ length: 4 }, () => server.makeInlet()));
  let framesSent = 0;
  const talkers = inlets.map(({ url }) => createTalker(url));
  const worker = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const { url } = inlets[i % inlets.length]!;
      const body = new Uint8Array(next());
      if (random() < 0.5) {
        if (await talkers[i % talkers.length]!.send(body)) framesSent++;
        continue;
      }
      const type = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'a/b'][i % 4]!;
      const { status } = await fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const round = async (): Promise<void> => {
    await Promise.all(Array.from({ length: WORKERS }, () => worker(Math.ceil(FRAMES / 2 / WORKERS))));
    await Promise.all(talkers.map((talker) => talker.finish()));
  };
  await round();
  const heapBefore = collectedHeapBytes();
  await round();
  const grownMiB = (collectedHeapBytes() - heapBefore) / 2 ** 20;
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(0);
  expect(statuses.get(400)).toBeGreaterThan(0);
  expect(grownMiB).toBeLessThan(20);
  expect(framesSent).toBeGreaterThan(FRAMES / 3);
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
}, 300_000);
