import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import { nextWeek, parseIsoWeek } from '../../../src/domain/calendar/week.ts';
import type { RestingHeartRate } from '../../../src/domain/monitoring/resting.ts';
import type { IsoWeek } from '../../../src/domain/units.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { reportSince, streakSince } from '../../../src/domain/week/report-since.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { Guard, WeekReport } from '../../../src/domain/week/week-report.ts';
import { streakOf, type StreakWeek } from '../../../src/domain/week/streak.ts';
import { dateOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const FIRST = parseIsoWeek('2026-W01')!;

function weekAt(index: number): IsoWeek {
  let week = FIRST;
  for (let each = 0; each < index; each++) week = nextWeek(week);
  return week;
}

const shown = ({ rule, severity, date, note }: Guard): object => ({ rule, severity, date, note });

const anyWeeks = fc
  .array(fc.record({ status: fc.constantFrom('met', 'missed', 'on_track'), excused: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((all) =>
    fc.record({
      weeks: fc.constant(
        all.map((each, index): StreakWeek => ({
          week: weekAt(index),
          excused: each.excused,
          // Only the last may still run: before it everything has been decided.
          open: index === all.length - 1 && each.status === 'on_track',
          status: each.status === 'on_track' && index < all.length - 1 ? 'met' : (each.status as 'met'),
        })),
      ),
      since: fc.nat(all.length - 1),
    }),
  );

describe('C6: what of a streak is told to who sees no week before a grant', () => {
  it('is the streak of the weeks that they see, whatever was before', () => {
    fc.assert(
      fc.property(anyWeeks, ({ weeks, since }) => {
        const { week, status } = weeks.at(-1)!;
        const excusedWeeks = weeks.filter(({ excused }) => excused).map((each) => each.week);
        const told = streakSince(
          { streakWeeks: streakOf(weeks), status },
          { week, excusedWeeks },
          weeks[since]!.week,
        );
        expect(told).toBe(streakOf(weeks.slice(since)));
      }),
    );
  });

  it('are the guards of what they see: none rests on a day before', () => {
    const monday = dateOf('2026-11-16');
    const since = addDays(monday, -14);
    const anyDay = fc.record({
      day: fc.integer({ min: -31, max: 6 }),
      hardMinutes: fc.integer({ min: 0, max: 90 }),
    });
    let hidden = 0;
    fc.assert(
      fc.property(fc.uniqueArray(anyDay, { selector: ({ day }) => day, maxLength: 12 }), (days) => {
        const sessions = days.map(({ day, hardMinutes }) => ({
          day,
          evidence: sessionOf({
            start: `${addDays(monday, day)}T10:00:00Z`,
            stretches: [
              [175, hardMinutes],
              [110, 100],
            ],
          }),
        }));
        const reportOf = (from: number): WeekReport => {
          const seen = sessions.filter(({ day }) => day >= from).map(({ evidence }) => evidence);
          return evaluateWeek(weekInput('2026-W47', { sessions: seen }));
        };
        const all = reportOf(-31).guards;
        const told = reportSince(reportOf(-31), [], since).guards;
        expect(told.filter(({ restsFrom }) => restsFrom < since)).toEqual([]);
        const worst = all.filter((guard) => told.includes(guard)).map(shown);
        hidden += all.length - worst.length;
        expect(reportSince(reportOf(-14), [], since).guards.map(shown)).toEqual(
          expect.arrayContaining(worst),
        );
      }),
    );
    expect(hidden).toBeGreaterThan(0);
  });

  it('is the worst guard of a day that rests on nothing before, where a worse one does', () => {
    const hardAt = (date: string, minutes: number) =>
      sessionOf({ start: `${date}T10:00:00Z`, stretches: [[175, minutes]] });
    // 160 min in seven days, and two hard days in a row within the week.
    const sessions = [hardAt('2026-11-14', 120), hardAt('2026-11-16', 20), hardAt('2026-11-17', 20)];
    const report = evaluateWeek(weekInput('2026-W47', { sessions }));
    const toldOn = (date: string, since: string): unknown[] =>
      reportSince(report, [], dateOf(since))
        .guards.filter((guard) => guard.date === date)
        .map(({ rule, severity }) => [rule, severity]);
    expect(toldOn('2026-11-17', '2026-11-09')).toEqual([['G2', 'strong']]);
    expect(toldOn('2026-11-17', '2026-11-16')).toEqual([['G1', 'note']]);
    expect(toldOn('2026-11-16', '2026-11-16')).toEqual([]);
  });

  it('is no plan of the first week, which keeps away from hard days of before', () => {
    const hardSunday = sessionOf({ start: '2026-11-15T10:00:00Z', stretches: [[175, 60]] });
    const nowMs = Date.parse('2026-11-16T08:00:00Z');
    const planOf = (sessions: WeekInput['sessions'], since: string) =>
      reportSince(evaluateWeek(weekInput('2026-W47', { sessions, nowMs })), [], dateOf(since)).plan;
    const { plan } = evaluateWeek(weekInput('2026-W47', { sessions: [hardSunday], nowMs }));
    expect(planOf([], '2026-11-09')).not.toEqual(plan);
    expect(planOf([hardSunday], '2026-11-09')).toEqual(plan);
    expect(planOf([hardSunday], '2026-11-18')).toEqual([]);
  });

  it('is no trend and no guard of resting heart rates of before', () => {
    const monday = dateOf('2026-11-16');
    const restingHeartRates = Array.from({ length: 120 }, (_, index): RestingHeartRate => ({
      date: addDays(monday, index - 113),
      bpm: index > 113 ? 60 : 50,
      source: 'device',
    }));
    const report = evaluateWeek(weekInput('2026-W47', { restingHeartRates }));
    expect(report.guards.map(({ rule }) => rule)).toEqual(['G5', 'G5', 'G5', 'G5', 'G5']);
    const told = (weeks: number) => reportSince(report, [], addDays(monday, -7 * weeks));
    expect(told(3).guards).toEqual([]);
    expect(told(4).guards).toEqual(report.guards);
    expect(told(11).restingHeartRate).toEqual({
      trend: 'too_early',
      source: null,
      medianBpm: null,
      earlierMedianBpm: null,
    });
    expect(told(12).restingHeartRate).toEqual(report.restingHeartRate);
    expect(report.restingHeartRate.medianBpm).not.toBeNull();
  });
});
