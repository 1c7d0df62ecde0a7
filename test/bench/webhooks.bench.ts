/**
 * Events under load (D1) at a steady pace: test events, which cost little besides being sent, and sessions that are logged,
 * whose weeks are judged before they are told. The built server, its Postgres and this process, which asks and receives,
 * share the machine. Beside it what the same receiver takes of bare POSTs, one after another.
 */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { MINUTE_MS, SECOND_MS } from '../../src/domain/units.ts';
import { makeDirectory } from '../support/guarded.ts';
import { cpuMsOf } from '../support/process-tree.ts';
import { startServer } from '../support/server-process.ts';
import { tokensFor } from '../support/tokens.ts';
import { percentile, spreadOf, type Bench, type BenchRow, type Spread } from './bench.ts';
import { withBenchDatabase, type BenchDatabase } from './bench-database.ts';
import { seedAthletes } from './live/seed-athletes.ts';

const ATHLETES = 20;
const EVENTS_PER_SECOND = 100;
const BARE_POSTS = 300;
const PATIENCE_MS = 60 * SECOND_MS;
/** From one session of an athlete to the next, back from now: all of them in two days. */
const APART_MS = 25 * MINUTE_MS;

/** Makes an event of an athlete come, the n-th of theirs; answers what it is known by when it is told. */
type Cause = (post: Post, hookId: string, n: number) => Promise<string>;
type Post = (path: string, body: object) => Promise<Record<string, string>>;

const testEvent: Cause = async (post, hookId) => (await post(`/v1/webhooks/${hookId}/test`, {}))['eventId']!;
const loggedSession: Cause = async (post, _hookId, n) => {
  const startedAt = new Date(Date.now() - (1 + n) * APART_MS).toISOString();
  const session = { startedAt, activeSeconds: 1_200, sport: 'walking' };
  return (await post('/v1/sessions/logged', session))['id']!;
};

const KINDS: readonly (readonly [what: string, makeEvent: Cause])[] = [
  ['test events', testEvent],
  ['sessions', loggedSession],
];

export const benches: readonly Bench[] = [
  { name: 'webhooks', run: () => withBenchDatabase((database) => measureEvents(database, 12)) },
];

interface Receiver {
  readonly url: string;
  /** When each was first told: by the id of the event, and of its session. */
  readonly toldAtMs: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

async function startReceiver(): Promise<Receiver> {
  const toldAtMs = new Map<string, number>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { data } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as { data: { sessionId?: string } };
      for (const id of [String(request.headers['webhook-id']), data.sessionId ?? '']) {
        if (!toldAtMs.has(id)) toldAtMs.set(id, performance.now());
      }
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    toldAtMs,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function* measureEvents({ url, db, stores }: BenchDatabase, seconds: number): AsyncGenerator<BenchRow> {
  const dataDir = await makeDirectory('bench-webhooks');
  const receiver = await startReceiver();
  const env = { DATABASE_URL: url, WEBHOOK_ALLOW: '127.0.0.1', LOG_LEVEL: 'warn' };
  const server = await startServer({ dataDir, env });
  try {
    const postAs =
      (token: string): Post =>
      async (path, body) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const init = { method: 'POST', headers, body: JSON.stringify(body) };
        const response = await fetch(`${server.address}${path}`, init);
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
        return (await response.json()) as Record<string, string>;
      };
    const tokens = await tokensFor(stores, await seedAthletes(db, ATHLETES), ['read', 'upload', 'manage']);
    const athletes: { post: Post; hookId: string }[] = [];
    for (const post of tokens.map(postAs)) {
      const hook = { url: receiver.url, events: ['session.completed'] };
      athletes.push({ post, hookId: (await post('/v1/webhooks', hook))['id']! });
    }
    const bare = await bareRate(receiver.url);
    for (const [what, makeEvent] of KINDS) {
      const cpuBeforeMs = await startedCpuMs();
      const causedAtMs = await cause(seconds, (n) => {
        const { post, hookId } = athletes[n % ATHLETES]!;
        return makeEvent(post, hookId, Math.floor(n / ATHLETES));
      });
      const untilMs = performance.now() + PATIENCE_MS;
      const isTold = (): boolean => [...causedAtMs.keys()].every((id) => receiver.toldAtMs.has(id));
      while (!isTold() && performance.now() < untilMs) await setTimeout(50);
      const cpuMs = (await startedCpuMs()) - cpuBeforeMs;
      const note = `${causedAtMs.size} ${what} of ${ATHLETES} athletes in ${seconds} s, each told to a webhook`;
      yield* rowsOf(causedAtMs, receiver.toldAtMs, { note, bare });
      yield {
        what: 'processor of server and Postgres, from the request to the webhook',
        unit: 'ms CPU/event',
        measured: spreadOf([cpuMs / causedAtMs.size]),
        note,
      };
    }
  } finally {
    await server.interrupt();
    await receiver.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What one sender gets through that does nothing else, one POST after another over one connection. */
async function bareRate(url: string): Promise<Spread> {
  const rates: number[] = [];
  for (let repeat = 0; repeat < 5; repeat++) {
    const startMs = performance.now();
    for (let n = 0; n < BARE_POSTS; n++) {
      const body = JSON.stringify({ type: 'bare', data: {} });
      const response = await fetch(url, { method: 'POST', headers: { 'webhook-id': `bare-${n}` }, body });
      await response.arrayBuffer();
    }
    rates.push((BARE_POSTS * SECOND_MS) / (performance.now() - startMs));
  }
  return spreadOf(rates);
}

/** Of what this process started, which is the server and Postgres. */
async function startedCpuMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (await cpuMsOf(process.pid)) - (user + system) / 1_000;
}

/** Makes events at the pace, however long each takes; answers when each was stored, by id. */
async function cause(seconds: number, make: (n: number) => Promise<string>): Promise<Map<string, number>> {
  const causedAtMs = new Map<string, number>();
  const startMs = performance.now();
  const all: Promise<void>[] = [];
  for (let n = 0; n < EVENTS_PER_SECOND * seconds; n++) {
    const waitMs = startMs + (n * SECOND_MS) / EVENTS_PER_SECOND - performance.now();
    if (waitMs > 0) await setTimeout(waitMs);
    all.push(make(n).then((id) => void causedAtMs.set(id, performance.now())));
  }
  await Promise.all(all);
  return causedAtMs;
}

function* rowsOf(
  causedAtMs: ReadonlyMap<string, number>,
  toldAtMs: ReadonlyMap<string, number>,
  { note, bare }: { readonly note: string; readonly bare: Spread },
): Generator<BenchRow> {
  const told = [...causedAtMs.keys()].flatMap((id) => toldAtMs.get(id) ?? []);
  const [first, last] = [Math.min(...causedAtMs.values()), Math.max(...told)];
  yield {
    what: 'events delivered',
    unit: '/s',
    measured: spreadOf([(told.length * SECOND_MS) / (last - first)]),
    baseline: { name: 'bare POSTs, one after another', spread: bare },
    goal: { of: 'measured', atLeast: 0.95 * EVENTS_PER_SECOND },
    note: `${note}; ${causedAtMs.size - told.length} not told of`,
  };
  const waits = [...causedAtMs].flatMap(([id, atMs]) => {
    const toldAt = toldAtMs.get(id);
    return toldAt === undefined ? [] : [Math.max(0, toldAt - atMs)];
  });
  const sorted = waits.toSorted((a, b) => a - b);
  for (const share of [0.5, 0.99]) {
    yield {
      what: `from the answer to the webhook, ${share * 100} %`,
      unit: 'ms',
      measured: spreadOf([percentile(sorted, share)]),
      note,
    };
  }
}
