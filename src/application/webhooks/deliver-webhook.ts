import { HOUR_MS, SECOND_MS } from '../../domain/units.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import type { Attempt, Delivery, Webhook } from '../ports/webhook-store.ts';
import type { WebhookSecret, WebhookSender } from '../ports/webhook-sender.ts';
import { againAfter, isTaken } from './again-after.ts';
import { noteTogether } from './note-together.ts';

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
/** So long after the lease was last made longer, another attempt waits until it is. */
const UNNOTED_MS = 10 * SECOND_MS;
const BATCH = 20;
const KEPT_FOR_MS = 30 * 24 * HOUR_MS;

/**
 * At least once, in order: one sender at a time holds a webhook; an event that fails is tried again before any later
 * one, for three days, then it is dead and the next has its turn. A sender that dies between sending and noting leaves
 * the event to be sent again under the same id. What was sent is noted while the next is sent, all that ended meanwhile
 * at once: a fast receiver is not held up by the database.
 */
export function deliverWebhook(deps: DeliverWebhookDeps): DeliverWebhook {
  const { webhooks } = deps.stores;
  const now = (): number => deps.clock.nowMs();
  return async (signal) => {
    const isStopping = (): boolean => signal.aborted;
    const claimed = await webhooks.claim(now(), now() + LEASE_MS);
    if (claimed === null) return false;
    const { lease, webhook } = claimed;
    let heldSinceMs = now();
    const notes = noteTogether<Attempt>(async (attempts) => {
      const atMs = now();
      const isHeld = await webhooks.noteAttempts(lease, attempts, atMs + LEASE_MS);
      heldSinceMs = atMs;
      return isHeld;
    });
    let nextAtMs: number | null = null;
    for (let isMore = true; isMore && nextAtMs === null && !isStopping();) {
      const pending = await webhooks.listPending(lease, BATCH);
      isMore = pending.length === BATCH;
      for (const delivery of pending) {
        if (isStopping() || nextAtMs !== null) break;
        if (now() - heldSinceMs > UNNOTED_MS) await notes.settle();
        if (!notes.isHeld()) break;
        const tried = await attempt(deps, webhook, delivery);
        notes.add(tried.attempt);
        nextAtMs = tried.againAtMs;
      }
      if (!(await notes.settle())) return true;
    }
    await webhooks.release(lease, nextAtMs ?? now(), now() - KEPT_FOR_MS);
    return true;
  };
}

interface Tried {
  readonly attempt: Attempt;
  /** When to try this one again; null to go on with the next. */
  readonly againAtMs: number | null;
}

async function attempt(
  { webhookSender, webhookSecret, clock }: DeliverWebhookDeps,
  { id, url, generation, previousUntilMs }: Webhook,
  delivery: Delivery,
): Promise<Tried> {
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
  const againAtMs = isTaken(outcome)
    ? null
    : againAfter(delivery.attempts, delivery.createdAtMs, clock.nowMs());
  const state = isTaken(outcome) ? 'delivered' : againAtMs === null ? 'dead' : 'pending';
  return { attempt: { deliveryId: delivery.id, atMs, state, ...outcome }, againAtMs };
}
