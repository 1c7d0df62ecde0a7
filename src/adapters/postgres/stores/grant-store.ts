import { sql, type Selectable } from 'kysely';
import type { Grant, GrantStore, UsableGrant } from '../../../application/ports/grant-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

export function createGrantStore(db: Executor): GrantStore {
  return {
    async add(athleteId, grant) {
      await db
        .insertInto('access_grant')
        .values({
          athlete_id: athleteId,
          id: grant.id,
          clinic_id: grant.to.clinicId,
          coach_user_id: grant.to.coachUserId,
          scopes: [...grant.scopes],
          history: grant.history,
          reason: grant.reason,
          created_at: new Date(grant.createdAtMs),
          expires_at: dateOrNull(grant.expiresAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list(athleteId) {
      const rows = await grantsOf(db, athleteId)
        .orderBy('g.created_at', 'desc')
        .orderBy('g.id', 'desc')
        .execute();
      return rows.map(toGrant);
    },

    async find(athleteId, id) {
      const row = await grantsOf(db, athleteId).where('g.id', '=', id).executeTakeFirst();
      return row === undefined ? null : toGrant(row);
    },

    async nameOf({ clinicId, coachUserId }) {
      const found = db.selectFrom(clinicId === null ? 'auth_user' : 'clinic').select('name');
      const row = await found.where('id', '=', clinicId ?? coachUserId).executeTakeFirst();
      return row?.name ?? null;
    },

    async change(athleteId, id, { scopes, history, expiresAtMs, reason, revokedAtMs }) {
      const { numUpdatedRows } = await db
        .updateTable('access_grant')
        .set({
          // Says something even where nothing changes.
          athlete_id: athleteId,
          ...(scopes !== undefined && { scopes: [...scopes] }),
          ...(history !== undefined && { history }),
          ...(expiresAtMs !== undefined && { expires_at: dateOrNull(expiresAtMs) }),
          ...(reason !== undefined && { reason }),
          ...(revokedAtMs !== undefined && { revoked_at: new Date(revokedAtMs) }),
        })
        .where('athlete_id', '=', athleteId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async listUsable(athleteId, userId, nowMs) {
      const rows = await usableBy(db, userId, nowMs).where('g.athlete_id', '=', athleteId).execute();
      return rows.map(toUsable);
    },

    async listReportable(nowMs) {
      const { rows } = await sql<{ athlete_id: string }>`
        select distinct athlete_id from access_grant
        where clinic_id is not null and 'report' = any(scopes) and revoked_at is null
          and (expires_at is null or expires_at > ${new Date(nowMs)})
      `.execute(db);
      return rows.map((row) => row.athlete_id);
    },

    async listVisible(userId, clinicId, nowMs) {
      const rows = await usableBy(db, userId, nowMs)
        .innerJoin('athlete as a', 'a.athlete_id', 'g.athlete_id')
        .select(['g.athlete_id', 'a.name as athlete_name'])
        .$if(clinicId !== null, (query) => query.where('g.clinic_id', '=', clinicId))
        .orderBy('a.name')
        .orderBy('g.athlete_id')
        .orderBy('g.created_at')
        .execute();
      return rows.map((row) => ({
        ...toUsable(row),
        athleteId: row.athlete_id,
        name: row.athlete_name,
      }));
    },
  };
}

function grantsOf(db: Executor, athleteId: string) {
  return db
    .selectFrom('access_grant as g')
    .leftJoin('clinic as c', 'c.id', 'g.clinic_id')
    .leftJoin('auth_user as u', 'u.id', 'g.coach_user_id')
    .selectAll('g')
    .select(sql<string>`coalesce(c.name, u.name, '')`.as('to_name'))
    .where('g.athlete_id', '=', athleteId);
}

/** A clinic's grant is used by its coaches, not by its admins. */
function usableBy(db: Executor, userId: string, nowMs: number) {
  return db
    .selectFrom('access_grant as g')
    .leftJoin('clinic_member as m', (join) =>
      join.onRef('m.clinic_id', '=', 'g.clinic_id').on('m.user_id', '=', userId).on('m.role', '=', 'coach'),
    )
    .leftJoin('clinic as c', 'c.id', 'm.clinic_id')
    .leftJoin('auth_user as u', 'u.id', 'm.user_id')
    .select([
      'c.requires_two_factor',
      'u.twoFactorEnabled',
      'g.id',
      'g.revision',
      'g.scopes',
      'g.history',
      'g.created_at',
      'g.expires_at',
      'm.id as membership_id',
      'c.id as clinic_id',
      'c.name as clinic_name',
    ])
    .where('g.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('g.expires_at', 'is', null), eb('g.expires_at', '>', new Date(nowMs))]))
    .where((eb) => eb.or([eb('g.coach_user_id', '=', userId), eb('m.id', 'is not', null)]));
}

function toGrant(row: Selectable<Schema['access_grant']> & { to_name: string }): Grant {
  const { clinic_id: clinicId, coach_user_id: coachUserId } = row;
  return {
    id: row.id,
    // The database holds that it is one of the two.
    to: clinicId === null ? { clinicId, coachUserId: coachUserId! } : { clinicId, coachUserId: null },
    toName: row.to_name,
    scopes: row.scopes,
    history: row.history,
    reason: row.reason,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
  };
}

interface UsableRow {
  readonly requires_two_factor: boolean | null;
  readonly twoFactorEnabled: boolean | null;
  readonly id: string;
  readonly revision: number;
  readonly scopes: UsableGrant['scopes'];
  readonly history: boolean;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly membership_id: string | null;
  readonly clinic_id: string | null;
  readonly clinic_name: string | null;
}

function toUsable(row: UsableRow): UsableGrant {
  const { clinic_id: id, clinic_name: name, membership_id: membershipId } = row;
  return {
    grantId: row.id,
    revision: row.revision,
    scopes: row.scopes,
    history: row.history,
    startsAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at?.getTime() ?? null,
    owesTwoFactor: row.requires_two_factor === true && row.twoFactorEnabled !== true,
    clinic: id === null || name === null || membershipId === null ? null : { id, name, membershipId },
  };
}

function dateOrNull(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
