import type { Selectable } from 'kysely';
import type { ReportLink, ReportLinkStore } from '../../../application/ports/report-link-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = ['id', 'week', 'session_id', 'created_at', 'expires_at'] as const;

export function createReportLinkStore(db: Executor): ReportLinkStore {
  return {
    async add(athleteId, { id, shows, createdAtMs, expiresAtMs }, tokenHash) {
      await db
        .insertInto('report_link')
        .values({
          athlete_id: athleteId,
          id,
          token_hash: tokenHash,
          week: shows.week,
          session_id: shows.sessionId,
          created_at: new Date(createdAtMs),
          expires_at: new Date(expiresAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(athleteId) {
      const rows = await db
        .selectFrom('report_link')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toLink);
    },

    async findByHash(athleteId, tokenHash) {
      const row = await db
        .selectFrom('report_link')
        .select(COLUMNS)
        .where('athlete_id', '=', athleteId)
        .where('token_hash', '=', Buffer.from(tokenHash))
        .executeTakeFirst();
      return row === undefined ? null : toLink(row);
    },

    async remove(athleteId, id) {
      const { numDeletedRows } = await db
        .deleteFrom('report_link')
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

function toLink(row: Pick<Selectable<Schema['report_link']>, (typeof COLUMNS)[number]>): ReportLink {
  const { week, session_id: sessionId } = row;
  return {
    id: row.id,
    // The database holds that it is one of the two.
    shows: week === null ? { week, sessionId: sessionId! } : { week, sessionId: null },
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
  };
}
