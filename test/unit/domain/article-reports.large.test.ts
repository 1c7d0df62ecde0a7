import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { presentExplanation } from '../../../src/adapters/wire/api/present-explanation.ts';
import { presentWeekReport } from '../../../src/adapters/wire/api/present-week-report.ts';
import { choosePrescription } from '../../../src/domain/prescription/choose-prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { randomScenario } from '../../support/oracle/random-scenario.ts';
import { weekInputOf } from '../../support/scenario-input.ts';

const WEEKS = 2_000;
/** Of the reports as they were before prescriptions became a language: bands, doses and words of the article and its variants. */
const SHA256 = 'b704a9a0cf5b7c13e6064a6e0e73a29d634ec51b89452ec117a907266df45171';

describe('reports of the article and of variants of its numbers', () => {
  it(`stay byte for byte what they were over ${WEEKS} random weeks`, { timeout: 300_000 }, () => {
    const hash = createHash('sha256');
    for (let seed = 1; seed <= WEEKS; seed++) {
      const input = weekInputOf(randomScenario(seed));
      const report = evaluateWeek(input);
      const prescription = choosePrescription(input.prescriptions, input.week);
      for (const locale of ['da', 'en'] as const) {
        hash.update(JSON.stringify(presentWeekReport(report, locale)));
        for (const { id } of report.targets) {
          const explanation = explainTarget(report, prescription, id);
          hash.update(JSON.stringify(explanation && presentExplanation(report, explanation, locale)));
        }
      }
    }
    expect(hash.digest('hex')).toBe(SHA256);
  });
});
