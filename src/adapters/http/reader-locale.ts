import type { FastifyRequest } from 'fastify';
import { isLocale, type Locale } from '../../domain/athlete.ts';
import { callerOf } from './access.ts';
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
