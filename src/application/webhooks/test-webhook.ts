import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { Delivery } from '../ports/webhook-store.ts';
import { outgoingEvent, TEST_EVENT } from './outgoing-event.ts';
import { noWebhook } from './no-webhook.ts';

export interface TestWebhookDeps {
  readonly stores: Pick<Stores, 'webhooks'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type TestWebhook = (input: { athleteId: string; id: string }) => Promise<Delivery>;

/** Queues an event that says nothing but that it is a test; what is pending before it is tried at once. */
export function testWebhook({ stores, clock, newId }: TestWebhookDeps): TestWebhook {
  return async ({ athleteId, id }) => {
    const event = outgoingEvent(TEST_EVENT, { athleteId, webhookId: id }, { newId, nowMs: clock.nowMs() });
    return (await stores.webhooks.enqueue(athleteId, id, event)) ?? noWebhook();
  };
}
