import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Prescription } from '../../../src/domain/prescription/prescription.ts';
import { validatePrescription } from '../../../src/domain/prescription/validate-prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { shiftOf } from '../../../src/domain/week/robustness.ts';
import { datesOfWeek } from '../../support/oracle/civil-time.ts';
import { judgeLanguage } from '../../support/oracle/judge-language.ts';
import { randomBases, randomPrescription } from '../../support/oracle/random-prescription.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import { weekInputOf } from '../../support/scenario-input.ts';
import { dateOf } from '../../support/week-evidence.ts';

/** In CI; `PRESCRIPTIONS=10000` judges as many. */
const COUNT = Number(process.env['PRESCRIPTIONS'] ?? 1_000);
/** Every so many-th is judged under every shift too: thirteen times the work. */
const EVERY_SHIFT = 10;

function comparisonOf(seed: number): { product: unknown; oracle: unknown } {
  const scenario = { ...randomScenario(seed), allDay: [], prescriptions: [] };
  const content = randomPrescription(seed);
  const bases = randomBases(seed, datesOfWeek(scenario.week));
  const prescription: Prescription = { ...DEFAULT_PRESCRIPTION, ...content, id: 'own', ceiling: null };
  expect(validatePrescription(prescription)).toEqual([]);
  const input = {
    ...weekInputOf(scenario),
    prescriptions: [prescription],
    restingHeartRates: bases.resting.map(({ date, bpm }) => ({
      date: dateOf(date),
      bpm,
      source: 'device' as const,
    })),
    thresholdHeartRates: bases.thresholds.map(({ validFrom, bpm }, index) => ({
      id: `threshold-${index}`,
      bpm,
      source: 'measured' as const,
      validFrom: dateOf(validFrom),
      method: null,
      createdAtMs: index,
    })),
  };
  const { targets } = evaluateWeek(input);
  const shifted = seed % EVERY_SHIFT === 0;
  const product = targets
    .filter(({ status }) => status !== null)
    .map(({ id, credited, status, credits, robustness }) => ({
      id,
      credited,
      status,
      credits: credits.map(({ sessionId, localDate }) => `${sessionId} ${localDate}`).sort(),
      ...(shifted && { robustness: (robustness ?? []).map((each) => each.status) }),
    }));
  const shifts = shifted ? (targets[0]?.robustness ?? []).map(shiftOf) : [];
  const underShifts = shifts.map(({ basis, deltaBpm }) =>
    judgeLanguage(scenario, content, bases, {
      max: basis === 'max' ? deltaBpm : 0,
      resting: basis === 'resting' ? deltaBpm : 0,
      threshold: basis === 'threshold' ? deltaBpm : 0,
    }),
  );
  const oracle = judgeLanguage(scenario, content, bases).map((verdict, index) => ({
    ...verdict,
    ...(shifted && { robustness: underShifts.map((each) => each[index]!.status) }),
  }));
  return { product, oracle };
}

describe('prescriptions as a language against a judge that shares no code', () => {
  it(`P: ${COUNT} random prescriptions × weeks`, { timeout: 3_600_000 }, () => {
    for (let seed = 1; seed <= COUNT; seed++) {
      const { product, oracle } = comparisonOf(seed);
      expect(product, `seed ${seed}`).toEqual(oracle);
    }
  });
});
