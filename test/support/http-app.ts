import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, onResponseHookHandler } from 'fastify';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { expect } from 'vitest';
import type { Scope } from '../../src/application/ports/device-token-store.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { createArchiveReader } from '../../src/adapters/files/export/archive-reader.ts';
import { createFhirServer } from '../../src/adapters/fhir/fhir-server.ts';
import { createFileDecoder } from '../../src/adapters/files/decode-pool.ts';
import { createPdfPrinter } from '../../src/adapters/files/pdf-printer.ts';
import { writeZip } from '../../src/adapters/files/zip/write-zip.ts';
import { buildApp, type AppOptions } from '../../src/adapters/http/build-app.ts';
import { DEFAULT_LIMITS } from '../../src/adapters/http/limits.ts';
import type { OpenLetters } from '../../src/adapters/mail/create-letters.ts';
import { createIdentity, type Identity } from '../../src/adapters/identity/create-identity.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { createPool } from '../../src/adapters/postgres/pool.ts';
import { runForAthletes } from '../../src/adapters/postgres/request-scope.ts';
import { createLiveStore } from '../../src/adapters/postgres/stores/live-store.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../src/adapters/postgres/transactions.ts';
import { createPushSender } from '../../src/adapters/push/push-sender.ts';
import { createReportSeal } from '../../src/adapters/receipts/report-seal.ts';
import { createGuardedPost } from '../../src/adapters/webhooks/guarded-post.ts';
import { createTargetGuard } from '../../src/adapters/webhooks/target-guard.ts';
import { createSummaryKey } from '../../src/adapters/mail/summary-key.ts';
import { createWebhookSecret } from '../../src/adapters/webhooks/webhook-secret.ts';
import { createWebhookSender } from '../../src/adapters/webhooks/webhook-sender.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import { createInlets } from '../../src/compose/create-inlets.ts';
import { createLive } from '../../src/compose/create-live.ts';
import { createVerbs } from '../../src/compose/create-verbs.ts';
import { liveDoors } from '../../src/compose/live-doors.ts';
import { createPairingCode } from '../../src/application/devices/create-pairing-code.ts';
import { createTestDatabase } from './database.ts';
import { createCheckedLog } from './no-token.ts';

export const PUBLIC_URL = 'http://127.0.0.1:3000';
/** A receiver of these tests answers at once or never. */
const WEBHOOK_PATIENCE_MS = 1_000;
export const FHIR_TOKEN = 'the bearer token of a clinical system';
/** For tests in which people come in one after another. */
export const QUICK_SIGN_INS = { ...DEFAULT_LIMITS, authPerMinute: 10_000 };
const ALL_SCOPES: readonly Scope[] = ['live', 'upload', 'read', 'manage'];

export interface HttpApp {
  readonly app: FastifyInstance;
  readonly pool: pg.Pool;
  readonly stores: Stores;
  readonly identity: Identity;
  readonly clock: { ms: number };
  /** A new athlete with a token of these scopes; all of them when left out. */
  createAthleteWithToken(scopes?: readonly Scope[]): Promise<{ athleteId: string; token: string }>;
  issueToken(athleteId: string, scopes: readonly Scope[]): Promise<string>;
  /** The session cookie of the owner, by a sign-in link. */
  signIn(): Promise<string>;
  /** What the worker of a process does when it looks for import jobs. */
  runImportJob(): Promise<void>;
  /** What the worker of a process does until no event is untold and no delivery due. */
  runWebhooks(): Promise<void>;
  /** What the worker of a process does until it is nobody's turn. */
  runSummaries(): Promise<void>;
  /** What the worker of a process does until every roster is made. */
  warmRosters(): Promise<void>;
  /** What the worker of a process does until no week is due for the FHIR server. */
  runFhirDeliveries(): Promise<void>;
  /** Rows of every table, the libraries' too. */
  countRows(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** What a test needs otherwise; `liveDoors` adds the routes of sockets and relay apps. */
interface Overrides extends Partial<AppOptions> {
  readonly liveDoors?: true;
}

/** The real app over a real database and the real verbs. */
export async function createHttpApp(
  { liveDoors: hasLiveDoors, ...overrides }: Overrides = {},
  letters: OpenLetters | null = null,
  storesOn: (db: Database) => Stores = createStores,
  fhirServerUrl = 'http://127.0.0.1:1/r4',
): Promise<HttpApp> {
  const database = await createTestDatabase();
  const pool = createPool({ url: database.url, size: 5, onError: () => undefined });
  const stores = storesOn(database.db);
  const identity = createIdentity({
    pool,
    publicUrl: PUBLIC_URL,
    secret: randomBytes(32).toString('hex'),
    signUp: 'invite',
    dynamicRegistration: true,
    letters,
  });
  const clock = { ms: Date.UTC(2026, 10, 20, 12) };
  const decoder = createFileDecoder({ nowMs: () => clock.ms, threads: 1 });
  const pdfPrinter = createPdfPrinter();
  const platform = createPlatform({ nowMs: () => clock.ms });
  const guardedPost = createGuardedPost(createTargetGuard(['127.0.0.1']), WEBHOOK_PATIENCE_MS);
  const liveStore = createLiveStore(database.db);
  const verbs = createVerbs({
    ...platform,
    printPdf: pdfPrinter.print,
    stores,
    transactions: createTransactions(database.db),
    decoder,
    archives: createArchiveReader(),
    pairingCodes: identity.pairingCodes,
    accounts: identity.accounts,
    signUp: 'invite',
    letters,
    liveStore,
    reportSeal: createReportSeal('a secret of this test'),
    pushSender: createPushSender({
      guardedPost,
      secret: 'a secret of this test',
      contact: 'mailto:coach@clinic.example',
    }),
    webhookSender: createWebhookSender(guardedPost),
    webhookSecret: createWebhookSecret(randomBytes(32).toString('hex')),
    summaryKey: createSummaryKey(randomBytes(32).toString('hex')),
    fhirServer: createFhirServer({ guardedPost, url: fhirServerUrl, token: FHIR_TOKEN }),
    timeZoneGuess: 'Europe/Copenhagen',
  });
  const answered = new Map<string, Answered>();
  const { log, check: checkLog } = createCheckedLog();
  const metrics = new Registry();
  const openDoors = async (): Promise<FastifyPluginAsync> => {
    const channel = await createLive({ platform, liveStore, stores, verbs, natsUrl: null, log, metrics });
    const intake = createInlets(channel, { stores, platform, log });
    const { uploadFileBytes: fileBytes } = DEFAULT_LIMITS;
    return liveDoors({ channel, intake, verbs, identity, platform, publicOrigin: PUBLIC_URL, fileBytes });
  };
  const app = await buildApp({
    log,
    verbs: {
      ...verbs,
      // The library that keeps the codes looks at the real time.
      createPairingCode: createPairingCode({
        ...platform,
        pairingCodes: identity.pairingCodes,
        clock: { nowMs: () => Date.now() },
      }),
    },
    exportZip: (input) => writeZip(verbs.exportAthlete(input)),
    identity,
    authorities: platform.authorities,
    runForAthletes,
    clock: { nowMs: () => clock.ms },
    limits: DEFAULT_LIMITS,
    readiness: () => Promise.resolve({ database: true, migrations: true, storage: true }),
    metrics,
    publicUrl: PUBLIC_URL,
    publicOrigin: PUBLIC_URL,
    metricsToken: null,
    trustProxy: false,
    ...(hasLiveDoors && { live: await openDoors() }),
    ...overrides,
    onRoute: (route) => {
      route.onResponse = [rememberAnswers(answered), ...[route.onResponse ?? []].flat()];
      overrides.onRoute?.(route);
    },
  });
  const issueToken = async (athleteId: string, scopes: readonly Scope[]): Promise<string> =>
    (await verbs.issueDeviceToken({ athleteId, name: 'test', scopes })).token;
  return {
    app,
    pool,
    stores,
    identity,
    clock,
    issueToken,
    createAthleteWithToken: async (scopes = ALL_SCOPES) => {
      const { athleteId } = await verbs.createAthlete({
        name: 'Kirsten',
        timeZone: 'Europe/Copenhagen',
        locale: 'en',
        birthDate: null,
        // Somebody else: who signs in takes over an athlete that nobody owns.
        ownerUserId: randomUUID(),
      });
      return { athleteId, token: await issueToken(athleteId, scopes) };
    },
    signIn: async () => {
      const link = new URL(await identity.createSignInLink());
      const response = await app.inject({ url: link.pathname + link.search });
      return String(response.headers['set-cookie']).split(';')[0]!;
    },
    runImportJob: async () => {
      await verbs.runImportJob(new AbortController().signal);
    },
    runWebhooks: async () => {
      const { signal } = new AbortController();
      while ((await verbs.tellEvents()).isMore);
      while (await verbs.deliverWebhook(signal));
    },
    runSummaries: async () => {
      while (await verbs.sendSummary());
    },
    warmRosters: async () => {
      while (await verbs.warmRosters());
    },
    runFhirDeliveries: async () => {
      while (await verbs.deliverWeek());
    },
    countRows: () => countRows(pool),
    close: async () => {
      expectDeclared(app.swagger(), [...answered.values()]);
      await app.close();
      guardedPost.close();
      await decoder.close();
      await pdfPrinter.close();
      await pool.end();
      await database.dispose();
      checkLog();
    },
  };
}

interface Answered {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

function rememberAnswers(answered: Map<string, Answered>): onResponseHookHandler {
  return (request, reply, done) => {
    const { method, url = '' } = request.routeOptions;
    for (const each of [method].flat()) {
      const answer = { method: String(each), url, status: reply.statusCode };
      answered.set(JSON.stringify(answer), answer);
    }
    done();
  };
}

/** Every status that any test saw stands in `/openapi.json`; what is not described there, is not asked. */
function expectDeclared(document: { paths?: object }, answered: readonly Answered[]): void {
  // The document is read as the plain JSON that it is.
  const paths = document.paths as Record<string, Record<string, { responses: object }>>;
  const undeclared = answered.filter(({ method, url, status }) => {
    const operation = paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    return operation !== undefined && !(status in operation.responses);
  });
  expect(undeclared, 'answered, but not in /openapi.json').toEqual([]);
}

async function countRows(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const found = await pool.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
    counts[name] = found.rows[0]?.n ?? 0;
  }
  return counts;
}
