import type { Locale } from '../../domain/athlete.ts';
import type { ReadAthlete } from '../athlete/read-athlete.ts';
import { parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface SummaryKeyDeps {
  readonly stores: Pick<Stores, 'summaries'>;
  readonly secrets: Pick<Secrets, 'sha256'>;
  readonly readAthlete: ReadAthlete;
}

/** Whose mail a key came in, and in which language; changes nothing, since mail filters open links as well. */
export type ReadSummaryKey = (input: { key: string }) => Promise<{ athleteId: string; locale: Locale }>;
/** No more mail to whom the key was sent. Once more is as well. */
export type StopSummaryMail = (input: { key: string }) => Promise<{ locale: Locale }>;

/** @throws AppError `gone` for a key that was never sent; which of the reasons is nobody's business. */
export function readSummaryKey({ stores, secrets, readAthlete }: SummaryKeyDeps): ReadSummaryKey {
  return async ({ key }) => {
    const parsed = parseBearerText('zs_', key);
    if (parsed === null || !(await stores.summaries.hasKey(parsed.athleteId, secrets.sha256(parsed.bytes)))) {
      throw new AppError('gone', 'This link stops nothing.');
    }
    const { athleteId } = parsed;
    return { athleteId, locale: (await readAthlete({ athleteId })).locale };
  };
}

/** @throws AppError as `readSummaryKey`. */
export function stopSummaryMail(deps: SummaryKeyDeps & { readonly clock: Clock }): StopSummaryMail {
  const read = readSummaryKey(deps);
  return async (input) => {
    const { athleteId, locale } = await read(input);
    await deps.stores.summaries.chooseMail(athleteId, false, deps.clock.nowMs());
    return { locale };
  };
}
