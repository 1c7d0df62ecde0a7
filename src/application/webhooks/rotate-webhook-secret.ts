import { HOUR_MS } from '../../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { WebhookSecret } from '../ports/webhook-sender.ts';
import { noWebhook } from './no-webhook.ts';

export interface RotateWebhookSecretDeps {
  readonly stores: Pick<Stores, 'webhooks'>;
  readonly webhookSecret: WebhookSecret;
  readonly clock: Clock;
}

export type RotateWebhookSecret = (input: {
  athleteId: string;
  id: string;
}) => Promise<{ secret: string; previousUntilMs: number }>;

/** How long a receiver has to take the new secret. */
const OVERLAP_MS = 24 * HOUR_MS;

/** Another secret, answered once. For a day what is sent is signed with the one before as well. */
export function rotateWebhookSecret(deps: RotateWebhookSecretDeps): RotateWebhookSecret {
  const { webhooks } = deps.stores;
  return async ({ athleteId, id }) => {
    const previousUntilMs = deps.clock.nowMs() + OVERLAP_MS;
    if (!(await webhooks.rotate(athleteId, id, previousUntilMs))) noWebhook();
    const { generation } = (await webhooks.find(athleteId, id)) ?? noWebhook();
    return { secret: deps.webhookSecret(id, generation), previousUntilMs };
  };
}
