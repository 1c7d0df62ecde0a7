import compile from 'icu-minify/compile';
import format, { type CompiledMessage, type FormatOptions } from 'icu-minify/format';

/** What a message is given; whole numbers stay numbers, for the plural rules. */
export type Values = Readonly<Record<string, string | number>>;

/** Text up to a brace that opens a branch of a plural, not an argument. */
type Branch = `${string}${'zero' | 'one' | 'two' | 'few' | 'many' | 'other' | `=${number}`} `;
type Head<Text extends string> = Text extends `${infer Inside}}${string}`
  ? Inside extends `${infer Name},${string}`
    ? Name
    : Inside
  : never;

/** Names of the arguments of an ICU message, at any depth. */
type ArgumentOf<Text extends string> = Text extends `${infer Before}{${infer After}`
  ? (Before extends Branch ? never : Head<After>) | ArgumentOf<After>
  : never;

/** Names of the arguments that choose a plural. */
type PluralOf<Text extends string> = Text extends `${string}{${infer After}`
  ? (After extends `${infer Name}, plural,${string}` ? Name : never) | PluralOf<After>
  : never;

type ValuesOf<Text extends string> = {
  readonly [Name in ArgumentOf<Text>]: Name extends PluralOf<Text> ? number : string | number;
};

/**
 * ICU messages of one language as functions of their values. A value that is missing, or not in the message, does not
 * compile; nor does a language that uses a value which English has not.
 */
export function messagesIn(
  region: string,
): <const Text extends string>(text: Text) => (values: ValuesOf<Text>) => string {
  return (text) => {
    let compiled: CompiledMessage | null = null;
    return (values) => formatMessage((compiled ??= compileMessage(text)), region, values);
  };
}

/** The bundler of the page has compiled the messages already: it leaves this as the identity. */
export function compileMessage(message: CompiledMessage): CompiledMessage {
  return typeof message === 'string' ? compile(message) : message;
}

/** Throws for a value that is missing. */
export function formatMessage(message: CompiledMessage, region: string, values: Values): string {
  return String(format(message, region, new Proxy(values, PRESENT), OPTIONS));
}

const PRESENT: ProxyHandler<Values> = {
  get(values, name) {
    const value = values[String(name)];
    if (value === undefined) throw new Error(`no value ${String(name)}`);
    return value;
  },
};

const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();

/** No message formats a date or chooses an ordinal: an instance per language is enough. */
const OPTIONS: FormatOptions = {
  formatters: {
    getNumberFormat: (locale) => kept(numbers, String(locale), (region) => new Intl.NumberFormat(region)),
    getPluralRules: (locale) => kept(plurals, String(locale), (region) => new Intl.PluralRules(region)),
    getDateTimeFormat: (...options) => new Intl.DateTimeFormat(...options),
  },
};

function kept<Formatter>(
  formatters: Map<string, Formatter>,
  region: string,
  create: (region: string) => Formatter,
): Formatter {
  let formatter = formatters.get(region);
  if (formatter === undefined) formatters.set(region, (formatter = create(region)));
  return formatter;
}
