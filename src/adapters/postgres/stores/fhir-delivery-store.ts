import { sql, type Selectable } from 'kysely';
import type { FhirDeliveryStore } from '../../../application/ports/fhir-delivery-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

type Row = Selectable<Schema['fhir_delivery']>;

export function createFhirDeliveryStore(db: Executor): FhirDeliveryStore {
  return {
    async request(athleteId, week, nowMs) {
      const at = new Date(nowMs);
      const asked = { requested_at: at, state: 'pending' as const, attempts: 0, next_at: at };
      await db
        .insertInto('fhir_delivery')
        .values({ athlete_id: athleteId, week, ...asked })
        .onConflict((conflict) => conflict.constraint('fhir_delivery_pk').doUpdateSet(asked))
        .execute()
        .catch(refuse);
    },
    async list(athleteId, limit) {
      const rows = await db
        .selectFrom('fhir_delivery')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('requested_at', 'desc')
        .orderBy('week', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        week: row.week,
        requestedAtMs: row.requested_at.getTime(),
        state: row.state,
        attempts: row.attempts,
        lastAttemptAtMs: row.last_attempt_at?.getTime() ?? null,
        lastStatus: row.last_status,
        lastError: row.last_error,
        nextAttemptAtMs: row.next_at?.getTime() ?? null,
      }));
    },
    async takeTurn(nowMs, untilMs) {
      const { rows } = await sql<Row>`
        update fhir_delivery set next_at = ${new Date(untilMs)}, attempts = fhir_delivery.attempts + 1
        from (
          select athlete_id, week from fhir_delivery where next_at <= ${new Date(nowMs)}
          order by next_at limit 1 for update skip locked
        ) due
        where fhir_delivery.athlete_id = due.athlete_id and fhir_delivery.week = due.week
        returning fhir_delivery.*
      `.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      const { athlete_id: athleteId, week, attempts } = row;
      return { athleteId, week, attempts, requestedAtMs: row.requested_at.getTime(), untilMs };
    },
    async endTurn({ athleteId, week, untilMs }, { atMs, state, status, error, nextAtMs }) {
      await db
        .updateTable('fhir_delivery')
        .set({
          state,
          last_attempt_at: new Date(atMs),
          last_status: status,
          last_error: error,
          next_at: nextAtMs === null ? null : new Date(nextAtMs),
        })
        .where('athlete_id', '=', athleteId)
        .where('week', '=', week)
        .where('next_at', '=', new Date(untilMs))
        .execute();
    },
  };
}
