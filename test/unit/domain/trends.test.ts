import { describe, expect, it } from 'vitest';
import { intervalQuality } from '../../../src/domain/week/interval-quality.ts';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import type { RestingHeartRate, RestingHeartRateSource } from '../../../src/domain/monitoring/resting.ts';
import { restingOn, restingTrend } from '../../../src/domain/monitoring/resting.ts';
import type { StreakWeek } from '../../../src/domain/week/streak.ts';
import { streakOf } from '../../../src/domain/week/streak.ts';
import type { Status } from '../../../src/domain/week/week-report.ts';
import { dateOf, fourByFourOf, weekOf } from '../../support/week-evidence.ts';

describe('streaks', () => {
  const weeks = (...list: (Status | 'excused' | 'open' | 'open met')[]): StreakWeek[] =>
    list.map((each, index) => ({
      week: weekOf(`2026-W${String(10 + index)}`),
      status:
        each === 'excused' ? 'missed' : each === 'open' ? 'on_track' : each === 'open met' ? 'met' : each,
      excused: each === 'excused',
      open: each.startsWith('open'),
    }));

  it('T11: counts consecutive finished weeks met', () => {
    expect(streakOf(weeks('met', 'missed', 'met', 'met'))).toBe(2);
    expect(streakOf(weeks('met', 'undetermined'))).toBe(0);
    expect(streakOf([])).toBe(0);
  });

  it('T11: the open week neither breaks nor extends it until met', () => {
    expect(streakOf(weeks('met', 'met', 'open'))).toBe(2);
    expect(streakOf(weeks('met', 'met', 'open met'))).toBe(3);
  });

  it('T11: an excused week freezes it', () => {
    expect(streakOf(weeks('met', 'excused', 'met', 'excused'))).toBe(2);
  });

  it('T11: a week that is not in the list ends it', () => {
    const [first, , third] = weeks('met', 'met', 'met');
    expect(streakOf([first!, third!])).toBe(1);
  });
});

describe('resting heart rate', () => {
  const today = dateOf('2026-11-22');
  const run = (from: number, days: number, bpm: number, source: RestingHeartRateSource = 'device') =>
    Array.from({ length: days }, (_, index): RestingHeartRate => ({
      date: addDays(today, from + index),
      bpm,
      source,
    }));

  it.each([
    [50, 48, 'falling'],
    [50, 49, 'steady'],
    [50, 52, 'steady'],
    [50, 53, 'rising'],
  ] as const)('R: from %i to %i in 56 days is %s', (before, after, trend) => {
    // 28 days each: today back to −27, and −56 back to −83.
    expect(restingTrend([...run(-83, 28, before), ...run(-27, 28, after)], today)).toMatchObject({
      trend,
      medianBpm: after,
      earlierMedianBpm: before,
    });
  });

  it('R: the days between and before the windows do not count', () => {
    const noise = [...run(-55, 28, 99), ...run(-84, 1, 99)];
    expect(restingTrend([...noise, ...run(-83, 14, 50), ...run(-13, 14, 50)], today).trend).toBe('steady');
  });

  it('R: fourteen days in each window, and twelve weeks', () => {
    expect(restingTrend([...run(-83, 13, 50), ...run(-27, 28, 48)], today).trend).toBe('too_few');
    expect(restingTrend([...run(-82, 27, 50), ...run(-27, 28, 48)], today).trend).toBe('falling');
    expect(restingTrend([...run(-70, 13, 50), ...run(-27, 28, 48)], today).trend).toBe('too_early');
    expect(restingTrend([], today).trend).toBe('too_early');
  });

  it('R: sources are never mixed; of one date the best is shown', () => {
    const values = [...run(-83, 28, 50, 'entered'), ...run(-27, 28, 40, 'device')];
    expect(restingTrend(values, today).trend).toBe('too_few');
    const both = [...run(0, 1, 47, 'entered'), ...run(0, 1, 49, 'monitoring')];
    expect(restingOn(both, today)).toMatchObject({ bpm: 49, source: 'monitoring' });
  });
});

describe('4×4 quality', () => {
  it('I2: effort of credited bouts, time above 90 % and the median recovery', () => {
    const bouts = fourByFourOf(4).bouts.map((bout, index) => ({
      ...bout,
      recoveryBpm: [30, 22, null, 27][index]!,
    }));
    const short = { ...bouts[0]!, kind: 'short' as const };
    const session = { id: 's', localDate: dateOf('2026-11-17') };
    expect(intervalQuality(session, fourByFourOf(4, { bouts: [...bouts, short], aboveMs: 61_900 }))).toEqual({
      sessionId: 's',
      localDate: '2026-11-17',
      credited: 4,
      effortSeconds: 840,
      aboveSeconds: 61,
      recoveryBpm: 27,
    });
    expect(intervalQuality(session, fourByFourOf(0, { bouts: [short] }))).toBeNull();
  });
});
