import { computed, signal } from '@preact/signals';
import type { DatedTimeZone } from '../../domain/athlete.ts';
import { localDateAt, parseLocalDate } from '../../domain/calendar/local-time.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import {
  chooseMaxHeartRate,
  usableMaxHeartRates,
} from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { DEFAULT_PRESCRIPTION } from '../../domain/prescription/default-prescription.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { LocalDate } from '../../domain/units.ts';
import { getJson, sendJson } from '../api/api-client.ts';
import { chooseBasis, type BasisValues } from '../../domain/basis/choose-basis.ts';
import type { HeartBasis } from '../../domain/bands/heart-basis.ts';
import type {
  AthleteJson,
  Items,
  MaxHeartRateJson,
  PrescriptionJson,
  RestingHeartRateJson,
  ThresholdHeartRateJson,
} from '../api/contract.ts';
import { keep as keepText, recallJson } from '../browser-storage.ts';
import { locale } from '../language/language.ts';

/** What every verdict rests on. Kept in this browser, so that a run without a network is coached by it too. */
interface Known {
  readonly athlete: AthleteJson;
  readonly maxHeartRates: readonly MaxHeartRateJson[];
  readonly prescriptions: readonly PrescriptionJson[];
  readonly thresholdHeartRates: readonly ThresholdHeartRateJson[];
  /** What is in force today; those that the latest report rests on, where it rests on any. */
  readonly restingHeartRates: readonly RestingHeartRateJson[];
}

/** The number is that of the shape: what an older page kept is asked for again. */
const STORED = 'zone-coach.athlete.2';
const known = signal<Known | null>(readKept());

/** The signed-in athlete, null until known. */
export const athlete = computed(() => known.value?.athlete ?? null);

/** Dated max heart rates as the rules take them; null until known. */
export const maxHeartRates = computed(() => known.value?.maxHeartRates.flatMap(asMaxHeartRate) ?? null);

/** Dated prescriptions of the athlete's own, in the order they were written. */
export const prescriptions = computed(() => known.value?.prescriptions.flatMap(asPrescription) ?? []);

/** Asks the server; what was kept stands until it answers. */
export async function loadAthlete(): Promise<void> {
  const [person, rates, own, thresholds, resting] = await Promise.all([
    getJson<AthleteJson>('/v1/athlete'),
    getJson<Items<MaxHeartRateJson>>('/v1/athlete/max-heart-rates'),
    getJson<Items<PrescriptionJson>>('/v1/athlete/prescriptions'),
    getJson<Items<ThresholdHeartRateJson>>('/v1/athlete/threshold-heart-rates'),
    getJson<Items<RestingHeartRateJson>>('/v1/athlete/resting-heart-rates'),
  ]);
  keep({
    athlete: await guessFor(person),
    maxHeartRates: rates.items,
    prescriptions: own.items,
    thresholdHeartRates: thresholds.items,
    restingHeartRates: resting.items,
  });
}

/** Takes over the resting heart rates that a report rests on. */
export function keepResting(values: Known['restingHeartRates']): void {
  if (known.value !== null && values.length > 0) keep({ ...known.value, restingHeartRates: values });
}

/** Takes over what the server has just answered. */
export function keepAthlete(person: AthleteJson): void {
  if (known.value !== null) keep({ ...known.value, athlete: person });
}

function keep(value: Known): void {
  keepText(STORED, JSON.stringify(value));
  known.value = value;
}

function readKept(): Known | null {
  // Written by `keep` alone.
  return recallJson(STORED) as Known | null;
}

/** A newcomer has said nothing yet: the browser's zone and language are better guesses than the server's. */
async function guessFor(person: AthleteJson): Promise<AthleteJson> {
  const guess = { timeZone: browserTimeZone(), locale: locale.value };
  if (person.name !== '' || (person.timeZone === guess.timeZone && person.locale === guess.locale)) {
    return person;
  }
  // From the beginning of time: nobody has moved.
  const timeZoneValidFrom = person.timeZones[0]?.validFrom ?? '1970-01-01';
  return sendJson<AthleteJson>('PATCH', '/v1/athlete', { ...guess, timeZoneValidFrom }).catch(() => person);
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

/** The value that applies today (M1) and may be used (M7), null when there is none. */
export function maxHeartRateInForce(): MaxHeartRate | null {
  const usable = usableMaxHeartRates(maxHeartRates.value ?? [], athlete.value?.flags ?? []);
  return chooseMaxHeartRate(usable, today())?.value ?? null;
}

/** All dated values that bands are measured by and that may be used (M7, P2). */
export function basisValues(): BasisValues {
  return {
    maxHeartRates: usableMaxHeartRates(maxHeartRates.value ?? [], athlete.value?.flags ?? []),
    thresholdHeartRates: (known.value?.thresholdHeartRates ?? []).flatMap((value) => {
      const validFrom = parseLocalDate(value.validFrom);
      const createdAtMs = Date.parse(value.createdAt);
      return validFrom === null ? [] : [{ ...value, validFrom, method: value.method ?? null, createdAtMs }];
    }),
    restingHeartRates: (known.value?.restingHeartRates ?? []).flatMap((value) => {
      const date = parseLocalDate(value.date);
      return date === null ? [] : [{ ...value, date }];
    }),
  };
}

/** What bands are measured by today. */
export function basisInForce(): HeartBasis {
  return chooseBasis(basisValues(), today());
}

/** The prescription of this week (T15). */
export function prescriptionInForce(): Prescription {
  return choosePrescription(prescriptions.value, isoWeekOf(today()));
}

/** The prescription that a report names as its basis; the article's until the athlete has one. */
export function prescriptionById(id: string): Prescription {
  return prescriptions.value.find((each) => each.id === id) ?? DEFAULT_PRESCRIPTION;
}

function asMaxHeartRate(value: MaxHeartRateJson): MaxHeartRate[] {
  const validFrom = parseLocalDate(value.validFrom);
  if (validFrom === null) return [];
  return [{ ...value, validFrom, method: value.method ?? null, createdAtMs: Date.parse(value.createdAt) }];
}

/** As the rules take it; none where it is not one of ours. */
export function asPrescription(value: PrescriptionJson): Prescription[] {
  const validFrom = parseLocalDate(value.validFrom);
  if (validFrom === null) return [];
  const { id, author, reason, targets, ceiling } = value;
  // Without what stands beside the language for readers of the article's numbers.
  const bands = value.bands.map(({ id: bandId, name, low, high, colour }) => ({
    id: bandId,
    name,
    low,
    high,
    ...(colour && { colour }),
  }));
  return [{ id, validFrom, author, reason, bands, targets, ceiling }];
}

const EPOCH_DATE = parseLocalDate('1970-01-01')!;
