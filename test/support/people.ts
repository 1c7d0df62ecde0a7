import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';

/** An account as the identity library keeps it; answers its id. */
export async function addUser(
  db: Database,
  { name = 'Someone', isOperator = false }: { name?: string; isOperator?: boolean } = {},
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into auth_user (id, name, email, "isOperator")
    values (${id}, ${name}, ${`${id}@example.org`}, ${isOperator})
  `.execute(db);
  return id;
}

/** A clinic with one coach, and an invitation into it: rows that are no athlete's. */
export async function addClinic(db: Database): Promise<{ clinicId: string; coachId: string }> {
  const stores = createStores(db);
  const [adminId, coachId, clinicId] = [await addUser(db), await addUser(db), randomUUID()];
  const clinic = { id: clinicId, name: 'Clinic', createdAtMs: 1 };
  await stores.clinics.create(clinic, { userId: adminId, membershipId: randomUUID() });
  await stores.clinics.addMember(clinicId, {
    userId: coachId,
    role: 'coach',
    membershipId: randomUUID(),
    atMs: 2,
  });
  const invitation = {
    id: randomUUID(),
    as: 'athlete',
    clinicId,
    email: null,
    createdBy: adminId,
    createdAtMs: 3,
    expiresAtMs: 4,
    acceptedAtMs: null,
    revokedAtMs: null,
  } as const;
  await stores.invitations.add(invitation, Buffer.from(randomUUID()));
  await stores.templates.add(clinicId, { id: 't1', name: 'Base', reason: null, content: {}, createdAtMs: 4 });
  return { clinicId, coachId };
}
