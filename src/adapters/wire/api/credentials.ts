import { Type } from 'typebox';
import { text } from './formats.ts';
import { language, strict } from './schema.ts';

export const credentials = strict({
  email: Type.String({ format: 'email', maxLength: 254 }),
  password: Type.String({ minLength: 12, maxLength: 200 }),
  /** Needed where the sign-in is more than ten minutes ago. */
  currentPassword: Type.Optional(Type.String({ minLength: 12, maxLength: 200 })),
  /** The language of the mail that confirms another address; Danish when left out. */
  locale: Type.Optional(language),
});

/** The password is set; the address takes its place once its mail is answered (U5). */
export const addressToConfirm = strict({ emailToConfirm: Type.String() });

export const confirmAddressQuery = strict({ token: text(100) });
