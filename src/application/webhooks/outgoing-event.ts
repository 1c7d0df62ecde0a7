import type { EventType } from '../../domain/event-type.ts';

/** Asked for by a person, to see that a receiver works. */
export const TEST_EVENT = 'webhook.test';

/** An event as it is stored: `body` is the text that is signed and sent. */
export interface OutgoingEvent {
  readonly id: string;
  readonly type: EventType | typeof TEST_EVENT;
  readonly atMs: number;
  readonly body: string;
}

/** The envelope of Standard Webhooks. */
export function outgoingEvent(
  type: OutgoingEvent['type'],
  data: object,
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: number },
): OutgoingEvent {
  const body = JSON.stringify({ type, timestamp: new Date(nowMs).toISOString(), data });
  return { id: newId(), type, atMs: nowMs, body };
}
