import { describe, expect, it } from 'vitest';
import { presentWeekReport } from '../../../src/adapters/wire/api/present-week-report.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Prescription } from '../../../src/domain/prescription/prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { dayMarksOf } from '../../../src/web/screens/week/day-marks.ts';
import { sessionOf, weekInput } from '../../support/week-evidence.ts';

const words = (text: string) => ({ da: text, en: text });

describe('the seven days of a target that a person named', () => {
  it('P: shows what was done in its own band, and all that counted on a day', () => {
    const own: Prescription = {
      ...DEFAULT_PRESCRIPTION,
      id: 'own',
      bands: [{ id: 'brisk', name: words('Brisk'), low: { bpm: 110 }, high: { bpm: 130 } }],
      targets: [
        {
          id: 'walks',
          name: words('Walks'),
          band: 'brisk',
          dose: { unit: 'sessions', minimum: 3, maximum: 5, seconds: { least: 1800, most: null } },
          judged: true,
        },
        {
          id: 'minutes',
          name: words('Minutes'),
          band: 'brisk',
          dose: { unit: 'minutes', minimum: 60, maximum: null },
          judged: true,
        },
      ],
    };
    const sessions = ['08', '17'].map((hour) =>
      sessionOf({ id: hour, start: `2026-11-17T${hour}:00:00Z`, stretches: [[120, 20]] }),
    );
    const input = weekInput('2026-W47', { sessions, prescriptions: [own] });
    const report = presentWeekReport(evaluateWeek(input), 'en');
    const marksOf = (id: string) =>
      dayMarksOf(
        report.targets.find((each) => each.id === id)!,
        report,
        null,
        own,
      ).map(({ state, seconds }) => [state, seconds]);
    expect(marksOf('walks').slice(0, 3)).toEqual([
      ['none', 0],
      ['part', 2400],
      ['none', 0],
    ]);
    expect(marksOf('minutes')[1]).toEqual(['credited', 2400]);
  });
});
