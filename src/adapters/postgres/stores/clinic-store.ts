import { sql, type Selectable } from 'kysely';
import type { Clinic, ClinicStore, NewClinic } from '../../../application/ports/clinic-store.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = ['id', 'name', 'created_at', 'requires_two_factor'] as const;

export function createClinicStore(db: Executor): ClinicStore {
  return {
    async create(clinic, admin) {
      await insert(db, clinic, admin, null);
    },

    createDemo(clinic, admin, athleteIds) {
      return insert(db, clinic, admin, athleteIds);
    },

    async findDemo() {
      const row = await db
        .selectFrom('clinic')
        .select(['id', 'demo_athlete_ids'])
        .where('demo_athlete_ids', 'is not', null)
        .executeTakeFirst();
      return row === undefined ? null : { clinicId: row.id, athleteIds: row.demo_athlete_ids ?? [] };
    },

    async find(id) {
      const row = await db.selectFrom('clinic').select(COLUMNS).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toClinic(row);
    },

    async list() {
      const rows = await db.selectFrom('clinic').select(COLUMNS).orderBy('name').orderBy('id').execute();
      return rows.map(toClinic);
    },

    async rename(id, name) {
      const { numUpdatedRows } = await db
        .updateTable('clinic')
        .set({ name })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async setRequiresTwoFactor(id, requiresTwoFactor) {
      await sql`
        with changed as (
          update clinic set requires_two_factor = ${requiresTwoFactor}
          where id = ${id} and requires_two_factor <> ${requiresTwoFactor}
          returning id, requires_two_factor
        ), ended as (
          -- As another membership: what relied on the former one ends on every process.
          update clinic_member m set id = gen_random_uuid()::text
          from changed, clinic_member old, auth_user u
          where changed.requires_two_factor and m.clinic_id = changed.id
            and old.clinic_id = m.clinic_id and old.user_id = m.user_id and old.role = m.role
            and u.id = m.user_id and not u."twoFactorEnabled"
          returning old.id
        )
        select pg_notify('authority_ended', 'member:' || id) from ended
      `.execute(db);
    },

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('clinic').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async listMemberships(userId) {
      const rows = await db
        .selectFrom('clinic_member as m')
        .innerJoin('clinic as c', 'c.id', 'm.clinic_id')
        .select(['m.id', 'm.clinic_id', 'c.name', 'm.role', 'c.requires_two_factor'])
        .where('m.user_id', '=', userId)
        .orderBy('c.name')
        .orderBy('m.clinic_id')
        .orderBy('m.role')
        .execute();
      return rows.map((row) => ({
        membershipId: row.id,
        clinicId: row.clinic_id,
        clinicName: row.name,
        role: row.role,
        requiresTwoFactor: row.requires_two_factor,
      }));
    },

    async listMembers(clinicId) {
      const rows = await db
        .selectFrom('clinic_member as m')
        .innerJoin('auth_user as u', 'u.id', 'm.user_id')
        .select(['m.user_id', 'u.name', 'm.role', 'm.created_at', 'u.twoFactorEnabled'])
        .where('m.clinic_id', '=', clinicId)
        .orderBy('u.name')
        .orderBy('m.user_id')
        .orderBy('m.role')
        .execute();
      return rows.map((row) => ({
        userId: row.user_id,
        name: row.name,
        role: row.role,
        sinceMs: row.created_at.getTime(),
        hasTwoFactor: row.twoFactorEnabled,
      }));
    },

    async addMember(clinicId, { userId, role, membershipId, atMs }) {
      await db
        .insertInto('clinic_member')
        .values({
          clinic_id: clinicId,
          user_id: userId,
          role,
          id: membershipId,
          created_at: new Date(atMs),
        })
        .onConflict((conflict) => conflict.constraint('clinic_member_pk').doNothing())
        .execute()
        .catch(refuse);
    },

    setRoles(clinicId, userId, roles, atMs) {
      return atomically(db, async (trx) => {
        // Two admins who remove each other take turns.
        await trx.selectFrom('clinic').select('id').where('id', '=', clinicId).forUpdate().execute();
        const admins = await trx
          .selectFrom('clinic_member')
          .select('user_id')
          .where('clinic_id', '=', clinicId)
          .where('role', '=', 'admin')
          .execute();
        const isOnlyAdmin = admins.length === 1 && admins[0]!.user_id === userId;
        if (isOnlyAdmin && !roles.some(({ role }) => role === 'admin')) return false;
        await trx
          .deleteFrom('clinic_member')
          .where('clinic_id', '=', clinicId)
          .where('user_id', '=', userId)
          .$if(roles.length > 0, (query) =>
            query.where(
              'role',
              'not in',
              roles.map(({ role }) => role),
            ),
          )
          .execute();
        for (const { role, membershipId } of roles) {
          await createClinicStore(trx).addMember(clinicId, { userId, role, membershipId, atMs });
        }
        return true;
      });
    },
  };
}

/** With its first member; false where it is a second demo. */
function insert(
  db: Executor,
  { id, name, createdAtMs }: NewClinic,
  { userId, membershipId }: { userId: string; membershipId: string },
  athleteIds: readonly string[] | null,
): Promise<boolean> {
  const created_at = new Date(createdAtMs);
  return atomically(db, async (trx) => {
    const { numInsertedOrUpdatedRows = 0n } = await trx
      .insertInto('clinic')
      .values({ id, name, created_at, demo_athlete_ids: athleteIds === null ? null : [...athleteIds] })
      .$if(athleteIds !== null, (query) => query.onConflict((conflict) => conflict.doNothing()))
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return false;
    await trx
      .insertInto('clinic_member')
      .values({ clinic_id: id, user_id: userId, role: 'admin', id: membershipId, created_at })
      .execute();
    return true;
  }).catch(refuse);
}

function toClinic(row: Pick<Selectable<Schema['clinic']>, (typeof COLUMNS)[number]>): Clinic {
  return {
    id: row.id,
    name: row.name,
    createdAtMs: row.created_at.getTime(),
    requiresTwoFactor: row.requires_two_factor,
  };
}
