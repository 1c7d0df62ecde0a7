import { Type, type Static } from 'typebox';
import { EVENT_TYPES, type EventType } from '../../../domain/event-type.ts';
import { instant, oneOf, text, uuid } from './formats.ts';
import { count, nullable, pageQuery, strict } from './schema.ts';

const eventType = oneOf(...EVENT_TYPES);

const events = Type.Array(eventType, { minItems: 1, maxItems: 20, uniqueItems: true });

export const newWebhook = strict({
  url: text(2_000, { examples: ['https://example.org/zone-coach'] }),
  events: Type.Optional(events),
});

/** Answered once: the secret is not kept. */
export const issuedWebhook = strict({
  id: Type.String(),
  url: Type.String(),
  events: Type.Array(eventType),
  secret: Type.String(),
});

export const rotatedSecret = strict({ secret: Type.String(), previousUntil: instant() });

export const webhookSchema = strict({
  id: Type.String(),
  url: Type.String(),
  events: Type.Array(eventType),
  createdAt: instant(),
  previousSecretUntil: nullable(instant()),
  lastDeliveredAt: nullable(instant()),
  nextAttemptAt: nullable(instant()),
  pending: count,
  dead: count,
});

const deliveryState = oneOf('pending', 'delivered', 'dead');

export const deliverySchema = strict({
  id: Type.String(),
  eventId: Type.String(),
  type: Type.String(),
  state: deliveryState,
  createdAt: instant(),
  attempts: count,
  lastAttemptAt: nullable(instant()),
  lastStatus: nullable(Type.Integer()),
  lastError: nullable(Type.String()),
});

export const deliveryQuery = strict({
  state: Type.Optional(deliveryState),
  limit: pageQuery.limit,
  cursor: Type.Optional(uuid()),
});

export const deliveryPage = strict({
  items: Type.Array(deliverySchema),
  nextCursor: Type.Optional(Type.String()),
});

export function presentWebhook(webhook: {
  readonly id: string;
  readonly url: string;
  readonly events: readonly EventType[];
  readonly createdAtMs: number;
  readonly previousUntilMs: number | null;
  readonly lastDeliveredAtMs: number | null;
  readonly nextAttemptAtMs: number | null;
  readonly pendingCount: number;
  readonly deadCount: number;
}): Static<typeof webhookSchema> {
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    createdAt: instantOf(webhook.createdAtMs),
    previousSecretUntil: instantOrNull(webhook.previousUntilMs),
    lastDeliveredAt: instantOrNull(webhook.lastDeliveredAtMs),
    nextAttemptAt: instantOrNull(webhook.nextAttemptAtMs),
    pending: webhook.pendingCount,
    dead: webhook.deadCount,
  };
}

export function presentDelivery(delivery: {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: Static<typeof deliveryState>;
  readonly createdAtMs: number;
  readonly attempts: number;
  readonly lastAttemptAtMs: number | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}): Static<typeof deliverySchema> {
  return {
    id: delivery.id,
    eventId: delivery.eventId,
    type: delivery.type,
    state: delivery.state,
    createdAt: instantOf(delivery.createdAtMs),
    attempts: delivery.attempts,
    lastAttemptAt: instantOrNull(delivery.lastAttemptAtMs),
    lastStatus: delivery.lastStatus,
    lastError: delivery.lastError,
  };
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : instantOf(ms);
}
