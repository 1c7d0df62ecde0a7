import {
  LOINC,
  OWN,
  PHYSICAL_ACTIVITY,
  UCUM,
  type CodeableConcept,
  type Coding,
  type Quantity,
  type Value,
} from './fhir-types.ts';

const loinc = (code: string, display: string): Coding => ({ system: LOINC, code, display });

/** LOINC codes of the report. */
export const HEART_RATE = loinc('8867-4', 'Heart rate');
export const HEART_RATE_MEAN = loinc('55425-3', 'Heart rate unspecified time mean by Pedometer');
export const HEART_RATE_MAX = loinc('55426-1', 'Heart rate unspecified time maximum by Pedometer');
export const HEART_RATE_RESTING = loinc('40443-4', 'Heart rate --resting');
export const EXERCISE_MINUTES = loinc(
  '82290-8',
  'Frequency of moderate to vigorous aerobic physical activity',
);
export const STRENGTH_DAYS = loinc('82291-6', 'Frequency of muscle-strengthening physical activity');
export const EXERCISE_DURATION = loinc('55411-3', 'Exercise duration');

/** What belongs to one session, by the guide. */
export const ACTIVITY_GROUP: CodeableConcept = guide('PAPanel', 'Physical Activity Panel');

const PHYSICAL = guide('PhysicalActivity', 'Physical Activity');
export const ACTIVITY = [categoryOf('activity', 'Activity'), PHYSICAL];
export const VITAL_SIGNS = [categoryOf('vital-signs', 'Vital Signs'), PHYSICAL];

function categoryOf(code: string, display: string): CodeableConcept {
  const system = 'http://terminology.hl7.org/CodeSystem/observation-category';
  return { coding: [{ system, code, display }] };
}

function guide(code: string, display: string): CodeableConcept {
  return { coding: [{ system: PHYSICAL_ACTIVITY, code, display }] };
}

export function own(
  kind: 'report' | 'target' | 'band' | 'status' | 'basis',
  code: string,
  text: string,
): CodeableConcept {
  return { coding: [{ system: `${OWN}:${kind}`, code, display: text }], text };
}

export const perMinute = (value: number): Quantity => quantity(value, 'beats/minute', '/min');
/** To a hundredth: a second is a sixtieth. */
export const minutes = (seconds: number): Quantity =>
  quantity(Math.round((seconds / 60) * 100) / 100, 'min', 'min');
export const minutesPerWeek = (seconds: number): Quantity => ({
  ...minutes(seconds),
  unit: 'minutes per week',
  code: 'min/wk',
});
export const daysPerWeek = (value: number): Quantity => quantity(value, 'days per week', 'd/wk');
export const countOf = (value: number, unit: string): Quantity => quantity(value, unit, `{${unit}}`);

function quantity(value: number, unit: string, code: string): Quantity {
  return { value, unit, system: UCUM, code };
}

/** A quantity; where nobody knows, that instead of a number. */
export function known(value: number | null, toQuantity: (value: number) => Quantity): Value {
  return value === null ? absent('unknown') : { valueQuantity: toQuantity(value) };
}

export function absent(reason: 'unknown' | 'not-performed', text?: string): Value {
  const system = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
  const display = { unknown: 'Unknown', 'not-performed': 'Not Performed' }[reason];
  return {
    dataAbsentReason: { coding: [{ system, code: reason, display }], ...(text !== undefined && { text }) },
  };
}
