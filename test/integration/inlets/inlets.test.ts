import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { SeenInlet } from '../../../src/application/ports/inlet-store.ts';
import { openRelaySocket, post, startInletServer, storedBeats } from '../../support/inlet-server.ts';
import { useInletServer } from '../../support/use-inlet-server.ts';

const server = useInletServer();

/** All streams that the inlet has written, oldest first. */
async function runsOf(inletId: string): Promise<string[]> {
  const { rows } = await sql<{ session_id: string }>`
    select session_id from inlet_run where inlet_id = ${inletId} order by started_at
  `.execute(server.database.db);
  return rows.map(({ session_id }) => session_id);
}

async function beatsOf(inletId: string) {
  return storedBeats(server.service, server.athleteId, await runsOf(inletId));
}

/** What the list says once it has been written down. */
async function seen(inletId: string, until: (inlet: SeenInlet) => boolean): Promise<SeenInlet> {
  for (;;) {
    const inlet = await server.service.stores.inlets.find(server.athleteId, inletId);
    if (inlet !== null && until(inlet)) return inlet;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What is done before an end that comes as soon as this machine allows: on a busy one the first may come too soon. */
async function beforeItsEnd<T>(
  work: (expiresAt: string) => Promise<T>,
): Promise<T & { readonly expiresAtMs: number }> {
  for (let leadMs = 400; ; leadMs *= 2) {
    const expiresAtMs = Date.now() + leadMs;
    const done = await work(new Date(expiresAtMs).toISOString()).catch((error: unknown) => {
      if (Date.now() < expiresAtMs) throw error;
    });
    if (done !== undefined && Date.now() < expiresAtMs) return { ...done, expiresAtMs };
  }
}

async function expectItsEnd(open: {
  readonly closed: Promise<number>;
  readonly expiresAtMs: number;
}): Promise<void> {
  expect(await open.closed).toBe(4401);
  expect(Date.now()).toBeGreaterThanOrEqual(open.expiresAtMs);
  expect(Date.now() - open.expiresAtMs).toBeLessThan(1_000);
}

const hrPush = (bpm: number, atMs: number): string =>
  JSON.stringify({
    event: 'heartRate',
    heartRate: bpm,
    percent: 0.4,
    connected: true,
    device: 'Polar H10',
    timestamp: new Date(atMs).toISOString(),
  });

const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1_000) * 1_000 - seconds * 1_000;

describe('an address for an app (N1, N2)', () => {
  test('is shown once, hashed at rest, listed with what was last seen', async () => {
    const { id, token, url } = await server.makeInlet({ name: 'Phone', kind: 'hr_push' });
    expect(url).toBe(`${server.address}/in/${token}`);
    expect(Buffer.from(token.slice(3), 'base64url').length).toBeGreaterThanOrEqual(16 + 16);
    const { rows } = await sql<{ row: string }>`select inlet::text as row from inlet`.execute(
      server.database.db,
    );
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
    expect((await post(url, hrPush(128, secondsAgo(1)))).status).toBe(200);
    await seen(id, ({ lastBpm }) => lastBpm === 128);
    const { body } = await server.call('GET', '/v1/inlets');
    const listed = (body as { items: { id: string }[] }).items.find((item) => item.id === id);
    expect(listed).toMatchObject({
      name: 'Phone',
      kind: 'hr_push',
      recognisedAs: 'hr_push',
      device: 'Polar H10',
      lastBpm: 128,
      transport: 'http',
      addressClass: 'loopback',
      plainHttp: true,
      unreadable: [],
    });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  test('takes nothing more once revoked, and does not say whether it ever did; its sockets close', async () => {
    const { id, url } = await server.makeInlet();
    const { socket, closed } = await openRelaySocket(url);
    socket.send('72');
    expect((await post(url, '72')).status).toBe(200);
    expect((await server.call('DELETE', `/v1/inlets/${id}`)).status).toBe(204);
    expect(await closed).toBe(4401);
    const revoked = await post(url, '73');
    const unknown = await post(`${server.address}/in/zi_${'A'.repeat(64)}`, '73');
    const malformed = await post(`${server.address}/in/x`, '73');
    const said = ({ status, text }: { status: number; text: string }) => ({ status, text });
    expect(said(revoked)).toMatchObject({ status: 401 });
    expect(said(revoked)).toEqual(said(unknown));
    expect(said(revoked)).toEqual(said(malformed));
  });

  test('L14: revoked in one process, it is closed in every other within a second', async () => {
    const other = await startInletServer(server.database.url);
    const { id, url } = await server.makeInlet();
    const there = url.replace(server.address, other.address);
    const { socket, closed } = await openRelaySocket(there);
    socket.send('72');
    expect((await post(there, '72')).status).toBe(200);
    await server.call('DELETE', `/v1/inlets/${id}`);
    const revokedMs = performance.now();
    expect(await closed).toBe(4401);
    expect((await post(there, '73')).status).toBe(401);
    expect(performance.now() - revokedMs).toBeLessThan(1_000);
    await other.close();
  });

  test('N2: is told to no other site by a browser that opens it, whatever it is answered', async () => {
    const { url } = await server.makeInlet();
    for (const [address, method] of [
      [url, 'POST'],
      [url, 'GET'],
      [`${url}/api/v1/about`, 'GET'],
      [`${url}/x`, 'PUT'],
      [`${server.address}/in/x`, 'POST'],
    ] as const) {
      const { headers } = await fetch(address, { method, ...(method !== 'GET' && { body: '72' }) });
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  test('opens nothing but its own address', async () => {
    const { token, url } = await server.makeInlet();
    for (const path of [
      '/v1/athlete',
      '/v1/inlets',
      '/v1/sessions',
      '/v1/export',
      '/v1/reports/weeks/2026-W47',
    ]) {
      const response = await fetch(new URL(path, server.address), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(response.status, path).toBe(401);
    }
    const got = await fetch(url);
    expect(got.status).toBe(426);
    expect(got.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('expires, an open socket within a second, also by an end that is set while it is idle (L14)', async () => {
    const expiring = await beforeItsEnd(async (expiresAt) => {
      const { url } = await server.makeInlet({ expiresAt });
      return openRelaySocket(url);
    });
    await expectItsEnd(expiring);
    const shortened = await beforeItsEnd(async (expiresAt) => {
      const inlet = await server.makeInlet();
      const { closed } = await openRelaySocket(inlet.url);
      expect((await post(inlet.url, '72')).status).toBe(200);
      expect((await server.call('PATCH', `/v1/inlets/${inlet.id}`, { expiresAt })).status).toBe(200);
      return { ...inlet, closed };
    });
    await expectItsEnd(shortened);
    expect((await post(shortened.url, '72')).status).toBe(401);

    const later = new Date(Date.now() + 3_600_000).toISOString();
    await server.call('PATCH', `/v1/inlets/${shortened.id}`, { expiresAt: later });
    await expect.poll(async () => (await post(shortened.url, '72')).status).toBe(200);
  });
});

describe('beats (N3–N5)', () => {
  test('are stored once each with their own instants, however often and in whatever order they come', async () => {
    const { id, url } = await server.makeInlet();
    const sent = Array.from({ length: 60 }, (_, i) => [secondsAgo(120 - i), 120 + (i % 7)] as const);
    const shuffled = [...sent, ...sent].sort(([a], [b]) => ((a * 7) % 13) - ((b * 7) % 13));
    const answers = await Promise.all(shuffled.map(([atMs, bpm]) => post(url, hrPush(bpm, atMs))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await beatsOf(id)).toEqual(sent);
  });

  test('of Sensor Logger come in batches, and a broken one is answered 499 in words', async () => {
    const { id, url } = await server.makeInlet();
    const startMs = secondsAgo(30);
    const batch = (messageId: number): string =>
      `{"messageId":${messageId},"sessionId":"s","deviceId":"d","payload":[${[0, 1, 2]
        .map(
          (i) =>
            `{"name":"heart rate","time":${startMs + (messageId * 2 + i) * 1_000}000999,"values":{"bpm":${100 + messageId * 2 + i}}}`,
        )
        .join(',')}]}`;
    // The windows overlap by one beat.
    for (const messageId of [0, 1, 1, 2, 0]) expect((await post(url, batch(messageId))).status).toBe(200);
    const broken =
      '{"messageId":9,"sessionId":"s","payload":[{"name":"heart rate","time":1,"values":{"bpm":"x"}}]}';
    const answer = await post(url, broken);
    expect([answer.status, /cannot be read/.test(answer.text)]).toEqual([499, true]);
    expect(await beatsOf(id)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => [startMs + i * 1_000, 100 + i]));
  });

  test('without a time, without an offset, or of an absurd one are at the time of arrival', async () => {
    const { id, url } = await server.makeInlet();
    const beforeMs = Date.now();
    const answers = [
      await post(url, 'rate=72', { 'content-type': 'application/x-www-form-urlencoded' }),
      await post(url, '{"heartRate":73,"timestamp":"2019-03-01T10:00:00.000"}', {
        'content-type': 'application/json',
      }),
      await post(url, '{"heartRate":74,"timestamp":"1970-01-02T00:00:00Z"}', {
        'content-type': 'application/json',
      }),
      // A phone three hours ahead.
      await post(url, hrPush(75, Date.now() + 3 * 3_600_000)),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers.map(({ text }) => /"clock":"(\w+)"/.exec(text)?.[1])).toEqual([
      undefined,
      'server',
      'server',
      'source',
    ]);
    const beats = await beatsOf(id);
    expect(beats.map(([, bpm]) => bpm)).toEqual([72, 73, 74, 75]);
    for (const [atMs] of beats) {
      expect(atMs).toBeGreaterThanOrEqual(beforeMs);
      expect(atMs).toBeLessThanOrEqual(Date.now());
    }
  });

  test('of a clock that is found to be further ahead are known when they come again', async () => {
    const { id, url } = await server.makeInlet();
    const hoursAhead = (bpm: number, hours: number): string => hrPush(bpm, secondsAgo(-hours * 3_600));
    const [first, second] = [hoursAhead(100, 1), hoursAhead(101, 2)];
    for (const text of [first, second, first, second]) expect((await post(url, text)).status).toBe(200);
    expect((await beatsOf(id)).map(([, bpm]) => bpm).sort((a, b) => a - b)).toEqual([100, 101]);
  });

  test('after a silence of 10 min are another run; a repeat still finds the first', async () => {
    const { id, url } = await server.makeInlet();
    const first = secondsAgo(3_600);
    const second = first + 11 * 60_000;
    for (const atMs of [first, first + 1_000, second, first + 9 * 60_000, second, first]) {
      expect((await post(url, hrPush(130, atMs))).status).toBe(200);
    }
    const runs = await runsOf(id);
    expect(runs).toHaveLength(2);
    expect(await beatsOf(id)).toEqual(
      [first, first + 1_000, first + 9 * 60_000, second].map((at) => [at, 130]),
    );
  });

  test('a frame that cannot be read is refused, counted and shown without its values, and ends nothing', async () => {
    const { id, url } = await server.makeInlet();
    const { socket, next, closed } = await openRelaySocket(url);
    socket.send('{"pulse":"high","who":"Anna"}');
    expect(JSON.parse(await next())).toMatchObject({ type: 'error', code: 'bad_field', fatal: false });
    socket.send('set bpm fast');
    expect(await next()).toMatch(/^error: /);
    socket.send('72');
    const { status, text } = await post(url, '{"pulse":"high","who":"Anna"}');
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([400, 'invalid_input']);
    const inlet = await seen(id, ({ unreadableCount, lastBpm }) => unreadableCount === 3 && lastBpm === 72);
    const masked = '{"pulse":"…","who":"…"}';
    expect(inlet.unreadable.map(({ excerpt }) => excerpt)).toEqual([masked, 'set bpm fast', masked]);
    expect(socket.readyState).toBe(socket.OPEN);
    socket.close();
    await closed;
  });

  test('over a socket, each app gets the answer that it waits for', async () => {
    const { id, url } = await server.makeInlet();
    const { socket, next } = await openRelaySocket(`${url}/input`);
    socket.send(
      '{"messageType":"AuthenticationRequest","data":{"pluginName":"p","pluginAuthor":"a","token":"t"}}',
    );
    expect(JSON.parse(await next())).toMatchObject({ data: { authenticated: true } });
    socket.send('{"messageType":"InputRequest","data":{"heartrate":78}}');
    expect(JSON.parse(await next())).toMatchObject({ messageType: 'InputResponse' });
    socket.send('ping');
    expect(await next()).toBe('pong');
    expect((await beatsOf(id)).map(([, bpm]) => bpm)).toEqual([78]);
    socket.close();
  });
});

describe('coaching (N6)', () => {
  test('is not told where it was not allowed', async () => {
    const { url } = await server.makeInlet();
    for (let i = 0; i < 3; i++)
      expect((await post(url, hrPush(130, secondsAgo(3 - i)))).text).not.toContain('coach');
  });

  test('answers with a coach frame where it was, by HTTP and on the socket', async () => {
    const { url } = await server.makeInlet({ answerWithCoaching: true });
    const { socket, next } = await openRelaySocket(url);
    const answer = JSON.parse((await post(url, hrPush(131, secondsAgo(0)))).text) as {
      coach: { type: string };
    };
    expect(answer.coach.type).toBe('coach');
    socket.send('{"heart_rate":132}');
    expect(JSON.parse(await next())).toMatchObject({ type: 'coach' });
    socket.close();
  });

  test('a run under way takes up the intent that a person gives it, and ends by hand as a session that names its app', async () => {
    const { id, url } = await server.makeInlet();
    for (let i = 0; i < 5; i++) await post(url, hrPush(125 + i, secondsAgo(60 - i)));
    const told = await server.call('PUT', `/v1/inlets/${id}/coaching`, { intent: 'zone2', sport: 'running' });
    expect(told).toMatchObject({ status: 200, body: { intent: 'zone2', sport: 'running' } });
    for (let i = 5; i < 10; i++)
      expect((await post(url, hrPush(125 + i, secondsAgo(60 - i)))).status).toBe(200);
    const [sessionId] = await runsOf(id);
    expect((await beatsOf(id)).length).toBe(10);
    expect(
      await server.service.liveStore.find({ athleteId: server.athleteId, sessionId: sessionId! }),
    ).toMatchObject({
      facts: { intent: 'zone2', sport: 'running', deviceName: 'hr_push · Polar H10', deviceKind: 'relay' },
    });
    const ended = await server.call('POST', `/v1/inlets/${id}/end`);
    expect(ended.status).toBe(200);
    const session = await server.call(
      'GET',
      `/v1/sessions/${(ended.body as { sessionId: string }).sessionId}`,
    );
    expect(JSON.stringify(session.body)).toContain('hr_push · Polar H10');
  });
});
