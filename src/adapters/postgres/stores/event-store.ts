import { sql } from 'kysely';
import type {
  EventPosition,
  EventStore,
  NotedChange,
  ToldWeeks,
} from '../../../application/ports/event-store.ts';
import type { IsoWeek } from '../../../domain/units.ts';
import type { OutgoingEvent } from '../../../application/webhooks/outgoing-event.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';

interface CursorRow {
  readonly version: number;
  readonly closed_week: IsoWeek;
  readonly closes_at: Date;
  readonly told: Readonly<Record<string, readonly string[]>>;
  readonly changes: readonly NotedChange[];
}

export function createEventStore(db: Executor): EventStore {
  return {
    begin: (athleteId, position, told) =>
      atomically(db, async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('event_cursor')
          .values({ athlete_id: athleteId, ...columnsOf(position) })
          .onConflict((conflict) => conflict.column('athlete_id').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 0n) await replaceTold(trx, athleteId, told);
      }),

    async listDue(nowMs, limit) {
      const { rows } = await sql<{ athlete_id: string }>`
        select athlete_id from event_outbox union select athlete_id from event_cursor
        where closes_at <= ${new Date(nowMs)} limit ${limit}
      `.execute(db);
      return rows.map((row) => row.athlete_id);
    },

    async read(athleteId) {
      // One statement: no commit falls between what is read of the three tables.
      const { rows } = await sql<CursorRow>`
        select version, closed_week, closes_at,
          (select coalesce(jsonb_object_agg(week, told), '{}') from event_week
            where event_week.athlete_id = ${athleteId}) as told,
          (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'change', change, 'sessionId', session_id,
              'localDate', local_date, 'digest', digest, 'grantId', grant_id) order by id), '[]')
            from event_outbox where event_outbox.athlete_id = ${athleteId}) as changes
        from event_cursor where event_cursor.athlete_id = ${athleteId}
      `.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      return {
        version: row.version,
        position: { closedWeek: row.closed_week, closesAtMs: row.closes_at.getTime() },
        told: new Map(Object.entries(row.told) as [IsoWeek, readonly string[]][]),
        changes: row.changes,
      };
    },

    commit: (athleteId, seen, { position, told, events }) =>
      atomically(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('event_cursor')
          .set({ version: seen.version + 1, ...columnsOf(position) })
          .where('athlete_id', '=', athleteId)
          .where('version', '=', seen.version)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        if (!isSame(seen.told, told)) await replaceTold(trx, athleteId, told);
        await queue(trx, athleteId, events);
        await trx
          .deleteFrom('event_outbox')
          .where('athlete_id', '=', athleteId)
          .where('id', '=', sql<string>`any(${seen.changes.map(({ id }) => id)}::uuid[])`)
          .execute();
        return true;
      }),
  };
}

/** For every webhook that asks for them, in order. */
async function queue(trx: Executor, athleteId: string, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const types = [...new Set(events.map(({ type }) => type))];
  const now = new Date(events[0]!.atMs);
  // The rows of the webhooks first: who gives one back then sees all that was queued for it.
  const { rows } = await sql<{ id: string; events: string[] }>`
    update webhook set next_at = coalesce(next_at, ${now})
    where athlete_id = ${athleteId} and events && ${types}::text[]
    returning id, events
  `.execute(trx);
  const owed = rows.flatMap((webhook) =>
    events.filter(({ type }) => webhook.events.includes(type)).map((event) => ({ webhook, event })),
  );
  if (owed.length === 0) return;
  // Ids are given in the order of the rows, and sort by it.
  await sql`
    insert into webhook_delivery (athlete_id, webhook_id, event_id, type, body, created_at)
    select ${athleteId}, owed.* from unnest(
      ${owed.map(({ webhook }) => webhook.id)}::text[],
      ${owed.map(({ event }) => event.id)}::text[],
      ${owed.map(({ event }) => event.type)}::text[],
      ${owed.map(({ event }) => event.body)}::text[],
      ${owed.map(({ event }) => new Date(event.atMs))}::timestamptz[]
    ) as owed
  `.execute(trx);
}

function isSame(a: ToldWeeks, b: ToldWeeks): boolean {
  const words = (told: ToldWeeks): string =>
    JSON.stringify([...told].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return words(a) === words(b);
}

async function replaceTold(trx: Executor, athleteId: string, told: ToldWeeks): Promise<void> {
  await trx.deleteFrom('event_week').where('athlete_id', '=', athleteId).execute();
  for (const [week, words] of told) {
    await trx
      .insertInto('event_week')
      .values({ athlete_id: athleteId, week, told: [...words] })
      .execute();
  }
}

function columnsOf({ closedWeek, closesAtMs }: EventPosition) {
  return { closed_week: closedWeek, closes_at: new Date(closesAtMs) };
}
