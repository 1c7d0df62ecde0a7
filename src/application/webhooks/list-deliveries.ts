import type { Stores } from '../ports/stores.ts';
import type { Delivery, DeliveryState } from '../ports/webhook-store.ts';
import { noWebhook } from './no-webhook.ts';

export type ListDeliveries = (input: {
  athleteId: string;
  id: string;
  state: DeliveryState | null;
  /** The id of the last delivery of the page before. */
  cursor: string | null;
  limit: number;
}) => Promise<{ readonly items: readonly Delivery[]; readonly nextCursor: string | null }>;

/** Newest first. */
export function listDeliveries({ stores }: { readonly stores: Pick<Stores, 'webhooks'> }): ListDeliveries {
  return async ({ athleteId, id, state, cursor, limit }) => {
    if ((await stores.webhooks.find(athleteId, id)) === null) noWebhook();
    const found = await stores.webhooks.pageDeliveries(athleteId, id, {
      state,
      before: cursor,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? items.at(-1)!.id : null };
  };
}
