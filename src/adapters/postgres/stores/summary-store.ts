import { sql } from 'kysely';
import type { SummaryStore } from '../../../application/ports/summary-store.ts';
import { DAY_MS } from '../../../domain/units.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

/** The key of a mail this old stops nothing any more. */
const KEPT_MS = 366 * DAY_MS;

export function createSummaryStore(db: Executor): SummaryStore {
  const giveTurn = async (
    trx: Executor,
    athleteId: string,
    choice: { readonly mailed?: boolean },
    atMs: number,
  ): Promise<void> => {
    const turn = { turn_at: new Date(atMs), ...choice };
    await trx
      .insertInto('summary_choice')
      .values({ athlete_id: athleteId, ...turn })
      .onConflict((conflict) => conflict.column('athlete_id').doUpdateSet(turn))
      .execute()
      .catch(refuse);
  };
  const ofTurn = (athleteId: string, untilMs: number) =>
    db
      .updateTable('summary_choice')
      .where('athlete_id', '=', athleteId)
      .where('turn_at', '=', new Date(untilMs));

  return {
    async isMailed(athleteId) {
      const row = await db
        .selectFrom('summary_choice')
        .select('mailed')
        .where('athlete_id', '=', athleteId)
        .executeTakeFirst();
      return row?.mailed ?? false;
    },
    chooseMail: (athleteId, isMailed, nowMs) => giveTurn(db, athleteId, { mailed: isMailed }, nowMs),
    addBrowser: (athleteId, { id, name, createdAtMs }, target) =>
      atomically(db, async (trx) => {
        const row = { name, ...target };
        await trx
          .insertInto('summary_browser')
          .values({ athlete_id: athleteId, id, created_at: new Date(createdAtMs), ...row })
          .onConflict((conflict) => conflict.constraint('summary_browser_once').doUpdateSet(row))
          .execute()
          .catch(refuse);
        await giveTurn(trx, athleteId, {}, createdAtMs);
      }),
    async listBrowsers(athleteId) {
      const rows = await db
        .selectFrom('summary_browser')
        .selectAll()
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(({ id, name, endpoint, p256dh, auth, created_at, last_delivered_at }) => ({
        id,
        name,
        createdAtMs: created_at.getTime(),
        lastDeliveredAtMs: last_delivered_at?.getTime() ?? null,
        target: { endpoint, p256dh, auth },
      }));
    },
    async removeBrowser(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('summary_browser')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async noteDelivered(athleteId, id, atMs) {
      await db
        .updateTable('summary_browser')
        .set({ last_delivered_at: new Date(atMs) })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .execute();
    },
    async takeTurn(nowMs, untilMs) {
      const { rows } = await sql<{ athlete_id: string }>`
        update summary_choice set turn_at = ${new Date(untilMs)}
        from (
          select athlete_id from summary_choice where turn_at <= ${new Date(nowMs)}
          order by turn_at limit 1 for update skip locked
        ) due
        where summary_choice.athlete_id = due.athlete_id
        returning summary_choice.athlete_id
      `.execute(db);
      const [row] = rows;
      return row === undefined ? null : { athleteId: row.athlete_id, untilMs };
    },
    async endTurn({ athleteId, untilMs }, nextAtMs) {
      const turnAt = nextAtMs === null ? null : new Date(nextAtMs);
      await ofTurn(athleteId, untilMs).set({ turn_at: turnAt }).execute();
    },
    async claim(athleteId, { week, way }, keyHash, nowMs) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('summary_sent')
        .values({ athlete_id: athleteId, week, way, key_hash: keyHash, claimed_at: new Date(nowMs) })
        .onConflict((conflict) => conflict.constraint('summary_sent_pk').doNothing())
        .executeTakeFirst();
      await db
        .deleteFrom('summary_sent')
        .where('athlete_id', '=', athleteId)
        .where('claimed_at', '<', new Date(nowMs - KEPT_MS))
        .execute();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async release(athleteId, { week, way }) {
      await db
        .deleteFrom('summary_sent')
        .where('athlete_id', '=', athleteId)
        .where('week', '=', week)
        .where('way', '=', way)
        .execute();
    },
    async hasKey(athleteId, keyHash) {
      const row = await db
        .selectFrom('summary_sent')
        .select('week')
        .where('athlete_id', '=', athleteId)
        .where('key_hash', '=', Buffer.from(keyHash))
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
