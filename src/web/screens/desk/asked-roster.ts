/** Which athletes of a clinic are asked for, in which order, and of which week: as the route names them (R1). */
export interface AskedRoster {
  readonly q: string;
  readonly status: string;
  readonly sort: string;
  /** Empty: each athlete's current one. */
  readonly week: string;
}

export const EVERYBODY: AskedRoster = { q: '', status: '', sort: 'need', week: '' };

/** What the athletes stand in the list for, in the order of their need. */
export const REASONS = ['too_hard', 'silent', 'undetermined', 'missed', 'behind', 'on_track', 'met'] as const;

export const ORDERS = ['need', 'name', 'last_seen', 'coverage'] as const;

/** Whether everybody is asked for, in whatever order. */
export function isOfAll({ q, status }: AskedRoster): boolean {
  return q.trim() === '' && status === '';
}

export function rosterQuery({ q, status, sort, week }: AskedRoster): string {
  const query = new URLSearchParams({ limit: '100', sort });
  if (q.trim() !== '') query.set('q', q.trim());
  if (status !== '') query.set('status', status);
  if (week !== '') query.set('week', week);
  return query.toString();
}
