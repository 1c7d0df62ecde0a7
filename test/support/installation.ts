import { createArchiveReader } from '../../src/adapters/files/export/archive-reader.ts';
import { createFileDecoder } from '../../src/adapters/files/decode-pool.ts';
import { weekPdf } from '../../src/adapters/files/out/week-pdf.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { createLiveStore } from '../../src/adapters/postgres/stores/live-store.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { createTransactions } from '../../src/adapters/postgres/transactions.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { createPushSender } from '../../src/adapters/push/push-sender.ts';
import { createReportSeal } from '../../src/adapters/receipts/report-seal.ts';
import { createGuardedPost } from '../../src/adapters/webhooks/guarded-post.ts';
import { createTargetGuard } from '../../src/adapters/webhooks/target-guard.ts';
import { createSummaryKey } from '../../src/adapters/mail/summary-key.ts';
import { createWebhookSecret } from '../../src/adapters/webhooks/webhook-secret.ts';
import { createWebhookSender } from '../../src/adapters/webhooks/webhook-sender.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import type { Platform } from '../../src/application/verbs/verb-deps.ts';
import { createVerbs } from '../../src/compose/create-verbs.ts';
import type { Verbs } from '../../src/application/verbs/all-verbs.ts';
import { createTestDatabase } from './database.ts';

/** The real verbs over a real database and the real decoder, without a network side. */
export interface Installation {
  readonly url: string;
  readonly db: Database;
  readonly stores: Stores;
  readonly verbs: Verbs;
  /** What verbs about files are made of. */
  readonly deps: Platform & Pick<Parameters<typeof createVerbs>[0], 'stores' | 'transactions' | 'decoder'>;
  readonly clock: { ms: number };
  dispose(): Promise<void>;
}

export async function createInstallation(): Promise<Installation> {
  const database = await createTestDatabase();
  const { url, db } = database;
  const clock = { ms: Date.UTC(2026, 10, 22, 20) };
  const platform = createPlatform({ nowMs: () => clock.ms });
  const stores = createStores(db);
  const decoder = createFileDecoder({ nowMs: () => clock.ms, threads: 1 });
  const guardedPost = createGuardedPost(createTargetGuard([]));
  const nobodyComes = () =>
    Promise.reject(new Error('nobody pairs a device or comes by an invitation in this test'));
  const deps = { ...platform, stores, transactions: createTransactions(db), decoder };
  const verbs = createVerbs({
    ...deps,
    printPdf: weekPdf,
    archives: createArchiveReader(),
    pairingCodes: { add: nobodyComes, take: nobodyComes },
    accounts: { check: nobodyComes, create: nobodyComes },
    signUp: 'invite',
    letters: null,
    liveStore: createLiveStore(db),
    reportSeal: createReportSeal('a secret of this test'),
    pushSender: createPushSender({
      guardedPost,
      secret: 'a secret of this test',
      contact: 'mailto:coach@clinic.example',
    }),
    webhookSender: createWebhookSender(guardedPost),
    webhookSecret: createWebhookSecret('a secret of this test'),
    summaryKey: createSummaryKey('a secret of this test'),
    fhirServer: null,
    timeZoneGuess: 'Europe/Copenhagen',
  });
  return {
    url,
    db,
    stores,
    verbs,
    deps,
    clock,
    dispose: async () => {
      await decoder.close();
      await database.dispose();
    },
  };
}
