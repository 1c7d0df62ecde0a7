import type { PersonStore } from '../../../application/ports/person-store.ts';
import type { Executor } from '../database.ts';

/** Mail never reaches it (RFC 2606): the address of an account that was made without one. */
const NO_MAIL = /@zone-coach\.invalid$/;

export function createPersonStore(db: Executor): PersonStore {
  return {
    async find(userId) {
      const row = await db
        .selectFrom('auth_user')
        .select(['id', 'name', 'email', 'isOperator', 'twoFactorEnabled as hasTwoFactor', 'declinesTraining'])
        .where('id', '=', userId)
        .executeTakeFirst();
      return row === undefined ? null : { ...row, email: NO_MAIL.test(row.email) ? null : row.email };
    },

    async findOperatorId() {
      const row = await db
        .selectFrom('auth_user')
        .select('id')
        .where('isOperator', '=', true)
        .orderBy('createdAt')
        .orderBy('id')
        .executeTakeFirst();
      return row?.id ?? null;
    },

    async declineTraining(userId) {
      await db.updateTable('auth_user').set({ declinesTraining: true }).where('id', '=', userId).execute();
    },
  };
}
