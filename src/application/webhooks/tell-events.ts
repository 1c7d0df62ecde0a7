import type { Athlete, Locale } from '../../domain/athlete.ts';
import { isoWeekOf, nextWeek, weekBoundsMs } from '../../domain/calendar/week.ts';
import type { IsoWeek } from '../../domain/units.ts';
import type { EventType } from '../../domain/event-type.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventPresenter } from '../ports/event-presenter.ts';
import type { EventPosition, NotedChange, UntoldChanges } from '../ports/event-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { ReportWeek } from '../reports/report-week.ts';
import type { ReadSession, ReadSessions } from '../sessions/read-session.ts';
import { outgoingEvent, type OutgoingEvent } from './outgoing-event.ts';
import { tellables, watchedWeeks } from './watched-weeks.ts';

export interface TellEventsDeps {
  readonly stores: Pick<Stores, 'events' | 'sessions' | 'grants'>;
  readonly readAthlete: ReadAthlete;
  readonly readSession: ReadSession;
  readonly readSessions: ReadSessions;
  readonly reportWeek: ReportWeek;
  readonly eventPresenter: EventPresenter;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Athletes looked for at a time. */
const AT_A_TIME = 50;
/** Of them told at once: while one waits for the database, another is judged. */
const AT_ONCE = 4;

/** Whether anything was told, and whether there may be more at once. */
export type TellEvents = () => Promise<{ readonly isTold: boolean; readonly isMore: boolean }>;

/**
 * Turns what has changed into events, each once: changes were noted as they committed, and are forgotten in the same
 * transaction that queues the events. What they say is read now, by the verbs of the API (D1).
 */
export function tellEvents(deps: TellEventsDeps): TellEvents {
  return async () => {
    const due = await deps.stores.events.listDue(deps.clock.nowMs(), AT_A_TIME);
    const failures: unknown[] = [];
    const waiting = due.values();
    const tellInTurn = async (): Promise<void> => {
      for (const athleteId of waiting) {
        await tellOf(deps, athleteId).catch((error: unknown) => {
          // Erased meanwhile.
          if (!(error instanceof AppError && error.code === 'not_found')) failures.push(error);
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, tellInTurn));
    // One athlete's failure holds up no other.
    if (failures.length > 0) throw failures[0];
    return { isTold: due.length > 0, isMore: due.length === AT_A_TIME };
  };
}

async function tellOf(deps: TellEventsDeps, athleteId: string): Promise<void> {
  const seen = await deps.stores.events.read(athleteId);
  if (seen === null) return;
  const nowMs = deps.clock.nowMs();
  const athlete = await deps.readAthlete({ athleteId });
  const events: OutgoingEvent[] = [];
  const add = (type: EventType, data: object): void => {
    events.push(outgoingEvent(type, { athleteId, ...data }, { newId: deps.newId, nowMs }));
  };
  const sessions = changedSessions(seen.changes);
  const views = await deps.readSessions({ athleteId, ids: sessions.map(({ id }) => id) });
  for (const { type, id } of sessions) {
    const view = views.get(id);
    const words =
      view === undefined
        ? await wordsOfMissing(deps, athlete, id)
        : { session: deps.eventPresenter.session(view, athlete.locale) };
    add(type, { sessionId: id, ...words });
  }
  for (const id of new Set(seen.changes.flatMap(({ grantId }) => grantId ?? []))) {
    const grant = await deps.stores.grants.find(athleteId, id);
    add(
      'grant.changed',
      grant === null
        ? { grantId: id, removed: true }
        : { grantId: id, grant: deps.eventPresenter.grant(grant, nowMs) },
    );
  }
  const { position, told } = await tellWeeks(deps, { athlete, seen, nowMs }, add);
  await deps.stores.events.commit(athleteId, seen, { position, told, events });
}

/** What became of each session between its first and its last change, in the order of the last. */
function changedSessions(
  changes: readonly NotedChange[],
): { type: 'session.completed' | 'session.changed'; id: string }[] {
  const ends = new Map<string, { first: NotedChange; last: NotedChange }>();
  for (const change of changes) {
    if (change.sessionId === null) continue;
    const first = ends.get(change.sessionId)?.first ?? change;
    ends.delete(change.sessionId);
    ends.set(change.sessionId, { first, last: change });
  }
  return [...ends].flatMap(([id, { first, last }]) => {
    const wasThere = first.change === 'removed';
    const isThere = last.change === 'added';
    if (wasThere ? isThere && first.digest === last.digest : !isThere) return [];
    return [{ type: wasThere ? ('session.changed' as const) : ('session.completed' as const), id }];
  });
}

/** Of a session that was not there a moment ago. */
async function wordsOfMissing(
  deps: TellEventsDeps,
  { id: athleteId, locale }: { readonly id: string; readonly locale: Locale },
  id: string,
): Promise<object> {
  try {
    const view = await deps.readSession({ athleteId, id });
    return { session: deps.eventPresenter.session(view, locale) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { removed: true, ...(error.location !== undefined && { becamePartOf: error.location }) };
  }
}

/** What is told of weeks since the last time, and every week that has closed, in the order of weeks. */
async function tellWeeks(
  { reportWeek, eventPresenter }: Pick<TellEventsDeps, 'reportWeek' | 'eventPresenter'>,
  {
    athlete,
    seen,
    nowMs,
  }: { readonly athlete: Athlete; readonly seen: UntoldChanges; readonly nowMs: number },
  add: (type: EventType, data: object) => void,
): Promise<{ position: EventPosition; told: Map<IsoWeek, readonly string[]> }> {
  const watched = watchedWeeks(athlete, nowMs);
  const closing = closingWeeks(seen.position, athlete, nowMs);
  const touched = new Set(
    seen.changes.flatMap(({ localDate }) => (localDate === null ? [] : [isoWeekOf(localDate)])),
  );
  const isBasisChanged = seen.changes.some(({ change }) => change === 'basis');
  const told = new Map([...seen.told].filter(([week]) => watched.includes(week)));
  const weeks = [...new Set([...closing.weeks, ...watched])].toSorted((a, b) => (a < b ? -1 : 1));
  for (const week of weeks) {
    const isClosing = closing.weeks.includes(week);
    if (!isClosing && !isBasisChanged && !touched.has(week)) continue;
    const report = await reportWeek({ athleteId: athlete.id, week });
    const words = eventPresenter.week(report, athlete.locale);
    const before = seen.told.get(week) ?? [];
    const now = tellables(report);
    for (const { key, type, index } of now) {
      if (before.includes(key)) continue;
      const { basis } = words;
      const what = {
        'target.met': { target: words.targets[index] },
        'guard.raised': { guard: words.guards[index] },
        'ceiling.crossed': { session: words.ceiling?.sessions[index] },
      }[type];
      add(type, { week, ...what, basis });
    }
    if (watched.includes(week))
      told.set(
        week,
        now.map(({ key }) => key),
      );
    if (isClosing) add('week.closed', { week, report: words });
  }
  return { position: closing.position, told };
}

/** The weeks that have ended since the last time; after a long silence all of them. */
function closingWeeks(
  { closedWeek, closesAtMs }: EventPosition,
  { timeZones }: Pick<Athlete, 'timeZones'>,
  nowMs: number,
): { weeks: IsoWeek[]; position: EventPosition } {
  const weeks: IsoWeek[] = [];
  let position = { closedWeek, closesAtMs };
  while (position.closesAtMs <= nowMs) {
    const week = nextWeek(position.closedWeek);
    // Another time zone since: the week has not ended there yet.
    const endsAtMs = weekBoundsMs(week, timeZones).toMs;
    if (endsAtMs > nowMs)
      return { weeks, position: { closedWeek: position.closedWeek, closesAtMs: endsAtMs } };
    weeks.push(week);
    position = { closedWeek: week, closesAtMs: weekBoundsMs(nextWeek(week), timeZones).toMs };
  }
  return { weeks, position };
}
