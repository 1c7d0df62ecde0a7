import { describe, expect, it } from 'vitest';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { Stretch } from '../../support/week-evidence.ts';
import { fourByFourOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const session = (day: number, ...stretches: Stretch[]) =>
  sessionOf({ start: `2026-11-${day}T08:00:00Z`, stretches });
const plan = (today: number, rest: Partial<WeekInput> = {}): string[] =>
  evaluateWeek(weekInput('2026-W47', { nowMs: Date.parse(`2026-11-${today}T12:00:00Z`), ...rest }))
    .plan.filter((each) => each.activity !== 'strength')
    .map(
      (each) => `${each.date.slice(8)} ${each.activity}${each.minutes === null ? '' : ` ${each.minutes}`}`,
    );

describe('the plan for the days left', () => {
  it('T9: 4×4 on Thursday, light on Friday, Zone 2 on Saturday', () => {
    // Monday 4×4 and Wednesday, Thursday … with two Zone 2 sessions done: one of each is left from Thursday on.
    const sessions = [session(16, [120, 10], [175, 16]), session(17, [130, 45]), session(18, [130, 45])];
    const fourByFour = (id: string) => (id.startsWith('2026-11-16') ? fourByFourOf(4) : null);
    expect(plan(19, { sessions, fourByFour })).toEqual([
      '19 interval_4x4',
      '20 light 30',
      '21 zone2 45',
      '22 light 30',
    ]);
  });

  it('G1: no 4×4 beside a hard day, done or planned', () => {
    const hard = session(18, [175, 12]);
    const days = plan(19, { sessions: [hard] });
    expect(days).not.toContain('19 interval_4x4');
    expect(days.filter((each) => each.endsWith('interval_4x4'))).toEqual([
      '20 interval_4x4',
      '22 interval_4x4',
    ]);
  });

  it('G2: no more hard time when seven days already hold plenty', () => {
    expect(plan(19, { sessions: [session(16, [175, 80])] }).some((each) => each.includes('interval'))).toBe(
      false,
    );
  });

  it('T5, Z3: where light days are short, Zone 2 in the shared part counts for both', () => {
    const planned = evaluateWeek(weekInput('2026-W47', { nowMs: Date.parse('2026-11-18T12:00:00Z') })).plan;
    const both = planned.filter((each) => each.note.id === 'plan.zone2_light');
    expect(both.length).toBeGreaterThan(0);
    expect(both[0]?.note.values).toMatchObject({
      minutes: 45,
      minimumMinutes: 30,
      lowBpm: 120,
      highBpm: 130,
    });
  });

  it('T5: today’s light minutes are what is still missing', () => {
    expect(plan(22, { sessions: [session(22, [110, 18])] })).toContain('22 light 12');
  });

  it('T9: nothing is planned for a finished week or without a max heart rate', () => {
    expect(evaluateWeek(weekInput('2026-W47')).plan).toEqual([]);
    expect(plan(18, { maxHeartRates: [] })).toEqual([]);
  });
});
