import { expect, it } from 'vitest';
import { createEvidenceMemory } from '../../../../src/application/reports/evidence-memory.ts';
import { loadWeeksWithStreaks } from '../../../../src/application/reports/load-streaks.ts';
import type { WeekInputStores } from '../../../../src/application/reports/load-week-input.ts';
import { createStreakMemory } from '../../../../src/application/reports/streak-memory.ts';
import { parseIsoWeek, weeksBetween } from '../../../../src/domain/calendar/week.ts';
import { date } from '../../../support/evidence.ts';
import { weekInput } from '../../../support/week-evidence.ts';

const WEEK = parseIsoWeek('2026-W41')!;
const FIRST_WEEK = parseIsoWeek('2025-W40')!;

/** The days of the past that were read in turn, of an athlete whose weeks are excused, so that no streak ends before the first. */
async function pastsRead(revisions: readonly string[]): Promise<string[]> {
  const input = weekInput(WEEK, { excusedWeeks: weeksBetween(FIRST_WEEK, WEEK) });
  const read: string[] = [];
  const weekEvidence: WeekInputStores['weekEvidence'] = {
    read: (_athleteId, span, past) => {
      const revision = revisions[read.length] ?? revisions.at(-1)!;
      read.push(`${span.from}…${span.to}`);
      return Promise.resolve({
        ...input,
        athlete: { ...input.athlete, id: 'a', name: '', locale: 'en', birthDate: null },
        prescriptions: [],
        thresholdHeartRates: [],
        restingHeartRates: [],
        evidence: { sessions: [], fourByFour: [], passiveDays: [] },
        first: { any: date('2025-09-29'), strength: null },
        pastMark: past && { evidence: '', settings: '', revision },
        revision,
      });
    },
  };
  const nothing = {} as Pick<WeekInputStores, 'recordings' | 'sessions'>;
  await loadWeeksWithStreaks(
    {
      stores: { weekEvidence, ...nothing },
      streakMemory: createStreakMemory(),
      evidenceMemory: createEvidenceMemory(),
    },
    'a',
    { from: WEEK, to: WEEK },
    input.nowMs,
  );
  // What is asked for itself is read first.
  return read.slice(1);
}

// 31 days before each are those that guard rails look back on.
it('T11: a streak that reaches back is looked for at each week once', async () => {
  expect(await pastsRead(['1'])).toEqual([
    '2026-07-10…2026-10-04',
    '2026-01-23…2026-08-09',
    '2025-08-29…2026-02-22',
  ]);
});

it('T10: where something changes meanwhile, all is looked at again in one snapshot', async () => {
  expect(await pastsRead(['1', '1', '2'])).toEqual([
    '2026-07-10…2026-10-04',
    '2026-01-23…2026-08-09',
    '2026-01-23…2026-10-04',
    '2025-08-29…2026-02-22',
  ]);
});
