import type { RosterOrder } from '../../../domain/roster/roster-order.ts';
import type { RosterReason } from '../../../domain/roster/roster-reason.ts';

/** Which athletes of a clinic are looked for, in which order, and in which week (R1). */
export interface RosterSearch {
  readonly q: string;
  /** Empty: whatever they stand there for. */
  readonly status: RosterReason['kind'] | '';
  readonly sort: RosterOrder;
  /** Empty: each athlete's current one. */
  readonly week: string;
}

export const EVERYBODY: RosterSearch = { q: '', status: '', sort: 'need', week: '' };

/** Whether all athletes are looked for, in whatever order. */
export function isOfAll({ q, status }: RosterSearch): boolean {
  return q.trim() === '' && status === '';
}

export function rosterQuery({ q, status, sort, week }: RosterSearch): string {
  const query = new URLSearchParams({ limit: '100', sort });
  if (q.trim() !== '') query.set('q', q.trim());
  if (status !== '') query.set('status', status);
  if (week !== '') query.set('week', week);
  return query.toString();
}
