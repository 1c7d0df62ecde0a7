import { Type } from 'typebox';
import { instant } from './formats.ts';
import { listOf, strict } from './schema.ts';

export const accountEvents = listOf(
  strict({
    at: instant(),
    what: Type.Literal('credentials_changed', {
      description: 'E-mail and password were set, here or by somebody else who was signed in',
    }),
    endedSessions: Type.Integer({ minimum: 0, description: 'Other sessions that ended by it' }),
  }),
);
