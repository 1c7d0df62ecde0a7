/** What other systems can be told of (D1). */
export const EVENT_TYPES = [
  'session.completed',
  'session.changed',
  'target.met',
  'week.closed',
  'guard.raised',
  'ceiling.crossed',
  'grant.changed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

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
