import { Type } from 'typebox';
import { oneOf } from './formats.ts';
import { nullable, strict } from './schema.ts';

export const clinicRole = oneOf('admin', 'coach');

export const meSchema = strict({
  user: strict({
    id: Type.String(),
    name: Type.String(),
    email: Type.Optional(Type.String()),
    roles: Type.Array(oneOf('operator')),
  }),
  athleteId: Type.Optional(Type.String()),
  /** Whether the person is an athlete themself; null while nobody has asked them. */
  trains: nullable(Type.Boolean()),
  /** A person's second factor (U4), and whether a clinic of theirs demands it. */
  twoFactor: Type.Optional(strict({ enabled: Type.Boolean(), required: Type.Boolean() })),
  clinics: Type.Array(strict({ id: Type.String(), name: Type.String(), role: clinicRole })),
});

export const trainsSchema = strict({ trains: Type.Boolean() });
