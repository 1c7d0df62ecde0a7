import { describe, expect, it } from 'vitest';
import type { TargetJson, WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import { reportTable } from '../../../src/cli/report-table.ts';

const ZONE2: TargetJson = {
  id: 'zone2',
  unit: 'sessions',
  credited: 2,
  minimum: 3,
  maximum: 5,
  status: 'on_track',
  seconds: 5_400,
  remaining: { sessions: 1, text: 'one Zone 2 session of 30–60 min by Sunday' },
  credits: [],
  refusals: [
    { sessionId: 's', localDate: '2026-11-18', rule: 'T3', text: '29:12 in band, 30:00 needed (T3)' },
  ],
  days: null,
  robustness: null,
  streakWeeks: 2,
  notes: [{ id: 'first_week', text: 'This is the first week.' }],
};

const REPORT: WeekReportJson = {
  week: '2026-W47',
  from: '2026-11-16',
  to: '2026-11-22',
  timeZone: 'Europe/Copenhagen',
  status: 'on_track',
  basis: {
    maxHeartRates: [{ bpm: 190, source: 'measured', validFrom: '2026-01-01' }],
    prescriptionId: 'default',
    ruleVersion: '1',
  },
  activeSeconds: 12_659,
  passiveSeconds: 0,
  coverage: 0.97,
  cells: [],
  bands: [{ id: 'zone2', seconds: 5_459, lowBpm: 114, highBpm: 133 }],
  targets: [ZONE2],
  days: [
    { date: '2026-11-17', sessions: ['a'], bands: [{ id: 'zone2', seconds: 2_700 }] },
    { date: '2026-11-22', sessions: ['b'], bands: [{ id: 'zone2', seconds: 2_759 }] },
  ],
  guards: [],
  excused: false,
  plan: [{ date: '2026-11-22', activity: 'zone2', minutes: 45, text: 'Sunday: Zone 2, 45 min.' }],
  intervalQuality: [],
  restingHeartRate: {
    trend: 'too_early',
    source: null,
    medianBpm: null,
    earlierMedianBpm: null,
    text: 'Too early.',
  },
  notes: [],
};

/** The cells of the row that begins with a word. */
function row(text: string, first: string): string[] {
  const line = text.split('\n').find((each) => each.includes(`│ ${first} `));
  return (line ?? '').split('│').map((cell) => cell.trim());
}

describe('the week in the terminal', () => {
  it('says the verdict, the basis and what is left per target', () => {
    const text = reportTable(REPORT, 'en');
    expect(text).toContain('Week 47, 2026 (2026-11-16 – 2026-11-22, Europe/Copenhagen): on track');
    expect(text).toContain(
      '3:30:59 active · 97 % of the heart rate known · Max heart rate 190, measured, from 1 Jan 2026',
    );
    expect(row(text, 'Zone 2')).toEqual([
      '',
      'Zone 2',
      '2',
      '3–5',
      'on track',
      'one Zone 2 session of 30–60 min by Sunday',
      '',
    ]);
  });

  it('puts whole minutes under the days they were recorded on', () => {
    const text = reportTable({ ...REPORT, targets: [] }, 'en');
    expect(row(text, 'Zone 2')).toEqual(['', 'Zone 2', '114–133', '', '45', '', '', '', '', '45', '90', '']);
  });

  it('T12: lists every refusal with its numbers, and every note under its target', () => {
    const text = reportTable(REPORT, 'en');
    expect(text).toContain('2026-11-18 Zone 2: 29:12 in band, 30:00 needed (T3)');
    expect(text).toContain('Zone 2: This is the first week.');
  });

  it('speaks Danish, with Danish number forms', () => {
    const text = reportTable(REPORT, 'da');
    expect(text).toContain('Uge 47, 2026 (2026-11-16 – 2026-11-22, Europe/Copenhagen): på vej');
    expect(text).toContain('97 % af pulsen kendt · Makspuls 190, målt, fra 1. jan. 2026');
    expect(text).toContain('│ søn');
  });

  it('has no table of minutes for a week in which nothing was recorded', () => {
    const empty = { ...REPORT, activeSeconds: 0, coverage: null, days: [], targets: [] };
    expect(reportTable(empty, 'en')).not.toContain('Time in each band');
  });
});
