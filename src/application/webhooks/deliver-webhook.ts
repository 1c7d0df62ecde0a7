import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { SendOutcome } from '../ports/guarded-post.ts';
import type { Stores } from '../ports/stores.ts';
import type { Delivery, DeliveryState, Webhook, WebhookLease } from '../ports/webhook-store.ts';
import type { WebhookSecret, WebhookSender } from '../ports/webhook-sender.ts';

export interface DeliverWebhookDeps {
  readonly stores: Pick<Stores, 'webhooks'>;
  readonly webhookSender: WebhookSender;
  readonly webhookSecret: WebhookSecret;
  readonly clock: Clock;
}

/** Sends what one webhook is owed, in order, up to the first that fails. False when none was due. */
export type DeliverWebhook = (signal: AbortSignal) => Promise<boolean>;

/** Longer than one attempt can last: a sender not heard of for this long is taken for dead. */
const LEASE_MS = 30 * SECOND_MS;
const BATCH = 20;
/** Waiting before the second attempt and each further one; the last goes on until an event is three days old. */
const BACKOFF_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
];
const TRIED_FOR_MS = 72 * HOUR_MS;
const KEPT_FOR_MS = 30 * 24 * HOUR_MS;

/**
 * At least once, in order: one sender at a time holds a webhook; an event that fails is tried again before any later
 * one, for three days, then it is dead and the next has its turn. A sender that dies between sending and noting leaves
 * the event to be sent again under the same id.
 */
export function deliverWebhook(deps: DeliverWebhookDeps): DeliverWebhook {
  const { webhooks } = deps.stores;
  const now = (): number => deps.clock.nowMs();
  return async (signal) => {
    const isStopping = (): boolean => signal.aborted;
    const claimed = await webhooks.claim(now(), now() + LEASE_MS);
    if (claimed === null) return false;
    let nextAtMs: number | null = null;
    while (nextAtMs === null && !isStopping()) {
      const pending = await webhooks.listPending(claimed.lease, BATCH);
      if (pending.length === 0) break;
      for (const delivery of pending) {
        if (isStopping()) break;
        const outcome = await attempt(deps, claimed, delivery);
        if (outcome === 'lost') return true;
        if (outcome !== null) {
          nextAtMs = outcome;
          break;
        }
      }
    }
    await webhooks.release(claimed.lease, nextAtMs ?? now(), now() - KEPT_FOR_MS);
    return true;
  };
}

/** Null to go on with the next delivery, else when to try this one again; `lost` without the lease. */
async function attempt(
  { stores, webhookSender, webhookSecret, clock }: DeliverWebhookDeps,
  { lease, webhook }: { readonly lease: WebhookLease; readonly webhook: Webhook },
  delivery: Delivery,
): Promise<number | null | 'lost'> {
  const { id, url, generation, previousUntilMs } = webhook;
  const atMs = clock.nowMs();
  const generations =
    previousUntilMs !== null && atMs < previousUntilMs ? [generation, generation - 1] : [generation];
  const outcome = await webhookSender.send({
    url,
    eventId: delivery.eventId,
    atMs,
    body: delivery.body,
    secrets: generations.map((each) => webhookSecret(id, each)),
  });
  const againAtMs = isTaken(outcome) ? null : againAfter(delivery, clock.nowMs());
  const state: DeliveryState = isTaken(outcome) ? 'delivered' : againAtMs === null ? 'dead' : 'pending';
  const noted = { deliveryId: delivery.id, atMs, state, ...outcome };
  const isHeld = await stores.webhooks.noteAttempt(lease, noted, clock.nowMs() + LEASE_MS);
  return isHeld ? againAtMs : 'lost';
}

function isTaken({ status }: SendOutcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** When a delivery that has just failed is tried again; null once that would be too late. */
function againAfter({ attempts, createdAtMs }: Delivery, nowMs: number): number | null {
  const waitMs = BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length - 1)]!;
  return nowMs + waitMs > createdAtMs + TRIED_FOR_MS ? null : nowMs + waitMs;
}
