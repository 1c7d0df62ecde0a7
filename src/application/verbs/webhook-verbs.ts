import { deliverWeek } from '../fhir/deliver-week.ts';
import { readWeekBundle } from '../fhir/read-week-bundle.ts';
import { listFhirDeliveries, sendWeekToFhirServer } from '../fhir/send-week-to-fhir-server.ts';
import { compareReceipt } from '../receipts/compare-receipt.ts';
import { issueReceipt } from '../receipts/issue-receipt.ts';
import { createWebhook } from '../webhooks/create-webhook.ts';
import { deliverWebhook } from '../webhooks/deliver-webhook.ts';
import { listDeliveries } from '../webhooks/list-deliveries.ts';
import { listWebhooks, readWebhook } from '../webhooks/list-webhooks.ts';
import { removeWebhook } from '../webhooks/remove-webhook.ts';
import { replayDelivery } from '../webhooks/replay-delivery.ts';
import { rotateWebhookSecret } from '../webhooks/rotate-webhook-secret.ts';
import { tellEvents } from '../webhooks/tell-events.ts';
import { testWebhook } from '../webhooks/test-webhook.ts';
import type { AthleteVerbs } from './athlete-verbs.ts';
import type { RecordingVerbs } from './recording-verbs.ts';
import type { ReportVerbs } from './report-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** What is said to other systems, and signed for them. */
export function webhookVerbs(
  deps: VerbDeps &
    Pick<AthleteVerbs, 'readAthlete'> &
    Pick<RecordingVerbs, 'readSession' | 'readSessions'> &
    Pick<ReportVerbs, 'reportWeek'>,
) {
  const withBundle = { ...deps, readWeekBundle: readWeekBundle(deps) };
  return {
    compareReceipt: compareReceipt(deps),
    createWebhook: createWebhook(deps),
    deliverWebhook: deliverWebhook(deps),
    deliverWeek: deliverWeek(withBundle),
    issueReceipt: issueReceipt(deps),
    listDeliveries: listDeliveries(deps),
    listFhirDeliveries: listFhirDeliveries(deps),
    listWebhooks: listWebhooks(deps),
    readWebhook: readWebhook(deps),
    readWeekBundle: withBundle.readWeekBundle,
    removeWebhook: removeWebhook(deps),
    replayDelivery: replayDelivery(deps),
    rotateWebhookSecret: rotateWebhookSecret(deps),
    sendWeekToFhirServer: sendWeekToFhirServer(deps),
    tellEvents: tellEvents(deps),
    testWebhook: testWebhook(deps),
  };
}
