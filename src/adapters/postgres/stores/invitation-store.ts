import { sql, type Selectable } from 'kysely';
import type { Invitation, InvitationStore } from '../../../application/ports/invitation-store.ts';
import type { Executor } from '../database.ts';
import { refuse } from '../refuse.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = [
  'id',
  'invited_as',
  'clinic_id',
  'email',
  'created_by',
  'created_at',
  'expires_at',
  'accepted_at',
  'revoked_at',
] as const;

export function createInvitationStore(db: Executor): InvitationStore {
  return {
    async add(invitation, tokenHash) {
      await db
        .insertInto('invitation')
        .values({
          id: invitation.id,
          invited_as: invitation.as,
          clinic_id: invitation.clinicId,
          email: invitation.email,
          token_hash: tokenHash,
          created_by: invitation.createdBy,
          created_at: new Date(invitation.createdAtMs),
          expires_at: new Date(invitation.expiresAtMs),
        })
        .execute()
        .catch(refuse);
    },

    async list({ userId, clinicIds, commandLine }) {
      const rows = await db
        .selectFrom('invitation')
        .select(COLUMNS)
        .where((eb) =>
          eb.or([
            eb('created_by', '=', userId),
            ...(clinicIds.length > 0 ? [eb('clinic_id', 'in', clinicIds)] : []),
            ...(commandLine ? [eb('created_by', 'is', null)] : []),
          ]),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toInvitation);
    },

    async find(id) {
      const row = await db.selectFrom('invitation').select(COLUMNS).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toInvitation(row);
    },

    async findOpen(tokenHash, nowMs) {
      const row = await db
        .selectFrom('invitation')
        .select(COLUMNS)
        .where('token_hash', '=', Buffer.from(tokenHash))
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', new Date(nowMs))
        .executeTakeFirst();
      return row === undefined ? null : toInvitation(row);
    },

    async take(id, nowMs) {
      const { numUpdatedRows } = await db
        .updateTable('invitation')
        .set({ accepted_at: new Date(nowMs), email: null })
        .where('id', '=', id)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async giveBack({ id, email }) {
      await db.updateTable('invitation').set({ accepted_at: null, email }).where('id', '=', id).execute();
    },

    async revoke(id, atMs) {
      const { numUpdatedRows } = await db
        .updateTable('invitation')
        .set({ revoked_at: new Date(atMs), email: null })
        .where('id', '=', id)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async forgetOldAddresses(nowMs) {
      await sql`
        update invitation set email = null
        where email is not null and expires_at <= ${new Date(nowMs)}::timestamptz - interval '30 days'
      `.execute(db);
    },
  };
}

function toInvitation(row: Omit<Selectable<Schema['invitation']>, 'token_hash'>): Invitation {
  return {
    id: row.id,
    as: row.invited_as,
    clinicId: row.clinic_id,
    email: row.email,
    createdBy: row.created_by,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    acceptedAtMs: row.accepted_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
  };
}
