import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { Delivery } from '../ports/webhook-store.ts';
import type { OutgoingEvent } from './outgoing-event.ts';
import { noWebhook } from './no-webhook.ts';

export interface ReplayDeliveryDeps {
  readonly stores: Pick<Stores, 'webhooks'>;
  readonly clock: Clock;
}

export type ReplayDelivery = (input: {
  athleteId: string;
  id: string;
  deliveryId: string;
}) => Promise<Delivery>;

/** Sends an event once more, under the same event id: a receiver that has it knows it again. */
export function replayDelivery({ stores: { webhooks }, clock }: ReplayDeliveryDeps): ReplayDelivery {
  return async ({ athleteId, id, deliveryId }) => {
    const delivery = await webhooks.findDelivery(athleteId, id, deliveryId);
    if (delivery === null) throw new AppError('not_found', 'There is no such delivery.');
    const { eventId, type, body } = delivery;
    // Types in the table are written by us alone.
    const event = { id: eventId, type: type as OutgoingEvent['type'], atMs: clock.nowMs(), body };
    return (await webhooks.enqueue(athleteId, id, event)) ?? noWebhook();
  };
}
