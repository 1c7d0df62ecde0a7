import { sql, type Selectable } from 'kysely';
import type {
  Delivery,
  SeenWebhook,
  Webhook,
  WebhookLease,
  WebhookStore,
} from '../../../application/ports/webhook-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

type Row = Selectable<Schema['webhook']>;
type DeliveryRow = Selectable<Schema['webhook_delivery']>;

export function createWebhookStore(db: Executor): WebhookStore {
  const ofLease = (executor: Executor, { athleteId, id, epoch }: WebhookLease) =>
    executor
      .updateTable('webhook')
      .where('athlete_id', '=', athleteId)
      .where('id', '=', id)
      .where('epoch', '=', epoch);
  const ofDelivery = (athleteId: string, id: string) =>
    db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('athlete_id', '=', athleteId)
      .where('webhook_id', '=', id);

  return {
    async add(athleteId, { id, url, events, createdAtMs }) {
      await db
        .insertInto('webhook')
        .values({ athlete_id: athleteId, id, url, events: [...events], created_at: new Date(createdAtMs) })
        .execute()
        .catch(refuse);
    },
    list: (athleteId) => listSeen(db, athleteId, null),
    find: async (athleteId, id) => (await listSeen(db, athleteId, id))[0] ?? null,
    remove: (athleteId, id) =>
      atomically(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('webhook')
          .where('athlete_id', '=', athleteId)
          .where('id', '=', id)
          .executeTakeFirst();
        const others = await trx
          .selectFrom('webhook')
          .select('id')
          .where('athlete_id', '=', athleteId)
          .executeTakeFirst();
        // Without a webhook nothing is noted.
        if (others === undefined) {
          for (const table of ['event_cursor', 'event_week', 'event_outbox'] as const)
            await trx.deleteFrom(table).where('athlete_id', '=', athleteId).execute();
        }
        return numDeletedRows > 0n;
      }),
    async rotate(athleteId, id, previousUntilMs) {
      const { numUpdatedRows } = await db
        .updateTable('webhook')
        .set((eb) => ({ generation: eb('generation', '+', 1), previous_until: new Date(previousUntilMs) }))
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    enqueue: (athleteId, id, event) =>
      atomically(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('webhook')
          .set({ next_at: new Date(event.atMs) })
          .where('athlete_id', '=', athleteId)
          .where('id', '=', id)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return null;
        const row = await trx
          .insertInto('webhook_delivery')
          .values({
            athlete_id: athleteId,
            webhook_id: id,
            event_id: event.id,
            type: event.type,
            body: event.body,
            created_at: new Date(event.atMs),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return toDelivery(row);
      }),
    async pageDeliveries(athleteId, id, { state, before, limit }) {
      let page = ofDelivery(athleteId, id);
      if (state !== null) page = page.where('state', '=', state);
      if (before !== null) page = page.where('id', '<', before);
      return (await page.orderBy('id', 'desc').limit(limit).execute()).map(toDelivery);
    },
    async findDelivery(athleteId, id, deliveryId) {
      const row = await ofDelivery(athleteId, id).where('id', '=', deliveryId).executeTakeFirst();
      return row === undefined ? null : toDelivery(row);
    },
    async claim(nowMs, leaseUntilMs) {
      const { rows } = await sql<Row>`
        update webhook set epoch = webhook.epoch + 1, lease_until = ${new Date(leaseUntilMs)}
        from (
          select athlete_id, id from webhook
          where next_at <= ${new Date(nowMs)} and (lease_until is null or lease_until <= ${new Date(nowMs)})
          order by next_at limit 1
          for update skip locked
        ) due
        where webhook.athlete_id = due.athlete_id and webhook.id = due.id
        returning webhook.*
      `.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      return { lease: { athleteId: row.athlete_id, id: row.id, epoch: row.epoch }, webhook: toWebhook(row) };
    },
    async listPending({ athleteId, id }, limit) {
      const rows = await ofDelivery(athleteId, id)
        .where('state', '=', 'pending')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
    },
    async noteAttempts(lease, attempts, leaseUntilMs) {
      const { athleteId, id, epoch } = lease;
      const deliveredAtMs = attempts.findLast(({ state }) => state === 'delivered')?.atMs;
      const deliveredAt = deliveredAtMs === undefined ? null : new Date(deliveredAtMs);
      const { rows } = await sql<{ held: boolean }>`
        with held as (
          update webhook
          set lease_until = ${new Date(leaseUntilMs)},
            last_delivered_at = coalesce(${deliveredAt}::timestamptz, last_delivered_at)
          where athlete_id = ${athleteId} and id = ${id} and epoch = ${epoch}
          returning id
        ), noted as (
          update webhook_delivery as sent
          set state = attempt.state, attempts = sent.attempts + 1, last_attempt_at = attempt.at,
            last_status = attempt.status, last_error = attempt.error
          from unnest(
            ${attempts.map(({ deliveryId }) => deliveryId)}::uuid[],
            ${attempts.map(({ atMs }) => new Date(atMs))}::timestamptz[],
            ${attempts.map(({ state }) => state)}::text[],
            ${attempts.map(({ status }) => status)}::smallint[],
            ${attempts.map(({ error }) => error)}::text[]
          ) as attempt (id, at, state, status, error)
          where sent.athlete_id = ${athleteId} and sent.webhook_id = ${id} and sent.id = attempt.id
            and exists (select from held)
        )
        select exists (select from held) as held
      `.execute(db);
      return rows[0]!.held;
    },
    release: (lease, nextAtMs, forgetBeforeMs) =>
      atomically(db, async (trx) => {
        const { athleteId, id } = lease;
        // Whoever queues an event holds this row first: what is looked at after it is whole.
        const { numUpdatedRows } = await ofLease(trx, lease).set({ lease_until: null }).executeTakeFirst();
        if (numUpdatedRows === 0n) return;
        await sql`
          update webhook set next_at = case when exists (
            select from webhook_delivery
            where athlete_id = ${athleteId} and webhook_id = ${id} and state = 'pending'
          ) then ${new Date(nextAtMs)}::timestamptz end
          where athlete_id = ${athleteId} and id = ${id}
        `.execute(trx);
        await trx
          .deleteFrom('webhook_delivery')
          .where('athlete_id', '=', athleteId)
          .where('webhook_id', '=', id)
          .where('state', '<>', 'pending')
          .where('created_at', '<', new Date(forgetBeforeMs))
          .execute();
      }),
  };
}

async function listSeen(db: Executor, athleteId: string, id: string | null): Promise<SeenWebhook[]> {
  const { rows } = await sql<Row & { pending: number; dead: number }>`
    select webhook.*, counted.pending, counted.dead
    from webhook, lateral (
      select count(*) filter (where state = 'pending')::int as pending,
        count(*) filter (where state = 'dead')::int as dead
      from webhook_delivery
      where athlete_id = webhook.athlete_id and webhook_id = webhook.id
    ) counted
    where webhook.athlete_id = ${athleteId} and (${id}::text is null or webhook.id = ${id})
    order by webhook.created_at, webhook.id
  `.execute(db);
  return rows.map((row) => ({
    ...toWebhook(row),
    lastDeliveredAtMs: row.last_delivered_at?.getTime() ?? null,
    pendingCount: row.pending,
    deadCount: row.dead,
    nextAttemptAtMs: row.next_at?.getTime() ?? null,
  }));
}

function toWebhook(row: Row): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    createdAtMs: row.created_at.getTime(),
    generation: row.generation,
    previousUntilMs: row.previous_until?.getTime() ?? null,
  };
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type,
    body: row.body,
    createdAtMs: row.created_at.getTime(),
    state: row.state,
    attempts: row.attempts,
    lastAttemptAtMs: row.last_attempt_at?.getTime() ?? null,
    lastStatus: row.last_status,
    lastError: row.last_error,
  };
}
