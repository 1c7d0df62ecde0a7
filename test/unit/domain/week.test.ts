import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOfWeek, parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import type { IsoWeek, LocalDate } from '../../../src/domain/units.ts';
import { HOUR_MS } from '../../../src/domain/units.ts';
import {
  datesOf,
  isoWeekAt,
  isoWeekOf,
  mondayOf,
  nextWeek,
  parseIsoWeek,
  previousWeek,
  weekBoundsMs,
  weeksBetween,
} from '../../../src/domain/calendar/week.ts';

const date = (text: string): LocalDate => parseLocalDate(text)!;
const week = (text: string): IsoWeek => parseIsoWeek(text)!;
const copenhagen = [{ validFrom: date('1900-01-01'), timeZone: 'Europe/Copenhagen' }];
const hours = (key: string): number => {
  const { fromMs, toMs } = weekBoundsMs(week(key), copenhagen);
  return (toMs - fromMs) / HOUR_MS;
};

describe('ISO weeks', () => {
  it('T1: the week of a date belongs to the year of its Thursday', () => {
    expect(isoWeekOf(date('2027-01-01'))).toBe('2026-W53');
    expect(isoWeekOf(date('2024-12-30'))).toBe('2025-W01');
    expect(isoWeekOf(date('2026-11-16'))).toBe('2026-W47');
    expect(isoWeekOf(date('2026-11-22'))).toBe('2026-W47');
  });

  it('T1: only weeks that exist parse', () => {
    expect(parseIsoWeek('2026-W53')).toBe('2026-W53');
    for (const text of ['2025-W53', '2026-W00', '2026-W54', '2026-47', '2026-W7', '1899-W10', '26-W10', '']) {
      expect(parseIsoWeek(text)).toBeNull();
    }
  });

  it('T1: weeks with a clock change last 167 and 169 hours', () => {
    expect(hours('2026-W12')).toBe(168);
    expect(hours('2026-W13')).toBe(167);
    expect(hours('2026-W43')).toBe(169);
  });

  it('T1: Monday 00:00 local is the new week, a millisecond earlier the old', () => {
    const monday = Date.parse('2026-11-15T23:00:00Z');
    expect(isoWeekAt(monday, copenhagen)).toBe('2026-W47');
    expect(isoWeekAt(monday - 1, copenhagen)).toBe('2026-W46');
  });

  it('T1: weeks follow each other over a year end', () => {
    expect(nextWeek(week('2026-W53'))).toBe('2027-W01');
    expect(previousWeek(week('2025-W01'))).toBe('2024-W52');
    expect(weeksBetween(week('2026-W52'), week('2027-W02'))).toEqual([
      '2026-W52',
      '2026-W53',
      '2027-W01',
      '2027-W02',
    ]);
    expect(weeksBetween(week('2027-W02'), week('2026-W52'))).toEqual([]);
  });

  it('T1: every date is in exactly its own week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (days) => {
        const day = addDays(date('1900-01-01'), days);
        const key = isoWeekOf(day);
        expect(parseIsoWeek(key)).toBe(key);
        expect(datesOf(key)[dayOfWeek(day) - 1]).toBe(day);
        expect(dayOfWeek(mondayOf(key))).toBe(1);
      }),
    );
  });
});
