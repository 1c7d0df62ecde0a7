import type { Stores } from '../ports/stores.ts';
import type { SeenWebhook } from '../ports/webhook-store.ts';
import { noWebhook } from './no-webhook.ts';

export interface ListWebhooksDeps {
  readonly stores: Pick<Stores, 'webhooks'>;
}

export type ListWebhooks = (input: { athleteId: string }) => Promise<readonly SeenWebhook[]>;
export type ReadWebhook = (input: { athleteId: string; id: string }) => Promise<SeenWebhook>;

export function listWebhooks({ stores }: ListWebhooksDeps): ListWebhooks {
  return ({ athleteId }) => stores.webhooks.list(athleteId);
}

export function readWebhook({ stores }: ListWebhooksDeps): ReadWebhook {
  return async ({ athleteId, id }) => (await stores.webhooks.find(athleteId, id)) ?? noWebhook();
}
