import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import { closeIdleStreams } from '../../src/application/live/close-idle-streams.ts';
import { closeLiveRecording } from '../../src/application/live/close-live-recording.ts';
import type { LiveStore } from '../../src/application/ports/live-store.ts';
import { loadCoaching } from '../../src/application/live/load-coaching.ts';
import { storeLiveRecording } from '../../src/application/live/store-live-recording.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { Stores, Transactions } from '../../src/application/ports/stores.ts';
import { readSession } from '../../src/application/sessions/read-session.ts';
import { createInProcessBus, type LiveBus } from '../../src/adapters/live/live-bus.ts';
import { Authorities } from '../../src/application/authority/authorities.ts';
import type { LiveCaller } from '../../src/adapters/live/live-caller.ts';
import { createLiveChannel, type LiveChannel } from '../../src/adapters/live/live-channel.ts';
import { LIVE_LIMITS, type LiveLimits } from '../../src/adapters/live/live-limits.ts';
import type { LiveLog } from '../../src/adapters/live/live-log.ts';
import { createLiveMetrics } from '../../src/adapters/live/live-metrics.ts';
import { liveRoutes, openSockets } from '../../src/adapters/live/live-routes.ts';
import { createNatsBus } from '../../src/adapters/live/nats-bus.ts';
import { openCoach } from '../../src/adapters/live/open-coach.ts';
import {
  EVIDENCE_CHANGED,
  listenForNotifications,
  STREAM_DELETED,
} from '../../src/adapters/postgres/notifications.ts';
import { createDatabase } from '../../src/adapters/postgres/database.ts';
import { createLiveStore } from '../../src/adapters/postgres/stores/live-store.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../src/adapters/postgres/transactions.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import { presentSession } from '../../src/adapters/wire/api/present-session.ts';

export interface LiveServerOptions {
  readonly databaseUrl: string;
  readonly port?: number;
  readonly limits?: Partial<LiveLimits>;
  readonly natsUrl?: string;
  readonly clock?: Clock;
  readonly log?: LiveLog;
  /** Stands between the channel and the store, to fail or to delay it. */
  readonly wrapStore?: (store: LiveStore) => LiveStore;
}

export interface LiveServer {
  readonly url: string;
  readonly port: number;
  readonly channel: LiveChannel;
  /** What `GET /metrics` would tell of it. */
  readonly registry: Registry;
  readonly stores: Stores;
  readonly liveStore: LiveStore;
  readonly transactions: Transactions;
  close(): Promise<void>;
}

const SILENT: LiveLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A token that opens everything of one athlete; the real tokens have tests of their own. */
export function testToken(athleteId: string, scopes: readonly string[] = ['live', 'read']): string {
  return `test.${athleteId}.${scopes.join('+')}`;
}

/** As while the database is away. */
export const UNCHECKABLE_TOKEN = 'uncheckable';

function readTestToken(token: string): LiveCaller | null {
  const [kind, athleteId, scopes] = token.split('.');
  if (kind !== 'test' || athleteId === undefined || scopes === undefined) return null;
  // Written by testToken above.
  const authority = { key: `token:${token}`, expiresAtMs: null } as const;
  return { athleteId, scopes: scopes.split('+') as LiveCaller['scopes'], authority };
}

/** The live channel alone, over the real stores and a real socket. */
export async function startLiveServer(options: LiveServerOptions): Promise<LiveServer> {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const log = options.log ?? SILENT;
  const pool = createPool({ url: options.databaseUrl, size: 12, onError: () => undefined });
  const db = createDatabase(pool);
  const stores = createStores(db);
  const transactions = createTransactions(db);
  const liveStore = (options.wrapStore ?? ((store) => store))(createLiveStore(db));
  const bus: LiveBus =
    options.natsUrl === undefined ? createInProcessBus() : await createNatsBus(options.natsUrl, log);
  const read = readSession({ stores });
  const close = closeLiveRecording({
    liveStore,
    storeLiveRecording: storeLiveRecording({ ...createPlatform(clock), stores, transactions }),
    readSummary: async ({ athleteId, sessionId }) => {
      const session = await stores.sessions.find(athleteId, sessionId);
      const id = session === null ? await stores.sessions.findSurvivor(athleteId, sessionId) : sessionId;
      return id === null ? null : { ...presentSession(await read({ athleteId, id }), 'en') };
    },
    sha256Hex: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    clock,
  });
  const registry = new Registry();
  const channel = createLiveChannel({
    liveStore,
    authenticateToken: ({ token }) =>
      token === UNCHECKABLE_TOKEN
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve(readTestToken(token)),
    authorities: new Authorities(clock),
    openCoach: openCoach({ loadCoaching: loadCoaching({ stores }), clock }),
    closeLiveRecording: close,
    closeIdleStreams: closeIdleStreams({
      liveStore,
      closeLiveRecording: close,
      clock,
      onError: (error) => log.error({ err: error }, 'an idle stream could not be closed'),
    }),
    bus,
    clock,
    limits: { ...LIVE_LIMITS, ...options.limits },
    log,
    metrics: createLiveMetrics(registry),
  });
  const changes = listenForNotifications({
    url: options.databaseUrl,
    channels: {
      [EVIDENCE_CHANGED]: (athleteId) => channel.registry.evidenceChanged(athleteId),
      [STREAM_DELETED]: (stream) => channel.registry.streamDeleted(stream),
    },
    onError: (error) => log.warn({ err: error }, 'changes are missed'),
  });
  const app = Fastify({ logger: false });
  const authenticateRequest = (request: FastifyRequest): Promise<LiveCaller | null> => {
    const bearer = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return Promise.resolve(bearer === undefined ? null : readTestToken(bearer));
  };
  await openSockets(app, channel);
  await app.register(liveRoutes({ channel, authenticateRequest }), { prefix: '/v1' });
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  // Listening on TCP, so the address is one of TCP.
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/v1/live`,
    port,
    channel,
    registry,
    stores,
    liveStore,
    transactions,
    close: async () => {
      await app.close();
      await changes.close();
      await db.destroy();
    },
  };
}
