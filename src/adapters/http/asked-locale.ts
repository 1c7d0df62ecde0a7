import type { FastifyRequest } from 'fastify';
import { isLocale, LOCALES, type Locale } from '../../domain/athlete.ts';
import { LANGUAGES } from '../wire/messages/languages.ts';

/** The language that the address asks for, else the first of the browser's that is spoken here; null: it asks for none. */
export function askedLocale({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Locale | null {
  const { locale } = (query ?? {}) as { locale?: unknown };
  if (isLocale(locale)) return locale;
  const tags = (headers['accept-language'] ?? '').split(',').map((tag) => tag.trim().split(/[-;]/)[0]!);
  const understood = tags.map((tag) =>
    LOCALES.find((each) => LANGUAGES[each].understoodBy.includes(tag.toLowerCase())),
  );
  return understood.find((each) => each !== undefined) ?? null;
}
