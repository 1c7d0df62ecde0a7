import { sql } from 'kysely';
import type {
  EventPosition,
  EventStore,
  NotedChange,
  ToldWeeks,
} from '../../../application/ports/event-store.ts';
import type { OutgoingEvent } from '../../../application/webhooks/outgoing-event.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';

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
      const cursor = await db
        .selectFrom('event_cursor')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .executeTakeFirst();
      if (cursor === undefined) return null;
      const weeks = await db
        .selectFrom('event_week')
        .select(['week', 'told'])
        .where('athlete_id', '=', athleteId)
        .execute();
      const rows = await db
        .selectFrom('event_outbox')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('id')
        .execute();
      return {
        version: cursor.version,
        position: { closedWeek: cursor.closed_week, closesAtMs: cursor.closes_at.getTime() },
        told: new Map(weeks.map(({ week, told }) => [week, told])),
        changes: rows.map((row): NotedChange => ({
          id: row.id,
          change: row.change,
          sessionId: row.session_id,
          localDate: row.local_date,
          digest: row.digest,
          grantId: row.grant_id,
        })),
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
        await replaceTold(trx, athleteId, told);
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
  for (const webhook of rows) {
    const wanted = events.filter(({ type }) => webhook.events.includes(type));
    for (const { id, type, body, atMs } of wanted) {
      await trx
        .insertInto('webhook_delivery')
        .values({
          athlete_id: athleteId,
          webhook_id: webhook.id,
          event_id: id,
          type,
          body,
          created_at: new Date(atMs),
        })
        .execute();
    }
  }
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
