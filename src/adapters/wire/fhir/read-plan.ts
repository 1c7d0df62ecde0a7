import { parseLocalDate } from '../../../domain/calendar/local-time.ts';
import type { PlannedDose } from '../../../domain/prescription/planned-dose.ts';
import type { LocalDate } from '../../../domain/units.ts';
import { LOINC, OWN } from './fhir-types.ts';
import {
  BUNDLE,
  SHAPES,
  type Concept,
  type PlanResource,
  type Quantity,
  type Range,
  type Timing,
} from './plan-resources.ts';

/** A weekly dose, and where it stands: `ServiceRequest`, `CarePlan.activity.0`. */
type PlacedDose = PlannedDose & { readonly path: string };

/** What a clinical system asks for, and what of it has no place in a prescription. */
export interface ReadPlan {
  readonly validFrom: LocalDate | null;
  readonly reason: string | null;
  readonly doses: readonly PlacedDose[];
  readonly unread: readonly { readonly path: string; readonly why: UnreadWhy }[];
}
type UnreadWhy = 'code' | 'dose' | 'status' | 'resource';

/** What cannot be read at all, and where. */
export interface PlanFault {
  readonly field: string;
  readonly message: string;
}

const OVER: readonly string[] = [
  'revoked',
  'completed',
  'cancelled',
  'stopped',
  'abandoned',
  'rejected',
  'entered-in-error',
];
/** Codes of the physical-activity guide. */
const KINDS: Readonly<Record<string, 'strength' | 'aerobic' | 'minutes'>> = {
  '82291-6': 'strength',
  '82290-8': 'aerobic',
  '89555-7': 'aerobic',
  '68516-4': 'minutes',
};
const TIMES_A_WEEK: readonly (string | undefined)[] = [
  '/wk',
  '{d}/wk',
  'd/wk',
  '{times}/wk',
  '{sessions}/wk',
];

/** A `ServiceRequest`, `CarePlan` or `Goal` of FHIR R4, or a `Bundle` of some, as weekly doses (D4). */
export function readPlan(resource: unknown): ReadPlan | PlanFault {
  const plan = {
    starts: [] as string[],
    reasons: [] as string[],
    doses: [] as PlacedDose[],
    unread: [] as Unread[],
  };
  const resources = BUNDLE.Check(resource)
    ? (resource.entry ?? []).map((entry, index) => ({
        path: `entry.${index}.resource`,
        resource: entry.resource as unknown,
      }))
    : [{ path: '', resource }];
  for (const { path, resource: one } of resources) {
    const type = (one as { resourceType?: unknown } | null | undefined)?.resourceType;
    if (type !== 'ServiceRequest' && type !== 'CarePlan' && type !== 'Goal') {
      if (path === '')
        return {
          field: 'resourceType',
          message: 'Send a ServiceRequest, a CarePlan, a Goal or a Bundle of them.',
        };
      plan.unread.push({ path, why: 'resource' });
      continue;
    }
    const shape = SHAPES[type];
    if (!shape.Check(one)) {
      const [fault] = shape.Errors(one);
      const at = `${path}${fault?.instancePath.replaceAll('/', '.') ?? ''}`.replace(/^\./, '');
      return {
        field: at === '' ? 'resourceType' : at,
        message: `${type}: ${fault?.message ?? 'cannot be read'}.`,
      };
    }
    read(one, path === '' ? type : path, plan);
  }
  const [start] = plan.starts
    .map((text) => parseLocalDate(text.slice(0, 10)))
    .filter((date) => date !== null);
  return {
    validFrom: start ?? null,
    reason: plan.reasons.length === 0 ? null : [...new Set(plan.reasons)].join(' ').slice(0, 1000),
    doses: plan.doses,
    unread: plan.unread,
  };
}

type Unread = ReadPlan['unread'][number];
interface Found {
  readonly starts: string[];
  readonly reasons: string[];
  readonly doses: PlacedDose[];
  readonly unread: Unread[];
}

function read(resource: PlanResource, path: string, found: Found): void {
  const status = resource.resourceType === 'Goal' ? resource.lifecycleStatus : resource.status;
  if (OVER.includes(status)) {
    found.unread.push({ path, why: 'status' });
    return;
  }
  found.reasons.push(...(resource.note ?? []).flatMap(({ text }) => text?.trim() || []));
  switch (resource.resourceType) {
    case 'ServiceRequest': {
      const {
        code,
        quantityQuantity,
        quantityRange,
        occurrenceTiming,
        occurrencePeriod,
        occurrenceDateTime,
      } = resource;
      const start =
        occurrenceTiming?.repeat?.boundsPeriod?.start ?? occurrencePeriod?.start ?? occurrenceDateTime;
      if (start !== undefined) found.starts.push(start);
      const amount = rangeOf(quantityQuantity, quantityRange);
      add(found, path, code, { ...doseOfTiming(occurrenceTiming), ...amount });
      return;
    }
    case 'CarePlan':
      if (resource.period?.start !== undefined) found.starts.push(resource.period.start);
      resource.activity?.forEach(({ detail }, index) => {
        const at = `${path}.activity.${index}`;
        if (detail === undefined || OVER.includes(detail.status))
          found.unread.push({ path: at, why: 'status' });
        else {
          const amount = rangeOf(detail.quantity, undefined);
          add(found, at, detail.code, { ...doseOfTiming(detail.scheduledTiming), ...amount });
        }
      });
      return;
    case 'Goal':
      if (resource.startDate !== undefined) found.starts.push(resource.startDate);
      resource.target?.forEach(({ measure, detailQuantity, detailRange }, index) => {
        add(found, `${path}.target.${index}`, measure, rangeOf(detailQuantity, detailRange));
      });
  }
}

type Dose = { -readonly [Part in 'times' | 'minutes' | 'weekMinutes']?: PlannedDose[Part] };

function add(found: Found, path: string, code: Concept | undefined, dose: Dose): void {
  const target = targetOf(code);
  if (target === null) found.unread.push({ path, why: 'code' });
  else if (Object.keys(dose).length === 0) found.unread.push({ path, why: 'dose' });
  else {
    const { times = null, minutes = null, weekMinutes = null } = dose;
    found.doses.push({ path, target, times, minutes, weekMinutes });
  }
}

function targetOf(code: Concept | undefined): PlannedDose['target'] | null {
  for (const { system, code: word } of code?.coding ?? []) {
    if (word === undefined) continue;
    if (system === `${OWN}:target`) return { id: word };
    const kind = system === LOINC ? KINDS[word] : undefined;
    if (kind !== undefined) return { kind: kind === 'minutes' ? 'aerobic' : kind };
  }
  return null;
}

/** So often a week, so long each time; whatever else a timing may say is no weekly dose. */
function doseOfTiming(timed: Timing | undefined): Dose {
  const repeat = timed?.repeat;
  if (repeat === undefined) return {};
  const {
    frequency,
    frequencyMax,
    period: every = 1,
    periodUnit,
    duration,
    durationMax,
    durationUnit,
  } = repeat;
  const perWeek = periodUnit === 'wk' ? 1 / every : periodUnit === 'd' ? 7 / every : null;
  const minutesOf = { min: 1, h: 60, s: 1 / 60 }[durationUnit ?? ''];
  return {
    ...(frequency !== undefined &&
      perWeek !== null && {
        times: { least: frequency * perWeek, most: (frequencyMax ?? frequency) * perWeek },
      }),
    ...(duration !== undefined &&
      minutesOf !== undefined && {
        minutes: {
          least: duration * minutesOf,
          most: durationMax === undefined ? null : durationMax * minutesOf,
        },
      }),
  };
}

/** An amount a week or a day, by its UCUM code. */
function rangeOf(one: Quantity | undefined, span: Range | undefined): Dose {
  const low = one ?? span?.low;
  const high = one ?? span?.high;
  const unit = low?.code ?? high?.code;
  const least = low?.value ?? high?.value;
  if (least === undefined) return {};
  if (TIMES_A_WEEK.includes(unit)) return { times: { least, most: high?.value ?? least } };
  const most = span === undefined ? null : (high?.value ?? null);
  if (unit === 'min' || unit === 'min/d') return { minutes: { least, most } };
  if (unit === 'min/wk') return { weekMinutes: { least, most } };
  return {};
}
