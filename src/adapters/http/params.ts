import { Type } from 'typebox';
import { isoWeek, localDate, uuid } from '../wire/api/formats.ts';
import { strict } from '../wire/api/schema.ts';

/** `current`: the token that the request bears. */
export const deviceParams = strict({ id: Type.Union([uuid(), Type.Literal('current')]) });
export const idParams = strict({ id: uuid() });
export const weekParams = strict({ isoWeek: isoWeek() });
export const dateParams = strict({ date: localDate() });
