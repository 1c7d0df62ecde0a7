import { Type, type Static } from 'typebox';
import { instant, text, uuid } from './formats.ts';
import { clinicRole } from './me.ts';
import { strict } from './schema.ts';

export const newClinic = strict({ name: text(100) });
export const clinicChanges = strict({
  name: Type.Optional(text(100)),
  requiresTwoFactor: Type.Optional(Type.Boolean()),
});

export const clinicSchema = strict({
  id: Type.String(),
  name: Type.String(),
  createdAt: instant(),
  /** Of its members (U4). */
  requiresTwoFactor: Type.Boolean(),
  /** What who asks is in it; none for the operator who is no member. */
  roles: Type.Array(clinicRole),
});

export const memberSchema = strict({
  userId: Type.String(),
  name: Type.String(),
  role: clinicRole,
  since: instant(),
  /** A second factor is set up. */
  twoFactor: Type.Boolean(),
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
  readonly requiresTwoFactor: boolean;
  readonly roles: readonly ('admin' | 'coach')[];
}): Static<typeof clinicSchema> {
  const { id, name, createdAtMs, requiresTwoFactor, roles } = clinic;
  const createdAt = new Date(createdAtMs).toISOString();
  return { id, name, createdAt, requiresTwoFactor, roles: [...roles] };
}

export function presentMember(member: {
  readonly userId: string;
  readonly name: string;
  readonly role: 'admin' | 'coach';
  readonly sinceMs: number;
  readonly hasTwoFactor: boolean;
}): Static<typeof memberSchema> {
  const { userId, name, role, sinceMs, hasTwoFactor } = member;
  return { userId, name, role, since: new Date(sinceMs).toISOString(), twoFactor: hasTwoFactor };
}
