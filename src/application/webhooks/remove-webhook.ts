import type { Stores } from '../ports/stores.ts';
import { noWebhook } from './no-webhook.ts';

export type RemoveWebhook = (input: { athleteId: string; id: string }) => Promise<void>;

/** Nothing more is sent; what is pending is forgotten. */
export function removeWebhook({ stores }: { readonly stores: Pick<Stores, 'webhooks'> }): RemoveWebhook {
  return async ({ athleteId, id }) => {
    if (!(await stores.webhooks.remove(athleteId, id))) noWebhook();
  };
}
