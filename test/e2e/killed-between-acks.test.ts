/** L1–L3 with the built server under kill −9: what was acknowledged is kept, what was not is sent again, nothing is twice. */
import { rm } from 'node:fs/promises';
import { v7 as uuidV7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveItemTuple } from '../../src/adapters/wire/live/live-frames.ts';
import { apiClient } from '../support/api-client.ts';
import { makeDirectory } from '../support/guarded.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';
import { answerOf, isAlive, killAndWait, postmasterPidIn, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

const COUNT = 600;
const BATCH = 20;

let dataDir: string;
let server: ServerProcess;
let token: string;
beforeEach(async () => {
  dataDir = await makeDirectory('killed');
  server = await startServer({ dataDir });
  const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  ({ token } = await answerOf<{ token: string }>(create, { dataDir }));
});
afterEach(async () => {
  if (!server.hasEnded()) await server.interrupt();
  const pid = await postmasterPidIn(dataDir);
  if (pid !== null && (await isAlive(pid))) await killAndWait(pid);
  await rm(dataDir, { recursive: true, force: true });
});

/** Ten minutes at 1 Hz that ended an hour ago; neighbours differ, so every item is a point of the trace. */
function capture(): LiveItemTuple[] {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000 - COUNT * 1000;
  return Array.from({ length: COUNT }, (_, index) => {
    const wave = index % 80;
    return [
      index * 1000,
      startMs + index * 1000,
      100 + (wave < 40 ? wave : 80 - wave),
    ] as const satisfies LiveItemTuple;
  });
}

async function connect(
  session: string,
  items: readonly LiveItemTuple[],
): Promise<{ client: RawLiveClient; ack: number }> {
  const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`);
  const [mono, wall] = items.at(-1)!;
  const device = { name: 'Strap', kind: 'strap' };
  const clock = { mono, wall };
  client.send({
    type: 'hello',
    protocol: 1,
    session,
    token,
    lastSeq: items.length,
    clock,
    device,
    sport: 'running',
  });
  const { ack } = await client.next('welcome');
  return { client, ack };
}

function sendBatch(client: RawLiveClient, items: readonly LiveItemTuple[], from: number): number {
  const part = items.slice(from, from + BATCH);
  client.send({ type: 'samples', first: from + 1, offset: 0, items: part });
  return from + part.length;
}

describe('kill −9 between two acknowledgements', () => {
  it.each([
    ['of the server', false],
    ['of the server and of its database', true],
  ])('L1–L3 %s: the stored sequence is complete and nothing is in it twice', async (_, databaseToo) => {
    const items = capture();
    const session = uuidV7();
    let acknowledged = 0;
    for (const killAt of [140, 380]) {
      const { client, ack } = await connect(session, items);
      expect(ack).toBeGreaterThanOrEqual(acknowledged);
      let sent = ack;
      while (sent < killAt) {
        const upTo = (sent = sendBatch(client, items, sent));
        acknowledged = (await client.next('ack', ({ seq }) => seq >= upTo)).seq;
      }
      // On its way, perhaps stored, not acknowledged: the kill may fall before or after the commit.
      sendBatch(client, items, sendBatch(client, items, sent));
      const postmaster = await server.postmasterPid();
      await server.kill();
      if (databaseToo) await killAndWait(postmaster!);
      await client.closed();
      server = await startServer({ dataDir });
    }

    const { client, ack } = await connect(session, items);
    expect(ack).toBeGreaterThanOrEqual(acknowledged);
    // L2: the tail is sent again from well before the acknowledgement, cut elsewhere.
    let sent = Math.max(0, ack - 33);
    while (sent < COUNT) {
      const upTo = (sent = sendBatch(client, items, sent));
      await client.next('ack', ({ seq }) => seq >= upTo);
    }
    client.send({ type: 'end', lastSeq: COUNT });
    await client.next('ended');
    client.socket.close();

    const api = apiClient(server.address, token);
    const trace = await api.get<{ t: number[]; bpm: (number | null)[] }>(`/v1/sessions/${session}/trace`);
    const stored = trace.t.map((t, index) => [t, trace.bpm[index]]);
    // The last point closes the last item's second.
    expect(stored).toEqual([...items.map(([mono, , bpm]) => [mono / 1000, bpm]), [COUNT, null]]);
    const { seconds } = await api.get<{ seconds: number[] }>(`/v1/sessions/${session}/histogram`);
    expect(seconds.reduce((sum, value) => sum + value, 0)).toBe(COUNT);
    expect(await api.get(`/v1/sessions/${session}`)).toMatchObject({ activeSeconds: COUNT, coverage: 1 });
  });
});
