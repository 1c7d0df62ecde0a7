import { migrations } from '../../migrations/index.ts';
import { createEvaluator } from '../adapters/files/evaluation-pool.ts';
import { createPdfPrinter } from '../adapters/files/pdf-printer.ts';
import { createFileDecoder } from '../adapters/files/decode-pool.ts';
import { createArchiveReader } from '../adapters/files/export/archive-reader.ts';
import { writeZip } from '../adapters/files/zip/write-zip.ts';
import { createFhirServer } from '../adapters/fhir/fhir-server.ts';
import type { OpenLetters } from '../adapters/mail/create-letters.ts';
import { createIdentity, type Identity } from '../adapters/identity/create-identity.ts';
import { backup, restore } from '../adapters/postgres/backup.ts';
import { createLiveStore } from '../adapters/postgres/stores/live-store.ts';
import { createPushSender } from '../adapters/push/push-sender.ts';
import { createReportSeal } from '../adapters/receipts/report-seal.ts';
import { createStores } from '../adapters/postgres/stores/stores.ts';
import { distribute, type Distribution } from '../adapters/postgres/distribute.ts';
import { createTransactions } from '../adapters/postgres/transactions.ts';
import { createGuardedPost } from '../adapters/webhooks/guarded-post.ts';
import { createTargetGuard } from '../adapters/webhooks/target-guard.ts';
import { createSummaryKey } from '../adapters/mail/summary-key.ts';
import { createWebhookSecret } from '../adapters/webhooks/webhook-secret.ts';
import { createWebhookSender } from '../adapters/webhooks/webhook-sender.ts';
import type { FhirServer } from '../application/ports/fhir-server.ts';
import type { GuardedPost } from '../application/ports/guarded-post.ts';
import type { LiveStore } from '../application/ports/live-store.ts';
import type { Stores } from '../application/ports/stores.ts';
import { StartupError } from '../application/startup-error.ts';
import type { Config } from '../config.ts';
import { createVerbs } from './create-verbs.ts';
import type { Verbs } from '../application/verbs/all-verbs.ts';
import { exportFiles } from './export-files.ts';
import { openDatabase, secretOf, type DatabaseLog, type OpenDatabase } from './open-database.ts';
import { createPlatform } from './platform.ts';
import type { Platform } from '../application/verbs/verb-deps.ts';

/** The service without its network side: what the command line drives, and what the server listens for. */
export interface Service {
  readonly platform: Platform;
  readonly database: OpenDatabase;
  readonly stores: Stores;
  readonly liveStore: LiveStore;
  readonly identity: Identity;
  readonly verbs: Verbs;
  /** A zip that can be imported again, in pieces. */
  readonly exportZip: (input: { athleteId: string }) => AsyncIterable<Uint8Array>;
  backup(path: string): Promise<void>;
  restore(path: string): Promise<void>;
  distribute(): Promise<Distribution>;
  close(): Promise<void>;
}

/** Opens the installation that the configuration names, starting its database where nobody has. */
export async function openService(config: Config, log: DatabaseLog): Promise<Service> {
  const database = openDatabase(config, log);
  let close = (): Promise<void> => database.close();
  try {
    const service = await composeService(config, log, database);
    close = () => service.close();
    await database.opened;
    return service;
  } catch (error) {
    await close();
    throw error;
  }
}

/** The service over a database that may still be starting, of which nothing is asked here. */
export async function composeService(
  config: Config,
  log: DatabaseLog,
  database: OpenDatabase,
): Promise<Service> {
  const platform = createPlatform();
  const { pool, db } = database;
  const stores = createStores(db);
  const liveStore = createLiveStore(db);
  const secret = await secretOf(config);
  const letters = await openLetters(config, log);
  const identity = createIdentity({
    pool,
    publicUrl: publicUrlOf(config),
    secret,
    signUp: config.signUp,
    dynamicRegistration: config.dynamicClientRegistration,
    letters,
  });
  const decoder = createFileDecoder({ ...platform.clock, limits: { maxBytes: config.maxUploadFileBytes } });
  const evaluator = createEvaluator();
  const archives = createArchiveReader({ limits: { maxFileBytes: config.maxUploadFileBytes } });
  const pdfPrinter = createPdfPrinter();
  const guardedPost = createGuardedPost(createTargetGuard(config.webhookAllow));
  const verbs = createVerbs({
    ...platform,
    evaluate: evaluator.evaluate,
    printPdf: pdfPrinter.print,
    stores,
    transactions: createTransactions(db),
    decoder,
    archives,
    pairingCodes: identity.pairingCodes,
    accounts: identity.accounts,
    signUp: config.signUp,
    letters,
    liveStore,
    reportSeal: createReportSeal(secret),
    pushSender: createPushSender({ guardedPost, secret, contact: contactOf(config) }),
    webhookSender: createWebhookSender(guardedPost),
    webhookSecret: createWebhookSecret(secret),
    summaryKey: createSummaryKey(secret),
    fhirServer: fhirServerOf(config, guardedPost),
    timeZoneGuess: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return {
    platform,
    database,
    stores,
    liveStore,
    identity,
    verbs,
    exportZip: (input) => writeZip(exportFiles({ ...verbs, stores, clock: platform.clock }, input)),
    backup: async (path) => {
      await backup(db, path);
    },
    restore: async (path) => {
      await restore(db, path, migrations);
    },
    distribute: () => distribute(db),
    close: async () => {
      guardedPost.close();
      letters?.close();
      await archives.close();
      await decoder.close();
      await evaluator.close();
      await pdfPrinter.close();
      await database.close();
    },
  };
}

/** @throws StartupError where the guard of webhooks would never let anything through. */
function fhirServerOf({ fhirServer }: Config, guardedPost: GuardedPost): FhirServer | null {
  if (fhirServer === null) return null;
  if (guardedPost.refusalOf(fhirServer.url) !== null) {
    throw new StartupError(
      'FHIR_SERVER_URL is not https or leads into a private network: list its host in WEBHOOK_ALLOW.',
    );
  }
  return createFhirServer({ ...fhirServer, guardedPost });
}

/** Whom a push service may turn to about us: the sender of our mail, else our page. */
function contactOf({ mail, publicUrl }: Pick<Config, 'mail' | 'publicUrl'>): string {
  if (mail !== null) return `mailto:${mail.from}`;
  return publicUrl?.startsWith('https:') === true ? publicUrl : 'mailto:zone-coach@localhost';
}

/** Where people reach the service: as configured, else as it listens. */
export function publicUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return publicUrl ?? `http://${name}:${port}`;
}

/** Null where no mail server is named: then its library is not even loaded. */
async function openLetters(config: Config, log: DatabaseLog): Promise<OpenLetters | null> {
  if (config.mail === null) return null;
  const { createLetters } = await import('../adapters/mail/create-letters.ts');
  return createLetters({
    ...config.mail,
    publicUrl: publicUrlOf(config),
    onFault: (fault) => log.warn({ fault }, 'a mail was not sent'),
  });
}
