import { isoWeekOf } from '../../domain/calendar/week.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { RosterOrder } from '../../domain/roster/roster-order.ts';
import { rosterReason, type RosterReason } from '../../domain/roster/roster-reason.ts';
import { rosterWeekSince } from '../../domain/roster/roster-week.ts';
import type { IsoWeek } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { VisibleAthlete } from '../ports/grant-store.ts';
import type { Stores } from '../ports/stores.ts';
import { standingIn } from './clinic-roles.ts';
import { loadRosterWeeks, type RosterEntry, type RosterWeeksDeps } from './roster-weeks.ts';

export interface ListRosterDeps extends RosterWeeksDeps {
  readonly stores: Pick<Stores, 'accessLog' | 'clinics' | 'grants' | 'people' | 'roster'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface AskedRoster {
  readonly userId: string;
  readonly clinicId: string;
  /** Null: each athlete's current one. */
  readonly week: IsoWeek | null;
  /** The status of the week, or what the athlete stands there for. */
  readonly status: RosterReason['kind'] | null;
  /** Part of a name. */
  readonly q: string | null;
  readonly sort: RosterOrder;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface RosterLine extends RosterEntry {
  readonly reason: RosterReason;
}

export type ListRoster = (
  input: AskedRoster,
) => Promise<{ items: readonly RosterLine[]; nextCursor: string | null }>;

/**
 * The athletes who let a clinic see their reports, those who need a word first (R1). Everybody who is on the answered page
 * reads in their access log that they were looked at (C4).
 *
 * @throws AppError `not_found` for a clinic that is none of the person's, `not_allowed` for who is no coach there.
 */
export function listRoster(deps: ListRosterDeps): ListRoster {
  return async ({ userId, clinicId, week, status, q, sort, cursor, limit }) => {
    const { stores } = deps;
    const nowMs = deps.clock.nowMs();
    const { clinic, roles } = await standingIn(stores, { userId, clinicId });
    if (!roles.includes('coach')) throw new AppError('not_allowed', 'This is for a coach of the clinic.');
    const granted = await reportable(deps, userId, clinicId, nowMs);
    const named = [...granted.values()].filter(({ name }) => q === null || containsText(name, q));
    const ids = named.map(({ athleteId }) => athleteId);
    const entries = await loadRosterWeeks(deps, ids, { week, nowMs });
    const lines = entries
      .flatMap((entry) => asGranted(granted.get(entry.athleteId)!, entry))
      .map((entry) => ({ ...entry, reason: rosterReason(entry.row, entry.lastSeenMs, nowMs) }))
      .filter(({ reason, row }) => status === null || reason.kind === status || row.status === status)
      .sort(COMPARE[sort]);
    const start = cursor === null ? 0 : lines.findIndex(({ athleteId }) => athleteId === cursor) + 1;
    if (cursor !== null && start === 0) {
      throw new AppError('invalid_input', 'The cursor is not one of ours.', { field: 'cursor' });
    }
    const items = lines.slice(start, start + limit);
    const name = (await stores.people.find(userId))?.name ?? '';
    const who = { userId, name, clinicName: clinic.name };
    await stores.accessLog.record(
      items.map((line) => ({
        athleteId: line.athleteId,
        id: deps.newId(),
        who,
        grantId: granted.get(line.athleteId)!.grantId,
        what: 'roster',
        week: line.week,
        sessionId: null,
      })),
      nowMs,
    );
    const more = start + limit < lines.length;
    return { items, nextCursor: more ? items.at(-1)!.athleteId : null };
  };
}

/** Per athlete the widest of the clinic's grants that opens reports. */
async function reportable(
  { stores }: ListRosterDeps,
  userId: string,
  clinicId: string,
  nowMs: number,
): Promise<Map<string, VisibleAthlete>> {
  const granted = new Map<string, VisibleAthlete>();
  for (const each of await stores.grants.listVisible(userId, clinicId, nowMs)) {
    if (!each.scopes.includes('report')) continue;
    const known = granted.get(each.athleteId);
    if (known === undefined || (each.history && !known.history)) granted.set(each.athleteId, each);
  }
  return granted;
}

/** What came before the grant is shown only with history (C6): no such week, no trend of it, no session of then. */
function asGranted({ history, startsAtMs }: VisibleAthlete, entry: RosterEntry): RosterEntry[] {
  if (history) return [entry];
  const { week, timeZones, lastSeenMs, row } = entry;
  const sinceDate = localDateAt(startsAtMs, timeZones);
  const since = isoWeekOf(sinceDate);
  if (week < since) return [];
  const isSeen = lastSeenMs !== null && localDateAt(lastSeenMs, timeZones) >= sinceDate;
  return [{ ...entry, lastSeenMs: isSeen ? lastSeenMs : null, row: rosterWeekSince(row, entry, since) }];
}

function containsText(name: string, q: string): boolean {
  return name.toLocaleLowerCase('da').includes(q.toLocaleLowerCase('da'));
}

const byName = (a: RosterLine, b: RosterLine): number =>
  NAMES.compare(a.name, b.name) || (a.athleteId < b.athleteId ? -1 : 1);
const NAMES = new Intl.Collator('da');

const COMPARE: Readonly<Record<RosterOrder, (a: RosterLine, b: RosterLine) => number>> = {
  need: (a, b) => a.reason.rank - b.reason.rank || byName(a, b),
  name: byName,
  last_seen: (a, b) => (a.lastSeenMs ?? 0) - (b.lastSeenMs ?? 0) || byName(a, b),
  coverage: (a, b) => (a.row.coverage ?? -1) - (b.row.coverage ?? -1) || byName(a, b),
};
