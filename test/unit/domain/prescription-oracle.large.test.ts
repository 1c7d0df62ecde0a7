import { describe, expect, it } from 'vitest';
import { chooseBasis } from '../../../src/domain/basis/choose-basis.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { ceilingLimits, crossingsOf } from '../../../src/domain/ceiling/ceiling-reducer.ts';
import { choosePrescription } from '../../../src/domain/prescription/choose-prescription.ts';
import type { Prescription } from '../../../src/domain/prescription/prescription.ts';
import { validatePrescription } from '../../../src/domain/prescription/validate-prescription.ts';
import { type Items, NO_VALUE, PAUSE, RESUME } from '../../../src/domain/timeline/sample.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { shiftOf } from '../../../src/domain/week/robustness.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { WeekReport } from '../../../src/domain/week/week-report.ts';
import { datesOfWeek } from '../../support/oracle/civil-time.ts';
import { guardedItems, judgeLanguage } from '../../support/oracle/judge-language.ts';
import { randomDated, randomResting } from '../../support/oracle/random-prescription.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import type { Recorded, Scenario } from '../../support/oracle/scenario.ts';
import { weekInputOf } from '../../support/scenario-input.ts';
import { dateOf } from '../../support/week-evidence.ts';

/** Ten thousand cases are 500 of them; a merge has time for fewer. */
const SCENARIOS = Number(process.env['ORACLE_SCENARIOS'] ?? 100);
/** Prescriptions that each week is judged by: what was recorded is the same, and is counted once. */
const PRESCRIPTIONS = 20;
/** Every so many-th is judged under every shift too: thirteen times the work. */
const EVERY_SHIFT = 20;

const CODES = { nothing: NO_VALUE, pause: PAUSE, resume: RESUME } as const;

const columns = new WeakMap<Recorded, Items>();

function columnsOf(session: Recorded): Items {
  let items = columns.get(session);
  if (items === undefined) {
    const guarded = guardedItems(session);
    items = {
      count: guarded.length,
      atMs: Float64Array.from(guarded, ({ atMs }) => atMs),
      code: Int16Array.from(guarded, ({ what }) => (typeof what === 'number' ? what : CODES[what])),
    };
    columns.set(session, items);
  }
  return items;
}

/** What the rim reads from the recordings of each session (X2). */
function crossingsLookup(scenario: Scenario, input: Omit<WeekInput, 'crossings'>): WeekInput['crossings'] {
  return (id) => {
    const { localDate } = input.sessions.find((session) => session.id === id)!;
    const { ceiling } = choosePrescription(input.prescriptions, isoWeekOf(localDate));
    const limits = ceilingLimits(ceiling, chooseBasis(input, localDate));
    const session = scenario.sessions.find((each) => each.id === id)!;
    return limits === null ? null : crossingsOf(columnsOf(session), limits);
  };
}

/** The report in the oracle's words: every number and every status. */
function comparable(report: WeekReport, withShifts: boolean): unknown {
  const { basis } = report;
  return {
    week: report.week,
    from: report.from,
    to: report.to,
    timeZone: report.timeZone,
    status: report.status,
    maxHeartRates: basis.maxHeartRates.map(({ id }) => id),
    restingHeartRates: basis.restingHeartRates?.map(({ date }) => date) ?? null,
    thresholdHeartRates: basis.thresholdHeartRates?.map(({ id }) => id) ?? null,
    prescriptionId: basis.prescriptionId,
    activeSeconds: report.activeSeconds,
    passiveSeconds: report.passiveSeconds,
    coverage: report.coverage,
    cells:
      report.cells &&
      Object.fromEntries(
        report.cells.filter(({ seconds }) => seconds > 0).map((cell) => [cell.id, cell.seconds]),
      ),
    bands: report.bands.map(({ id, seconds, lowBpm, highBpm }) => ({ id, seconds, lowBpm, highBpm })),
    targets: report.targets
      .filter(({ status }) => status !== null)
      .map((target) => ({
        id: target.id,
        unit: target.unit,
        credited: target.credited,
        minimum: target.minimum,
        maximum: target.maximum,
        status: target.status,
        seconds: target.seconds,
        credits: target.credits.map(({ sessionId: id, localDate: date, seconds }) => ({ id, date, seconds })),
        refusals: target.refusals.map(({ sessionId: id, localDate: date, rule }) => ({ id, date, rule })),
        days: target.days,
        sessionsLeft: target.remaining!.sessions,
        daysLeft: target.remaining!.days,
        minutesLeft: target.remaining!.minutes ?? null,
        todaySeconds: target.remaining!.todaySeconds,
        streakWeeks: target.streakWeeks,
        ...(withShifts && {
          robustness:
            target.robustness?.map((verdict) => {
              const { basis: shifted, deltaBpm: delta } = shiftOf(verdict);
              return { basis: shifted, delta, status: verdict.status };
            }) ?? null,
        }),
      })),
    days: report.days,
    guards: report.guards.map(({ rule, severity, date }) => ({ rule, severity, date })),
    excused: report.excused,
    movementDays: report.targets.find(({ status }) => status === null)?.credited,
    intervalQuality: report.intervalQuality,
    ceiling:
      report.ceiling?.sessions.map(({ sessionId: id, crossings, peakBpm }) => ({ id, crossings, peakBpm })) ??
      null,
    restingHeartRate: report.restingHeartRate,
    notes: report.notes,
  };
}

describe('prescriptions as a language against a judge that shares no code', () => {
  it(
    `P: every number and status of ${PRESCRIPTIONS * SCENARIOS} random prescriptions × weeks`,
    { timeout: 3_600_000 },
    () => {
      const reached = { crossings: 0, judgedByLater: 0, statuses: new Set<string>() };
      for (let seed = 1; seed <= SCENARIOS; seed++) {
        const drawn = randomScenario(seed);
        const dates = datesOfWeek(drawn.week);
        const scenario = drawn.resting.length > 0 ? drawn : { ...drawn, resting: randomResting(seed, dates) };
        const shared = weekInputOf({ ...scenario, prescriptions: [] });
        for (let each = 0; each < PRESCRIPTIONS; each++) {
          const own = PRESCRIPTIONS * seed + each;
          const dated = randomDated(own, dates);
          for (const prescription of dated.prescriptions)
            expect(validatePrescription(prescription)).toEqual([]);
          const input = {
            ...shared,
            prescriptions: dated.prescriptions.map((prescription): Prescription => ({
              ...prescription,
              validFrom: dateOf(prescription.validFrom),
              author: { userId: 'runner' },
              reason: null,
            })),
            thresholdHeartRates: dated.thresholds.map((value, index) => ({
              ...value,
              validFrom: dateOf(value.validFrom),
              source: 'measured' as const,
              method: null,
              createdAtMs: index,
            })),
            streaksBefore: dated.streaksBefore,
          };
          const report = evaluateWeek({ ...input, crossings: crossingsLookup(scenario, input)! });
          const withShifts = own % EVERY_SHIFT === 0;
          expect(comparable(report, withShifts), `week ${seed}, prescription ${each}`).toEqual(
            judgeLanguage(scenario, dated, withShifts),
          );
          reached.crossings += report.ceiling?.crossings ?? 0;
          if (report.basis.prescriptionId !== 'first') reached.judgedByLater += 1;
          for (const { status } of report.targets) reached.statuses.add(String(status));
        }
      }
      expect(reached.crossings).toBeGreaterThan(SCENARIOS);
      expect(reached.judgedByLater).toBeGreaterThan(SCENARIOS);
      expect(reached.statuses.size).toBe(6);
    },
  );
});
