import { Type } from 'typebox';
import { strict } from './schema.ts';

export const credentials = strict({
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ minLength: 12, maxLength: 200 }),
  /** Needed where the sign-in is more than ten minutes ago. */
  currentPassword: Type.Optional(Type.String({ minLength: 12, maxLength: 200 })),
});
