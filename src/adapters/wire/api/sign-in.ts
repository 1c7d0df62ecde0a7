import { Type } from 'typebox';
import { instant } from './formats.ts';
import { language, listOf, nullable, strict } from './schema.ts';

export const signInLinkRequest = strict({
  email: Type.String({ format: 'email', maxLength: 254 }),
  /** The language of the mail; Danish when left out. */
  locale: Type.Optional(language),
});

/** How a person may come back. */
export const signInWays = strict({
  passkey: Type.Boolean({ description: 'Whether the public address has a name, which passkeys need' }),
  password: Type.Boolean(),
  mailedLink: Type.Boolean({ description: 'Whether a mail server is configured' }),
  signUp: Type.Boolean({ description: 'Whether anybody may make an account (U3)' }),
});

export const ownSessions = listOf(
  strict({
    id: Type.String(),
    createdAt: instant(),
    lastUsedAt: Type.Unsafe<string>({ ...instant(), description: 'Exact to ten minutes' }),
    expiresAt: instant(),
    userAgent: nullable(Type.String()),
    current: Type.Boolean({ description: 'The session of this request' }),
  }),
);
