import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWeek, parseIsoWeek } from '../../../src/domain/calendar/week.ts';
import type { IsoWeek } from '../../../src/domain/units.ts';
import { streakSince } from '../../../src/domain/week/report-since.ts';
import { streakOf, type StreakWeek } from '../../../src/domain/week/streak.ts';

const FIRST = parseIsoWeek('2026-W01')!;

function weekAt(index: number): IsoWeek {
  let week = FIRST;
  for (let each = 0; each < index; each++) week = nextWeek(week);
  return week;
}

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
});
