/** String formats of the contract. Each is checked by the parser of the domain, whose brand the static type carries. */
import { Format } from 'typebox/format';
import { Type, type TSchemaOptions, type TUnsafe } from 'typebox';
import { isTimeZone, parseLocalDate } from '../../../domain/calendar/local-time.ts';
import { parseIsoWeek } from '../../../domain/calendar/week.ts';
import type { LiveIntent } from '../live/live-frames.ts';
import { INTENT_PATTERN } from '../live/live-protocol.ts';
import type { IsoWeek, LocalDate } from '../../../domain/units.ts';

// Most years one can mean without a typing error; the domain itself knows more.
const YEARS = /^(19|20|21)\d\d-/;

Format.Set('date', (text) => YEARS.test(text) && parseLocalDate(text) !== null);
Format.Set('iso-week', (text) => YEARS.test(text) && parseIsoWeek(text) !== null);
Format.Set('time-zone', isTimeZone);

/** A string of the schema whose static type is narrower than its JSON type. */
export type TText<Static extends string> = TUnsafe<Static> & { readonly type: 'string' };

function textual<Static extends string>(schema: TSchemaOptions): TText<Static> {
  // `Unsafe` answers the schema it is given; its own type speaks of the static side only.
  return Type.Unsafe<Static>({ type: 'string', ...schema }) as TText<Static>;
}

/** A local date `YYYY-MM-DD`. */
export const localDate = (options: TSchemaOptions = {}): TText<LocalDate> =>
  textual<LocalDate>({ format: 'date', examples: ['2026-11-16'], ...options });

/** An ISO week `2026-W47`. */
export const isoWeek = (options: TSchemaOptions = {}): TText<IsoWeek> =>
  textual<IsoWeek>({ format: 'iso-week', examples: ['2026-W47'], ...options });

/** An IANA time zone. */
export const timeZone = (options: TSchemaOptions = {}): TText<string> =>
  textual<string>({
    format: 'time-zone',
    maxLength: 64,
    examples: ['Europe/Copenhagen'],
    ...options,
  });

/** A UTC instant in RFC 3339. */
export const instant = (options: TSchemaOptions = {}): TText<string> =>
  textual<string>({ format: 'date-time', examples: ['2026-11-16T06:30:00Z'], ...options });

export const uuid = (options: TSchemaOptions = {}): TText<string> =>
  textual<string>({ format: 'uuid', ...options });

/** Text from a person: no control characters, which neither a screen nor the database can keep. */
export const text = (maxLength: number, options: TSchemaOptions = {}): TText<string> =>
  textual<string>({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
    ...options,
  });

/** What a run is for: a target of the article, any of a prescription as `target:<id>`, or `free`. */
export const intent = (): TText<LiveIntent> =>
  textual<LiveIntent>({ pattern: INTENT_PATTERN, examples: ['zone2'] });

/** One of some words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): TText<Word> {
  return textual<Word>({ enum: words });
}
