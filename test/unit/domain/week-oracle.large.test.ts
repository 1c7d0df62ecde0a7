import { describe, expect, it } from 'vitest';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { changedFields } from '../../../src/domain/week/preview.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { choosePrescription } from '../../../src/domain/prescription/choose-prescription.ts';
import type { Prescription, TargetId } from '../../../src/domain/prescription/prescription.ts';
import { recogniseFourByFour } from '../../../src/domain/four-by-four/four-by-four-reducer.ts';
import { dayHistograms } from '../../../src/domain/session/histogram.ts';
import { localDateAt, zoneAt } from '../../../src/domain/calendar/local-time.ts';
import { runningMs } from '../../../src/domain/session/running-ms.ts';
import type { PassiveDay, SessionEvidence } from '../../../src/domain/session/session.ts';
import { TimelineBuilder } from '../../../src/domain/timeline/timeline-builder.ts';
import type { Timeline } from '../../../src/domain/timeline/timeline.ts';
import { INACTIVE, UNKNOWN } from '../../../src/domain/timeline/timeline.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { WeekReport } from '../../../src/domain/week/week-report.ts';
import { judgeScenario } from '../../support/oracle/judge-week.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import type { AllDay, Recorded, Scenario } from '../../support/oracle/scenario.ts';
import { dateOf, weekOf } from '../../support/week-evidence.ts';

const SCENARIOS = 220;

function timelineOf({ startMs, seconds }: Recorded): Timeline {
  const builder = new TimelineBuilder();
  seconds.forEach((second, index) => {
    const state = second === 'paused' ? INACTIVE : second === 'unknown' ? UNKNOWN : second;
    builder.segment(state, startMs + 1000 * index, startMs + 1000 * (index + 1));
  });
  return builder.build();
}

/** The product's own road from a timeline to a report: histograms by local date, recogniser, evaluation. */
function inputOf(scenario: Scenario): WeekInput {
  const timeZones = scenario.zones.map((zone) => ({ ...zone, validFrom: dateOf(zone.validFrom) }));
  const timelines = new Map(scenario.sessions.map((session) => [session.id, timelineOf(session)]));
  const sessions = scenario.sessions.map((session): SessionEvidence => {
    const { seconds, ...facts } = session;
    const localDate = localDateAt(session.startMs, timeZones);
    return {
      ...facts,
      endMs: session.startMs + 1000 * seconds.length,
      timeZone: zoneAt(timeZones, localDate),
      localDate,
      activeMs: 1000 * seconds.filter((second) => second !== 'paused').length,
      days: dayHistograms(timelines.get(session.id)!, timeZones),
      sources: [],
      sustainedMaxBpm: null,
      invalidCount: 0,
      suspectCount: 0,
    };
  });
  return {
    athlete: { timeZones, flags: [] },
    week: weekOf(scenario.week),
    nowMs: scenario.nowMs,
    maxHeartRates: scenario.maxima.map((value) => ({
      ...value,
      validFrom: dateOf(value.validFrom),
      method: null,
    })),
    prescriptions: scenario.prescriptions.map((dose) => ({
      ...dose,
      validFrom: dateOf(dose.validFrom),
      reason: null,
    })),
    sessions,
    passiveDays: scenario.allDay.map(passiveDayOf),
    fourByFour: (id, edges) => recogniseFourByFour(timelines.get(id)!, edges),
    firstEvidenceDate: scenario.firstEvidenceDate === null ? null : dateOf(scenario.firstEvidenceDate),
    firstStrengthDate: scenario.firstStrengthDate === null ? null : dateOf(scenario.firstStrengthDate),
    excusedWeeks: scenario.excused ? [weekOf(scenario.week)] : [],
    restingHeartRates: scenario.resting.map((each) => ({ ...each, date: dateOf(each.date) })),
    streaksBefore: scenario.streaksBefore,
  };
}

function passiveDayOf({ date, startMs, seconds }: AllDay): PassiveDay {
  const msPerBpm = new Float64Array(256);
  const movingMsPerBpm = new Float64Array(256);
  const moving: { bpm: number; fromMs: number; toMs: number }[] = [];
  seconds.forEach((second, index) => {
    msPerBpm[second.bpm]! += 1000;
    if (!second.moving) return;
    movingMsPerBpm[second.bpm]! += 1000;
    moving.push({ bpm: second.bpm, fromMs: startMs + 1000 * index, toMs: startMs + 1000 * (index + 1) });
  });
  return {
    date: dateOf(date),
    msUpTo: runningMs(msPerBpm),
    unknownMs: 0,
    movingMsUpTo: runningMs(movingMsPerBpm),
    movingSegments: {
      count: moving.length,
      fromMs: Float64Array.from(moving, ({ fromMs }) => fromMs),
      toMs: Float64Array.from(moving, ({ toMs }) => toMs),
      bpm: Uint8Array.from(moving, ({ bpm }) => bpm),
    },
  };
}

interface JudgedWeek {
  readonly scenario: Scenario;
  readonly input: WeekInput;
  readonly report: WeekReport;
}

const judgedWeeks = new Map<number, JudgedWeek>();

function judgedWeek(seed: number): JudgedWeek {
  let judged = judgedWeeks.get(seed);
  if (judged === undefined) {
    const scenario = randomScenario(seed);
    const input = inputOf(scenario);
    judged = { scenario, input, report: evaluateWeek(input) };
    judgedWeeks.set(seed, judged);
  }
  return judged;
}

/** The report in the oracle's words: every number and every status, and of the sentences the numbers that they name. */
function comparable(report: WeekReport, prescription: Prescription): unknown {
  const judged = report.targets.filter((target) => target.status !== null);
  return {
    week: report.week,
    from: report.from,
    to: report.to,
    status: report.status,
    maxHeartRates: report.basis.maxHeartRates.map((value) => value.id),
    prescriptionId: report.basis.prescriptionId,
    timeZone: report.timeZone,
    activeSeconds: report.activeSeconds,
    passiveSeconds: report.passiveSeconds,
    coverage: report.coverage,
    cells: Object.fromEntries(
      (report.cells ?? []).filter((cell) => cell.seconds > 0).map((cell) => [cell.id, cell.seconds]),
    ),
    bands: report.bands,
    targets: judged.map((target) => ({
      id: target.id,
      credited: target.credited,
      minimum: target.minimum,
      maximum: target.maximum,
      status: target.status,
      seconds: target.seconds,
      credits: target.credits.map(({ sessionId: id, localDate: date, seconds, note }) => ({
        id,
        date,
        seconds,
        says: note?.values ?? {},
      })),
      refusals: target.refusals.map(({ sessionId: id, localDate: date, rule, note }) => ({
        id,
        date,
        rule,
        says: note.values ?? {},
      })),
      leftSays: target.remaining?.note.values ?? {},
      rule: ruleSaid(report, prescription, target.id),
      remainingSessions: target.remaining?.sessions,
      remainingDays: target.remaining?.days,
      todaySeconds: target.remaining?.todaySeconds,
      streakWeeks: target.streakWeeks,
      robustness: target.robustness?.map(({ maxHeartRateDelta: delta, status }) => ({ delta, status })),
    })),
    lightDays: report.targets.find((target) => target.id === 'anti_inflammatory')?.days,
    days: report.days,
    guards: report.guards.map(({ rule, severity, date }) => ({ rule, severity, date })),
    excused: report.excused,
    movementDays: report.targets.find((target) => target.id === 'daily_movement')?.credited,
    intervalQuality: report.intervalQuality,
    restingHeartRate: report.restingHeartRate,
    notes: report.notes,
  };
}

function prescriptionOf(input: WeekInput): Prescription {
  return choosePrescription(input.prescriptions, input.week);
}

function ruleSaid(report: WeekReport, prescription: Prescription, target: TargetId): unknown {
  const [first] = explainTarget(report, prescription, target)!.rules;
  return { rule: first!.rule, says: first!.note.values ?? {} };
}

/** Fields of the report, and of each target, whose JSON is another. */
function fieldsThatDiffer(before: WeekReport, after: WeekReport): string[] {
  const differing = (a: object, b: object): string[] =>
    Object.keys(a).filter(
      (key) => JSON.stringify(Reflect.get(a, key)) !== JSON.stringify(Reflect.get(b, key)),
    );
  return [
    ...differing(before, after).filter((key) => key !== 'targets'),
    ...before.targets.flatMap((target, index) =>
      differing(target, after.targets[index]!).map((key) => `targets.${target.id}.${key}`),
    ),
  ];
}

describe('a week by an independent count, second by second', { timeout: 60_000 }, () => {
  it.each(Array.from({ length: SCENARIOS / 20 }, (_, index) => index * 20))(
    'Z, M, I, T, G: every number and status of the report, scenarios from seed %i',
    (first) => {
      for (let seed = first; seed < first + 20; seed++) {
        const { scenario, input, report } = judgedWeek(seed);
        expect(comparable(report, prescriptionOf(input)), `seed ${seed}`).toEqual(judgeScenario(scenario));
      }
    },
  );

  it('the scenarios reach every status of every target, and every guard of heart rate', () => {
    const reached = new Set<string>();
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { report } = judgedWeek(seed);
      for (const target of report.targets) reached.add(`${target.id} ${String(target.status)}`);
      for (const guard of report.guards) reached.add(`${guard.rule} ${guard.severity}`);
    }
    const targets = ['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio', 'strength'];
    const statuses = ['met', 'on_track', 'behind', 'missed', 'undetermined'];
    for (const target of targets)
      for (const status of statuses) expect(reached).toContain(`${target} ${status}`);
    for (const guard of ['G1 note', 'G2 note', 'G2 caution', 'G2 strong', 'G3 note', 'G5 note'])
      expect(reached).toContain(guard);
  });

  it('M3: a preview names every field that another max heart rate changes, target by target', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { input, report } = judgedWeek(seed);
      const maxHeartRates = input.maxHeartRates.map((value) => ({ ...value, bpm: value.bpm + 4 }));
      const after = evaluateWeek({ ...input, maxHeartRates });
      const named = changedFields(report, after).map((change) => change.path);
      const missing = fieldsThatDiffer(report, after).filter(
        (field) => !named.some((path) => path === field || path.startsWith(`${field}.`)),
      );
      expect(missing, `seed ${seed}`).toEqual([]);
      // And none that stays as it is.
      const differing = fieldsThatDiffer(report, after);
      const invented = named.filter((path) => !differing.some((field) => `${path}.`.startsWith(`${field}.`)));
      expect(invented, `seed ${seed}`).toEqual([]);
    }
  });

  it('T10: what arrived late is judged as if it had always been there, whatever the order', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { input, report } = judgedWeek(seed);
      const sessions = input.sessions.toReversed();
      expect(evaluateWeek({ ...input, sessions }), `seed ${seed}`).toEqual(report);
    }
  });

  it('M7: a limited heart is judged as if no formula had ever given it a value', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { input } = judgedWeek(seed);
      const athlete = { ...input.athlete, flags: ['pacemaker'] as const };
      const maxHeartRates = input.maxHeartRates.filter(({ source }) => source !== 'formula');
      const flagged = evaluateWeek({ ...input, athlete });
      expect(flagged, `seed ${seed}`).toEqual(evaluateWeek({ ...input, athlete, maxHeartRates }));
      if (maxHeartRates.length === 0) expect(flagged.basis.maxHeartRates).toEqual([]);
    }
  });

  it('M1: without any max heart rate what needs one is undetermined, and the rest is as ever', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { input, report } = judgedWeek(seed);
      const without = evaluateWeek({ ...input, maxHeartRates: [] });
      const of = (each: WeekReport, id: TargetId) => each.targets.find((target) => target.id === id)!;
      for (const id of ['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio'] as const) {
        const { status, credited, notes } = of(without, id);
        expect({ status, credited }, `seed ${seed} ${id}`).toEqual({ status: 'undetermined', credited: 0 });
        expect(notes.map((note) => note.id)).toContain('no_max_heart_rate');
      }
      const { activeSeconds, passiveSeconds, coverage } = report;
      expect(without).toMatchObject({ activeSeconds, passiveSeconds, coverage });
      for (const id of ['strength', 'daily_movement'] as const) {
        const { credited, status, credits } = of(report, id);
        expect(of(without, id)).toMatchObject({ credited, status, credits });
      }
      expect(without.bands.every(({ lowBpm, highBpm }) => lowBpm === null && highBpm === null)).toBe(true);
    }
  });

  it('T12: every sentence of such a report and its plan say can be said in both languages', () => {
    for (let seed = 0; seed < SCENARIOS; seed++) {
      const { report } = judgedWeek(seed);
      const notes = [
        ...report.notes,
        ...report.guards.map((guard) => guard.note),
        ...report.plan.map((planned) => planned.note),
        ...report.targets.flatMap((target) => [
          ...target.notes,
          ...target.refusals.map((refusal) => refusal.note),
          ...target.credits.flatMap((credit) => credit.note ?? []),
          ...(target.remaining === null ? [] : [target.remaining.note]),
        ]),
      ];
      for (const note of notes)
        for (const locale of ['da', 'en'] as const) expect(renderNote(note, locale)).not.toBe('');
    }
  });
});
