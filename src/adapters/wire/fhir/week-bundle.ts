import { v5 as uuidV5 } from 'uuid';
import type { Locale } from '../../../domain/athlete.ts';
import type { SessionJson } from '../api/session.ts';
import type { TargetJson, WeekReportJson } from '../api/week-report.ts';
import { renderMessage } from '../messages/render.ts';
import { targetLabel } from '../messages/target-label.ts';
import * as codes from './codes.ts';
import type {
  Bundle,
  CodeableConcept,
  DiagnosticReport,
  Observation,
  Patient,
  Period,
  Value,
} from './fhir-types.ts';

export interface WeekBundleInput {
  readonly athlete: { readonly id: string; readonly name: string; readonly birthDate: string | null };
  readonly report: WeekReportJson;
  /** The sessions that the report names. */
  readonly sessions: readonly SessionJson[];
  /** The printed report, each form in base64. */
  readonly printed: readonly { readonly contentType: string; readonly base64: string }[];
  readonly locale: Locale;
  readonly nowMs: number;
  /** Nothing of the week can change by time alone any more. */
  readonly isFinished: boolean;
}

/** The namespace of our ids: the same week has the same ids in every download. */
const NAMESPACE = '0c7a9c1e-6f3d-4a52-9d0e-7b1f3a5c8e21';
/** Cells from the lower edge of moderate effort on. */
const MODERATE_TO_VIGOROUS = ['65to70', '70to85', '85to90', 'gt90'];

type Part = Pick<Observation, 'category' | 'code' | 'component' | 'method' | 'note'> &
  Partial<Value> & {
    readonly key: string;
    /** Left out: the week. */
    readonly effective?: Pick<Observation, 'effectivePeriod' | 'effectiveDateTime'>;
    /** Keys of the parts that it holds together. */
    readonly members?: readonly string[];
  };

/**
 * A weekly report as a FHIR R4 Bundle: a DiagnosticReport whose results are Observations, with the numbers of the report
 * and its sessions and none besides. What is undetermined has a `dataAbsentReason` and no value.
 */
export function weekBundle(input: WeekBundleInput): Bundle {
  const { athlete, report, sessions, printed, locale, nowMs, isFinished } = input;
  const idOf = (key: string): string => uuidV5(`${athlete.id} ${report.week} ${key}`, NAMESPACE);
  const urn = (id: string): string => `urn:uuid:${id}`;
  const patient: Patient = {
    resourceType: 'Patient',
    id: uuidV5(athlete.id, NAMESPACE),
    name: [{ text: athlete.name === '' ? '-' : athlete.name }],
    ...(athlete.birthDate !== null && { birthDate: athlete.birthDate }),
  };
  const common = {
    status: isFinished ? ('final' as const) : ('preliminary' as const),
    subject: { reference: urn(patient.id) },
  };
  const week: Period = { start: report.from, end: report.to };
  const observations = [
    ...report.targets.map((target) => targetPart(target, locale)),
    ...report.bands.map(bandPart),
    exercisePart(report),
    ...strengthParts(report),
    restingPart(report),
    basisPart(report),
    ...sessions.flatMap(sessionParts),
  ].map(({ key, effective = { effectivePeriod: week }, members, ...part }): Observation => ({
    resourceType: 'Observation',
    id: idOf(key),
    ...common,
    ...part,
    ...effective,
    ...(members && { hasMember: members.map((each) => ({ reference: urn(idOf(each)) })) }),
  }));
  const diagnostic: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    id: idOf('report'),
    ...common,
    category: codes.ACTIVITY,
    code: codes.own('report', 'weekly-compliance', 'Weekly heart-rate compliance report'),
    effectivePeriod: week,
    issued: new Date(nowMs).toISOString(),
    result: observations.map(({ id }) => ({ reference: urn(id) })),
    conclusion: `${renderMessage(`label.status.${report.status}`, locale)}. ${report.targets
      .flatMap((target) =>
        target.remaining === null ? [] : [`${targetLabel(target, locale)}: ${target.remaining.text}`],
      )
      .join(' ')}`,
    presentedForm: printed.map(({ contentType, base64 }) => ({
      contentType,
      language: locale,
      title: report.week,
      data: base64,
    })),
  };
  return {
    resourceType: 'Bundle',
    id: idOf('bundle'),
    type: 'collection',
    timestamp: new Date(nowMs).toISOString(),
    entry: [diagnostic, patient, ...observations].map((resource) => ({
      fullUrl: urn(resource.id),
      resource,
    })),
  };
}

function targetPart(target: TargetJson, locale: Locale): Part {
  const { id, status, unit, credited, minimum, maximum, seconds } = target;
  const undetermined = renderMessage('label.status.undetermined', locale);
  const value: Value =
    status === null
      ? codes.absent('not-performed')
      : status === 'undetermined'
        ? codes.absent('unknown', undetermined)
        : {
            valueCodeableConcept: codes.own(
              'status',
              status,
              renderMessage(`label.status.${status}`, locale),
            ),
          };
  const part = (code: string, amount: number | null): { code: CodeableConcept } & Value => ({
    code: codes.own('target', code, code),
    ...codes.known(amount, (each) => codes.countOf(each, unit)),
  });
  const texts = [target.remaining?.text, ...target.notes.map(({ text }) => text)];
  return {
    key: `target ${id}`,
    category: codes.ACTIVITY,
    code: codes.own('target', id, targetLabel(target, locale)),
    ...value,
    component: [
      part('credited', credited),
      part('minimum', minimum),
      part('maximum', maximum),
      { code: codes.own('target', 'minutes', 'minutes'), ...codes.known(seconds, codes.minutes) },
    ],
    ...notesOf(texts),
  };
}

function bandPart({ id, seconds, lowBpm, highBpm }: WeekReportJson['bands'][number]): Part {
  const edge = (code: string, bpm: number | null): { code: CodeableConcept } & Value => ({
    code: codes.own('band', code, code),
    ...codes.known(bpm, codes.perMinute),
  });
  return {
    key: `band ${id}`,
    category: codes.ACTIVITY,
    code: codes.own('band', id, `Time in ${id}`),
    // Without a max heart rate no band has edges, and no time in it is known (M1).
    ...codes.known(lowBpm === null ? null : seconds, codes.minutes),
    component: [edge('low', lowBpm), edge('high', highBpm)],
  };
}

/** The exercise vital sign: minutes a week of at least moderate effort, of which heart rate is known. */
function exercisePart({ cells, to }: WeekReportJson): Part {
  const seconds =
    cells
      ?.filter(({ id }) => MODERATE_TO_VIGOROUS.includes(id))
      .reduce((sum, cell) => sum + cell.seconds, 0) ?? null;
  return {
    key: 'exercise',
    effective: { effectiveDateTime: to },
    category: codes.ACTIVITY,
    code: { coding: [codes.EXERCISE_MINUTES] },
    ...codes.known(seconds, codes.minutesPerWeek),
    method: { text: 'Heart rate of 65 % of the maximum and above' },
  };
}

/** Days with strength training, where that is asked for: at most one a day is credited (T6). */
function strengthParts({ targets, to }: WeekReportJson): Part[] {
  return targets
    .filter(({ id }) => id === 'strength')
    .map(({ status, credited }) => ({
      key: 'strength days',
      effective: { effectiveDateTime: to },
      category: codes.ACTIVITY,
      code: { coding: [codes.STRENGTH_DAYS] },
      ...codes.known(status === 'undetermined' ? null : credited, codes.daysPerWeek),
    }));
}

function restingPart({ restingHeartRate }: WeekReportJson): Part {
  return {
    key: 'resting',
    category: codes.VITAL_SIGNS,
    code: { coding: [codes.HEART_RATE_RESTING, codes.HEART_RATE] },
    ...codes.known(restingHeartRate.medianBpm, codes.perMinute),
    ...notesOf([restingHeartRate.text]),
  };
}

/** What the verdict rests on: another max heart rate or prescription gives another one. */
function basisPart({ basis, coverage }: WeekReportJson): Part {
  const text = (code: string, valueString: string): { code: CodeableConcept } & Value => ({
    code: codes.own('basis', code, code),
    valueString,
  });
  return {
    key: 'basis',
    category: codes.ACTIVITY,
    code: codes.own('basis', 'basis', 'What the report rests on'),
    component: [
      text('rule-version', basis.ruleVersion),
      text('prescription', basis.prescriptionId),
      ...basis.maxHeartRates.map(({ bpm, source, validFrom }) => ({
        code: codes.own('basis', 'max-heart-rate', `Max heart rate, ${source}, from ${validFrom}`),
        valueQuantity: codes.perMinute(bpm),
      })),
      {
        code: codes.own('basis', 'coverage', 'Share of the time whose heart rate is known'),
        ...codes.known(coverage, (value) => ({ ...codes.countOf(value, 'ratio'), unit: '1', code: '1' })),
      },
    ],
  };
}

/** What is known of a session, and the group of it (the guide's activity group). */
function sessionParts(session: SessionJson): Part[] {
  const effective = { effectivePeriod: { start: session.startedAt, end: session.endedAt } };
  const measures: Part[] = [
    {
      key: `mean ${session.id}`,
      effective,
      category: codes.VITAL_SIGNS,
      code: { coding: [codes.HEART_RATE_MEAN, codes.HEART_RATE] },
      ...codes.known(session.averageHeartRate, codes.perMinute),
    },
    {
      key: `max ${session.id}`,
      effective,
      category: codes.VITAL_SIGNS,
      code: { coding: [codes.HEART_RATE_MAX, codes.HEART_RATE] },
      ...codes.known(session.maxHeartRate, codes.perMinute),
    },
    {
      key: `duration ${session.id}`,
      effective,
      category: codes.ACTIVITY,
      code: { coding: [codes.EXERCISE_DURATION] },
      ...codes.known(session.activeSeconds, codes.minutes),
    },
  ];
  const group: Part = {
    key: `session ${session.id}`,
    effective,
    category: codes.ACTIVITY,
    code: codes.ACTIVITY_GROUP,
    members: measures.map(({ key }) => key),
  };
  return [group, ...measures];
}

function notesOf(texts: readonly (string | undefined)[]): Pick<Observation, 'note'> {
  const note = texts.flatMap((text) => (text === undefined || text === '' ? [] : [{ text }]));
  return note.length === 0 ? {} : { note };
}
