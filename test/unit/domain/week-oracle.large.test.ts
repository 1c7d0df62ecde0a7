import { describe, expect, it } from 'vitest';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { changedFields } from '../../../src/domain/week/preview.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { choosePrescription } from '../../../src/domain/prescription/choose-prescription.ts';
import type { Prescription } from '../../../src/domain/prescription/prescription.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { WeekReport } from '../../../src/domain/week/week-report.ts';
import { judgeScenario } from '../../support/oracle/judge-week.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import type { Scenario } from '../../support/oracle/scenario.ts';
import { weekInputOf } from '../../support/scenario-input.ts';

const SCENARIOS = 220;

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
    const input = weekInputOf(scenario);
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

function ruleSaid(report: WeekReport, prescription: Prescription, target: string): unknown {
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
      const of = (each: WeekReport, id: string) => each.targets.find((target) => target.id === id)!;
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
