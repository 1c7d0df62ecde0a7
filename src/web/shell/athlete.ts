import { signal } from '@preact/signals';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { DatedTimeZone } from '../../domain/athlete.ts';
import type { LocalDate } from '../../domain/units.ts';
import { parseLocalDate } from '../../domain/calendar/local-time.ts';
import { getJson, sendJson } from '../api/api-client.ts';
import { locale } from '../language/language.ts';
import type { AthleteJson, Items, MaxHeartRateJson } from '../api/contract.ts';

/** The signed-in athlete, null until known. */
export const athlete = signal<AthleteJson | null>(null);

/** Dated max heart rates, newest first as the server lists them; null until known. */
export const maxHeartRates = signal<readonly MaxHeartRateJson[] | null>(null);

export async function loadAthlete(): Promise<void> {
  const [person, rates] = await Promise.all([
    getJson<AthleteJson>('/v1/athlete'),
    getJson<Items<MaxHeartRateJson>>('/v1/athlete/max-heart-rates'),
  ]);
  maxHeartRates.value = rates.items;
  athlete.value = person;
  if (person.name === '') athlete.value = await guessFor(person);
}

/** A newcomer has said nothing yet: the browser's zone and language are better guesses than the server's. */
function guessFor(person: AthleteJson): Promise<AthleteJson> {
  const guess = { timeZone: browserTimeZone(), locale: locale.value };
  if (person.timeZone === guess.timeZone && person.locale === guess.locale) return Promise.resolve(person);
  return sendJson<AthleteJson>('PATCH', '/v1/athlete', guess).catch(() => person);
}

export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The athlete's own zones; until they are known, the browser's. */
export function athleteZones(): readonly DatedTimeZone[] {
  const zones = (athlete.value?.timeZones ?? []).flatMap(({ validFrom, timeZone }) => {
    const date = parseLocalDate(validFrom);
    return date === null ? [] : [{ validFrom: date, timeZone }];
  });
  return zones.length > 0 ? zones : [{ validFrom: EPOCH_DATE, timeZone: browserTimeZone() }];
}

/** Today where the athlete lives. */
export function today(): LocalDate {
  return localDateAt(Date.now(), athleteZones());
}

/** The value that applies today (M1); before the first date the first applies; null when there is none. */
export function maxHeartRateInForce(): MaxHeartRateJson | null {
  const ranked = [...(maxHeartRates.value ?? [])].sort(
    (a, b) => b.validFrom.localeCompare(a.validFrom) || RANK[b.source] - RANK[a.source],
  );
  const date = today();
  return ranked.find(({ validFrom }) => validFrom <= date) ?? ranked.at(-1) ?? null;
}

const RANK = { measured: 3, entered: 2, confirmed: 1, formula: 0 } as const;
const EPOCH_DATE = parseLocalDate('1970-01-01')!;
