import type { AthleteStore } from '../../../application/ports/athlete-store.ts';
import type { Athlete } from '../../../domain/athlete.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { atomically } from '../atomically.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';

/** Before any recording: the first zone applies also before its date (T1). */
const FIRST_DATE = '1970-01-01' as LocalDate;

export function createAthleteStore(db: Executor): AthleteStore {
  return {
    async create({ id, name, timeZone, locale, birthDate, flags, ownerUserId }) {
      await atomically(db, async (trx) => {
        await trx
          .insertInto('athlete')
          .values({
            athlete_id: id,
            name,
            locale,
            birth_date: birthDate,
            flags: [...flags],
            owner_user_id: ownerUserId,
          })
          .execute();
        await trx
          .insertInto('athlete_time_zone')
          .values({ athlete_id: id, valid_from: FIRST_DATE, time_zone: timeZone })
          .execute();
      }).catch(refuse);
    },

    async find(athleteId) {
      const rows = await db
        .selectFrom('athlete as a')
        .innerJoin('athlete_time_zone as z', 'z.athlete_id', 'a.athlete_id')
        .select([
          'a.athlete_id',
          'a.name',
          'a.locale',
          'a.birth_date',
          'a.flags',
          'z.valid_from',
          'z.time_zone',
        ])
        .where('a.athlete_id', '=', athleteId)
        .orderBy('z.valid_from')
        .execute();
      const [first] = rows;
      if (first === undefined) return null;
      return {
        id: first.athlete_id,
        name: first.name,
        locale: first.locale,
        birthDate: first.birth_date,
        flags: first.flags,
        timeZones: rows.map((row) => ({ validFrom: row.valid_from, timeZone: row.time_zone })),
      } satisfies Athlete;
    },

    async listIds() {
      const rows = await db.selectFrom('athlete').select('athlete_id').orderBy('athlete_id').execute();
      return rows.map((row) => row.athlete_id);
    },

    async findIdByOwner(userId) {
      const row = await db
        .selectFrom('athlete')
        .select('athlete_id')
        .where('owner_user_id', '=', userId)
        .orderBy('created_at')
        .orderBy('athlete_id')
        .limit(1)
        .executeTakeFirst();
      return row?.athlete_id ?? null;
    },

    async findOwner(athleteId) {
      const row = await db
        .selectFrom('athlete')
        .select('owner_user_id')
        .where('athlete_id', '=', athleteId)
        .executeTakeFirst();
      return row?.owner_user_id ?? null;
    },

    async adoptOnly(userId) {
      const row = await db
        .updateTable('athlete')
        .set({ owner_user_id: userId })
        .where('owner_user_id', 'is', null)
        .where((eb) =>
          eb(
            eb.selectFrom('athlete').select((of) => of.fn.countAll<number>().as('count')),
            '=',
            1,
          ),
        )
        .returning('athlete_id')
        .executeTakeFirst();
      return row?.athlete_id ?? null;
    },

    async update(athleteId, { name, locale, birthDate, flags }) {
      const changes = {
        ...(name !== undefined && { name }),
        ...(locale !== undefined && { locale }),
        ...(birthDate !== undefined && { birth_date: birthDate }),
        ...(flags !== undefined && { flags: [...flags] }),
      };
      if (Object.keys(changes).length === 0) return;
      await db.updateTable('athlete').set(changes).where('athlete_id', '=', athleteId).execute();
    },

    async putTimeZone(athleteId, validFrom, timeZone) {
      await db
        .insertInto('athlete_time_zone')
        .values({ athlete_id: athleteId, valid_from: validFrom, time_zone: timeZone })
        .onConflict((conflict) =>
          conflict.constraint('athlete_time_zone_pk').doUpdateSet({ time_zone: timeZone }),
        )
        .execute()
        .catch(refuse);
    },

    async erase(athleteId) {
      await atomically(db, async (trx) => {
        const erased = await trx
          .deleteFrom('athlete')
          .where('athlete_id', '=', athleteId)
          .returning('owner_user_id')
          .executeTakeFirst();
        const owner = erased?.owner_user_id ?? null;
        if (owner === null) return;
        // The account is the same person's; it stays only while it owns another athlete or works in a clinic (C5).
        await trx
          .deleteFrom('auth_user')
          .where('id', '=', owner)
          .where((eb) =>
            eb.not(
              eb.exists(eb.selectFrom('athlete').select('athlete_id').where('owner_user_id', '=', owner)),
            ),
          )
          .where((eb) =>
            eb.not(eb.exists(eb.selectFrom('clinic_member').select('id').where('user_id', '=', owner))),
          )
          .execute();
        // Who stays is no athlete by the next request: they have just ended being one (U1).
        await trx.updateTable('auth_user').set({ declinesTraining: true }).where('id', '=', owner).execute();
      });
    },
  };
}
