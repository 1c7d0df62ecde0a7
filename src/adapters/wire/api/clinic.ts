import { Type, type Static } from 'typebox';
import { instant, text, uuid } from './formats.ts';
import { clinicRole } from './me.ts';
import { strict } from './schema.ts';

export const newClinic = strict({ name: text(100) });
export const clinicChanges = strict({ name: Type.Optional(text(100)) });

export const clinicSchema = strict({
  id: Type.String(),
  name: Type.String(),
  createdAt: instant(),
  /** What who asks is in it; none for the operator who is no member. */
  roles: Type.Array(clinicRole),
});

export const memberSchema = strict({
  userId: Type.String(),
  name: Type.String(),
  role: clinicRole,
  since: instant(),
});

/** All roles of a member, at least one. */
export const memberChanges = strict({
  roles: Type.Array(clinicRole, { minItems: 1, maxItems: 2, uniqueItems: true }),
});

export const memberParams = strict({ id: uuid(), userId: uuid() });

export function presentClinic(clinic: {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly roles: readonly ('admin' | 'coach')[];
}): Static<typeof clinicSchema> {
  const { id, name, createdAtMs, roles } = clinic;
  return { id, name, createdAt: new Date(createdAtMs).toISOString(), roles: [...roles] };
}

export function presentMember(member: {
  readonly userId: string;
  readonly name: string;
  readonly role: 'admin' | 'coach';
  readonly sinceMs: number;
}): Static<typeof memberSchema> {
  const { userId, name, role, sinceMs } = member;
  return { userId, name, role, since: new Date(sinceMs).toISOString() };
}
