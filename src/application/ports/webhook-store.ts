import type { EventType } from '../../domain/event-type.ts';
import type { OutgoingEvent } from '../webhooks/outgoing-event.ts';

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly createdAtMs: number;
  /** Counts its secrets: each is derived from this number. */
  readonly generation: number;
  /** Until when what is sent is signed with the secret before as well; null when it never was rotated. */
  readonly previousUntilMs: number | null;
}

export interface SeenWebhook extends Webhook {
  readonly lastDeliveredAtMs: number | null;
  readonly pendingCount: number;
  readonly deadCount: number;
  /** When the first pending delivery is tried next; null when none is pending. */
  readonly nextAttemptAtMs: number | null;
}

export type DeliveryState = 'pending' | 'delivered' | 'dead';

export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly body: string;
  readonly createdAtMs: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAttemptAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** The right to deliver for one webhook: exactly one sender has it, known by its epoch. */
export interface WebhookLease {
  readonly athleteId: string;
  readonly id: string;
  readonly epoch: number;
}

export interface Attempt {
  readonly deliveryId: string;
  readonly atMs: number;
  readonly state: DeliveryState;
  readonly status: number | null;
  readonly error: string | null;
}

export interface WebhookStore {
  add(athleteId: string, webhook: Webhook): Promise<void>;
  /** Oldest first. */
  list(athleteId: string): Promise<readonly SeenWebhook[]>;
  find(athleteId: string, id: string): Promise<SeenWebhook | null>;
  /** With all of its deliveries. False when there is no such webhook. */
  remove(athleteId: string, id: string): Promise<boolean>;
  /** The next generation; false when there is no such webhook. */
  rotate(athleteId: string, id: string, previousUntilMs: number): Promise<boolean>;
  /** Puts an event at the end of the queue and lets the queue be tried now. Null when there is no such webhook. */
  enqueue(athleteId: string, id: string, event: OutgoingEvent): Promise<Delivery | null>;
  /** Newest first. */
  pageDeliveries(
    athleteId: string,
    id: string,
    page: { readonly state: DeliveryState | null; readonly before: string | null; readonly limit: number },
  ): Promise<readonly Delivery[]>;
  findDelivery(athleteId: string, id: string, deliveryId: string): Promise<Delivery | null>;
  /** The webhook that has waited longest, of any athlete; null when none is due. */
  claim(
    nowMs: number,
    leaseUntilMs: number,
  ): Promise<{ readonly lease: WebhookLease; readonly webhook: Webhook } | null>;
  /** Oldest first: the order in which they are sent. */
  listPending(lease: WebhookLease, limit: number): Promise<readonly Delivery[]>;
  /** Each of another delivery. False when the lease is no longer held; then nothing is noted. */
  noteAttempts(lease: WebhookLease, attempts: readonly Attempt[], leaseUntilMs: number): Promise<boolean>;
  /**
   * Gives the webhook back, to be tried again at `nextAtMs` while anything is pending; deliveries made before
   * `forgetBeforeMs` that are over are forgotten.
   */
  release(lease: WebhookLease, nextAtMs: number, forgetBeforeMs: number): Promise<void>;
}
