import { isoWeek, localDate, uuid } from '../wire/api/formats.ts';
import { strict } from '../wire/api/schema.ts';

export const idParams = strict({ id: uuid() });
export const weekParams = strict({ isoWeek: isoWeek() });
export const dateParams = strict({ date: localDate() });
