import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { itemTuples } from '../../support/live-hello.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
import { useInletServer } from '../../support/use-inlet-server.ts';

const HOUR_MS = 3_600_000;
const BEATS = 600;

const server = useInletServer();

/** A whole run delivered at once: its beats from `startMs` on, by a phone whose clock shows `wallMs` now. */
async function run(startMs: number, wallMs = Date.now()): Promise<{ id: string; session: unknown }> {
  const id = randomUUID();
  const client = await RawLiveClient.connect(`${server.address.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${server.token}`,
  });
  client.send({
    type: 'hello',
    protocol: 1,
    session: id,
    lastSeq: BEATS,
    clock: { mono: 0, wall: wallMs },
    device: { name: 'H10', kind: 'strap' },
    sport: 'running',
  });
  await client.next('welcome');
  const items = itemTuples(BEATS, startMs);
  for (let first = 1; first <= BEATS; first += 300) {
    client.send({ type: 'samples', first, offset: 0, items: items.slice(first - 1, first + 299) });
  }
  client.send({ type: 'end', lastSeq: BEATS });
  const { session } = await client.next('ended');
  client.socket.close();
  return { id, session };
}

interface SetAsideItem {
  id: string;
  items: number;
  reason: { id: string; text: string };
}

async function listed(id: string): Promise<SetAsideItem | undefined> {
  const { status, body } = await server.call('GET', '/v1/recordings?state=set_aside');
  expect(status).toBe(200);
  return (body as { items: SetAsideItem[] }).items.find((item) => item.id === id);
}

async function activeSeconds(id: string): Promise<number | null> {
  const { status, body } = await server.call('GET', `/v1/sessions/${id}`);
  return status === 200 ? (body as { activeSeconds: number }).activeSeconds : null;
}

test('L5: an honest phone that was offline for a week loses nothing', async () => {
  for (const hours of [80, 7 * 24, 29 * 24]) {
    const { id } = await run(Date.now() - hours * HOUR_MS);
    expect(await activeSeconds(id)).toBe(BEATS);
    expect(await listed(id)).toBeUndefined();
  }
});

test('L5: a clock that is not credible is believed for 72 h: what is older is set aside', async () => {
  const { id } = await run(Date.now() - 72 * HOUR_MS - 299_500, Date.now() - HOUR_MS);
  expect(await listed(id)).toMatchObject({ items: 300, reason: { id: 'recording.behind' } });
  expect(await activeSeconds(id)).toBe(300);
});

test('L5: a phone three hours ahead is set aside whole, listed with its reason, placed by a person, and taken back', async () => {
  const { id, session } = await run(Date.now() + 3 * HOUR_MS, Date.now() + 3 * HOUR_MS);
  expect(session).toBeNull();
  expect(await listed(id)).toMatchObject({
    id,
    state: 'set_aside',
    device: 'H10',
    sport: 'running',
    items: BEATS,
    reason: { id: 'recording.ahead', text: expect.stringContaining('600 beats lie in the future') as string },
  });
  const place = (startedAt: string | null) =>
    server.call('POST', `/v1/recordings/${id}/place`, { startedAt });
  expect(await place('as_recorded')).toMatchObject({ status: 400, body: { field: 'startedAt' } });

  const startedAt = new Date(Date.now() - 2 * HOUR_MS).toISOString();
  expect(await place(startedAt)).toMatchObject({ status: 200, body: { state: 'placed' } });
  const { body } = await server.call('GET', `/v1/sessions/${id}`);
  expect(body).toMatchObject({ startedAt, activeSeconds: BEATS });
  expect(await listed(id)).toBeUndefined();
  expect((await server.call('DELETE', `/v1/recordings/${id}`)).status).toBe(409);

  expect((await place(null)).status).toBe(200);
  expect(await activeSeconds(id)).toBeNull();
  expect(await listed(id)).toMatchObject({ items: BEATS });
});

test('L5: seconds sent for milliseconds are set aside, and deleted by a person for good', async () => {
  const { id } = await run(Date.now() / 1_000);
  expect(await listed(id)).toMatchObject({ items: BEATS, reason: { id: 'recording.behind' } });
  expect((await server.call('DELETE', `/v1/recordings/${id}`)).status).toBe(204);
  expect(await listed(id)).toBeUndefined();
  expect((await server.call('DELETE', `/v1/recordings/${id}`)).status).toBe(404);
});

test('L5: what was recorded long ago may be believed as it is', async () => {
  const startMs = Date.now() - 40 * 24 * HOUR_MS;
  const { id } = await run(startMs);
  const placed = await server.call('POST', `/v1/recordings/${id}/place`, { startedAt: 'as_recorded' });
  expect(placed.status).toBe(200);
  const { body } = await server.call('GET', `/v1/sessions/${id}`);
  expect(body).toMatchObject({ startedAt: new Date(startMs).toISOString(), activeSeconds: BEATS });
  const bareWord = await server.call('POST', `/v1/recordings/${id}/place`, 'as_recorded');
  expect(bareWord.status).toBe(200);
});
