import type { FastifyRequest } from 'fastify';
import { isLocale, type Locale } from '../../domain/athlete.ts';
import { askerOf, callerOf } from './access.ts';
import type { Reader } from '../wire/messages/reader.ts';
import type { Verbs } from '../../application/verbs/all-verbs.ts';

/** The language of the answer: as the query asks, else the athlete's own. */
export async function localeOf(
  { readAthlete }: Pick<Verbs, 'readAthlete'>,
  request: FastifyRequest,
): Promise<Locale> {
  const { locale } = request.query as { locale?: Locale };
  if (isLocale(locale)) return locale;
  return (await readAthlete(callerOf(request))).locale;
}

/** Whom the answer speaks to: who looks by a grant reads of the athlete. */
export function readerOf(request: FastifyRequest): Reader {
  return askerOf(request).grant === null ? 'athlete' : 'other';
}
