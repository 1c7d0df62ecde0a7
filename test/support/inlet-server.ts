import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Config, readConfig } from '../../src/config.ts';
import { openService, type Service } from '../../src/compose/open-service.ts';
import { serve } from '../../src/compose/serve.ts';
import { createCheckedLog, expectNoToken } from './no-token.ts';

const RETRY_MS = 200;
const PATIENCE_MS = 30_000;

export interface InletServer {
  readonly address: string;
  readonly service: Service;
  readonly athleteId: string;
  readonly token: string;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  makeInlet(more?: object): Promise<{ id: string; token: string; url: string }>;
  close(): Promise<void>;
}

/** The whole service in this process on a database, with one athlete whose max heart rate is 190. */
export async function startInletServer(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
  more: Partial<Config> = {},
): Promise<InletServer> {
  const config = {
    ...readConfig({
      DATABASE_URL: databaseUrl,
      PORT: '0',
      SECRET: 'x'.repeat(40),
      ...env,
    }),
    ...more,
  };
  const { log, check: checkLog } = createCheckedLog();
  const server = await serve(config, log);
  const service = await openService(config, { warn: () => undefined });
  const { athleteId } = await service.verbs.createAthlete({
    name: 'Kirsten',
    timeZone: 'Europe/Copenhagen',
    locale: 'en',
    birthDate: null,
    ownerUserId: null,
  });
  const { token } = await service.verbs.issueDeviceToken({
    athleteId,
    name: 'test',
    scopes: ['live', 'upload', 'read', 'manage'],
  });
  const call: InletServer['call'] = async (method, path, body) => {
    const response = await fetch(new URL(path, server.address), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return {
    address: server.address,
    service,
    athleteId,
    token,
    call,
    makeInlet: async (more = {}) => {
      const deadlineMs = Date.now() + PATIENCE_MS;
      for (;;) {
        const { status, body } = await call('POST', '/v1/inlets', { name: 'My relay', ...more });
        if (status === 201) return body as { id: string; token: string; url: string };
        // A server that has just started on a busy machine asks to be asked again.
        if (status !== 503 || Date.now() > deadlineMs) throw new Error(`no inlet was made: ${status}`);
        await delay(RETRY_MS);
      }
    },
    close: async () => {
      const metrics = await fetch(`${server.address}/metrics`);
      expectNoToken('a metric', await metrics.text());
      await server.close();
      await service.close();
      checkLog();
    },
  };
}

/** Posts as apps do: a text, perhaps with a content type. */
export async function post(
  url: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { method: 'POST', body: text, headers });
  const answer = await response.text();
  expectNoToken('an answer', answer);
  return { status: response.status, text: answer, headers: response.headers };
}

/** A socket as apps open it, with what it receives. */
export async function openRelaySocket(
  url: string,
): Promise<{ socket: WebSocket; heard: string[]; next: () => Promise<string>; closed: Promise<number> }> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'));
  const heard: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  let taken = 0;
  socket.on('message', (data) => {
    heard.push((data as Buffer).toString());
    const resolve = waiting.shift();
    if (resolve !== undefined) resolve(heard[taken++]!);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  const next = (): Promise<string> =>
    taken < heard.length
      ? Promise.resolve(heard[taken++]!)
      : new Promise((resolve) => void waiting.push(resolve));
  return { socket, heard, next, closed };
}

/** Everything that all runs of the athlete hold, as [instant, bpm], by instant. */
export async function storedBeats(
  service: Service,
  athleteId: string,
  sessionIds: readonly string[],
): Promise<(readonly [number, number])[]> {
  const { mergeBatches } = await import('../../src/application/live/merge-batches.ts');
  const beats: (readonly [number, number])[] = [];
  for (const sessionId of sessionIds) {
    const batches = await service.liveStore.load({ athleteId, sessionId });
    for (const { atMs, code } of mergeBatches(batches.map(({ payload }) => payload)).items) {
      beats.push([atMs, code]);
    }
  }
  return beats.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
