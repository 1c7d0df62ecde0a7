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
