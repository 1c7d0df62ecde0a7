import type { CompiledMessage } from 'icu-minify/format';
import type { Locale } from '../../../domain/athlete.ts';
import { BoundedMap } from '../../../domain/bounded-map.ts';
import type { Note } from '../../../domain/note.ts';
import { daDocuments } from './da/documents.ts';
import { daNames } from './da/names.ts';
import { daOfAnother } from './da/of-another.ts';
import { daSentences } from './da/sentences.ts';
import { enDocuments } from './en/documents.ts';
import { enNames } from './en/names.ts';
import { enOfAnother } from './en/of-another.ts';
import { enSentences } from './en/sentences.ts';
import { compileMessage, formatMessage } from './icu.ts';
import { LANGUAGES } from './languages.ts';
import type { MessageId } from './message-ids.ts';
import type { Reader } from './reader.ts';
import { sportLabel } from './sport-label.ts';
import { nameKey } from '../../../domain/words.ts';

type Catalogue = Readonly<Record<MessageId, string>>;

const CATALOGUES: Readonly<Record<Locale, Readonly<Record<Reader, Catalogue>>>> = {
  da: catalogues({ ...daNames, ...daSentences, ...daDocuments }, daOfAnother),
  en: catalogues({ ...enNames, ...enSentences, ...enDocuments }, enOfAnother),
};

function catalogues(athlete: Catalogue, ofAnother: Partial<Catalogue>): Record<Reader, Catalogue> {
  return { athlete, other: { ...athlete, ...ofAnother } };
}

/**
 * Rendered sentences kept per locale. A live stream says the same few each second; all streams together stay far below
 * this.
 */
const KEPT_SENTENCES = 5_000;

interface Renderer {
  readonly catalogue: Catalogue;
  readonly compiled: Map<string, CompiledMessage>;
  readonly sentences: Map<string, string>;
  readonly number: Intl.NumberFormat;
  readonly weekday: Intl.DateTimeFormat;
  readonly list: Intl.ListFormat;
}

const languages = new Map<string, Renderer>();

/**
 * A note as a sentence. Values are formatted by the unit in their name: `…Seconds` as `29:12`, `…Date` as a weekday,
 * `sports` (ids between commas) as their names, fractions with the locale's decimal sign. Throws for an id outside the catalogue or a missing value: both are faults
 * of the product, which the types and a test over all ids keep out. Another reader than the athlete is told of them.
 */
export function renderNote(note: Note, locale: Locale, reader: Reader = 'athlete'): string {
  const language = languageOf(locale, reader);
  const key = keyOf(note);
  let sentence = language.sentences.get(key);
  if (sentence === undefined) {
    const message = compile(note.id, language);
    sentence = capitalised(
      formatMessage(message, LANGUAGES[locale].region, formatValues(note, locale, language)),
    );
    language.sentences.set(key, sentence);
  }
  return sentence;
}

/** A message without values, such as a label. */
export function renderMessage(id: MessageId, locale: Locale): string {
  return renderNote({ id }, locale);
}

function keyOf({ id, values }: Note): string {
  if (values === undefined) return id;
  let key: string = id;
  for (const name in values) key += ` ${name}=${values[name]!}`;
  return key;
}

function compile(id: string, language: Renderer): CompiledMessage {
  let compiled = language.compiled.get(id);
  if (compiled === undefined) {
    const messages: Readonly<Record<string, string>> = language.catalogue;
    const message = Object.hasOwn(messages, id) ? messages[id] : undefined;
    if (message === undefined) throw new Error(`no message ${id}`);
    compiled = compileMessage(message);
    language.compiled.set(id, compiled);
  }
  return compiled;
}

function formatValues(
  { values = {} }: Note,
  locale: Locale,
  language: Renderer,
): Record<string, string | number> {
  const formatted = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, formatValue(name, value, language)]),
  );
  const name = values[nameKey(locale)];
  return name === undefined ? formatted : { ...formatted, name };
}

function formatValue(name: string, value: string | number, language: Renderer): string | number {
  if (typeof value === 'string') {
    if (name === 'sports') {
      return language.list.format(value.split(',').map((sport) => sportLabel(sport, language.catalogue)));
    }
    return name.endsWith('Date') ? language.weekday.format(Date.parse(`${value}T00:00:00Z`)) : value;
  }
  if (/(^s|S)econds$/.test(name)) return formatDuration(value);
  // Whole numbers stay numbers, for the plural rules.
  return Number.isInteger(value) ? value : language.number.format(value);
}

/** `29:12`, from an hour on `1:29:12`. */
export function formatDuration(seconds: number): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function languageOf(locale: Locale, reader: Reader): Renderer {
  const key = `${locale} ${reader}`;
  let language = languages.get(key);
  if (language === undefined) {
    language = {
      catalogue: CATALOGUES[locale][reader],
      compiled: new Map(),
      sentences: new BoundedMap(KEPT_SENTENCES),
      number: new Intl.NumberFormat(LANGUAGES[locale].region, { maximumFractionDigits: 1 }),
      weekday: new Intl.DateTimeFormat(LANGUAGES[locale].region, { weekday: 'long', timeZone: 'UTC' }),
      list: new Intl.ListFormat(LANGUAGES[locale].region, { type: 'conjunction' }),
    };
    languages.set(key, language);
  }
  return language;
}
