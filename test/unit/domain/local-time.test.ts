import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedTimeZone } from '../../../src/domain/athlete.ts';
import {
  addDays,
  ageOn,
  dayOfWeek,
  daysBetween,
  isTimeZone,
  localDateAt,
  parseLocalDate,
  startOfDayMs,
  zoneAt,
} from '../../../src/domain/calendar/local-time.ts';
import type { LocalDate } from '../../../src/domain/units.ts';

const date = (text: string): LocalDate => {
  const parsed = parseLocalDate(text);
  if (parsed === null) throw new Error(`not a date: ${text}`);
  return parsed;
};
const only = (timeZone: string): DatedTimeZone[] => [{ validFrom: date('1900-01-01'), timeZone }];
const startUtc = (day: string, zones: DatedTimeZone[]): string =>
  new Date(startOfDayMs(date(day), zones)).toISOString();

describe('local dates', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-4-01',
    '1899-12-31',
    '3000-01-01',
    '',
    '2026-01-01T',
  ])('T1: %j is not a date', (text) => expect(parseLocalDate(text)).toBeNull());

  it('T1: a leap day is a date, and date arithmetic crosses it', () => {
    expect(parseLocalDate('2028-02-29')).toBe('2028-02-29');
    expect(addDays(date('2028-02-28'), 2)).toBe('2028-03-01');
    expect(daysBetween(date('2027-12-31'), date('2028-03-01'))).toBe(61);
    expect(dayOfWeek(date('2026-11-16'))).toBe(1);
    expect(dayOfWeek(date('1960-01-03'))).toBe(7);
  });

  it('M2: age counts birthdays passed', () => {
    expect(ageOn(date('1980-06-15'), date('2026-06-14'))).toBe(45);
    expect(ageOn(date('1980-06-15'), date('2026-06-15'))).toBe(46);
  });

  it('T1: only IANA names are zones', () => {
    expect(['Europe/Copenhagen', 'UTC', 'America/St_Johns'].every(isTimeZone)).toBe(true);
    expect(['+01:00', 'Mars/Phobos', '', 'Europe/Copenhagen; drop'].some(isTimeZone)).toBe(false);
  });

  it('T1: the zone in force is the latest that has begun; before the first, the first', () => {
    const zones = [
      { validFrom: date('2026-01-10'), timeZone: 'Europe/Copenhagen' },
      { validFrom: date('2026-06-01'), timeZone: 'Asia/Tokyo' },
    ];
    expect(zoneAt(zones, date('2020-01-01'))).toBe('Europe/Copenhagen');
    expect(zoneAt(zones, date('2026-05-31'))).toBe('Europe/Copenhagen');
    expect(zoneAt(zones, date('2026-06-01'))).toBe('Asia/Tokyo');
  });
});

describe('starts of local dates', () => {
  it('T1: the nights of the clock change in Copenhagen', () => {
    const zones = only('Europe/Copenhagen');
    expect(startUtc('2026-03-29', zones)).toBe('2026-03-28T23:00:00.000Z');
    expect(startUtc('2026-03-30', zones)).toBe('2026-03-29T22:00:00.000Z');
    expect(startUtc('2026-10-25', zones)).toBe('2026-10-24T22:00:00.000Z');
    expect(startUtc('2026-10-26', zones)).toBe('2026-10-25T23:00:00.000Z');
  });

  it('T1: a date whose midnight does not exist starts at the end of the gap', () => {
    // Beirut skips 00:00–01:00 on 2026-03-29; Sao Paulo did on 2018-11-04.
    expect(startUtc('2026-03-29', only('Asia/Beirut'))).toBe('2026-03-28T22:00:00.000Z');
    expect(startUtc('2018-11-04', only('America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
  });

  it('T1: a clock set back across midnight does not give a date twice', () => {
    // St. John's set the clock from 00:01 back to 23:01: the date that had begun goes on.
    const zones = only('America/St_Johns');
    expect(startUtc('2010-11-07', zones)).toBe('2010-11-07T02:30:00.000Z');
    expect(localDateAt(Date.parse('2010-11-07T03:00:00Z'), zones)).toBe('2010-11-07');
  });

  it('T1: a date that a zone skips is empty', () => {
    const zones = only('Pacific/Apia');
    expect(startUtc('2011-12-30', zones)).toBe('2011-12-30T10:00:00.000Z');
    expect(startUtc('2011-12-31', zones)).toBe('2011-12-30T10:00:00.000Z');
    expect(localDateAt(Date.parse('2011-12-30T10:00:00Z'), zones)).toBe('2011-12-31');
    expect(localDateAt(Date.parse('2011-12-30T09:59:59Z'), zones)).toBe('2011-12-29');
  });

  it('T2: a move east makes a short day, a move west a long one', () => {
    const east = [
      { validFrom: date('1900-01-01'), timeZone: 'Europe/Copenhagen' },
      { validFrom: date('2026-01-15'), timeZone: 'Asia/Tokyo' },
    ];
    expect(startUtc('2026-01-14', east)).toBe('2026-01-13T23:00:00.000Z');
    expect(startUtc('2026-01-15', east)).toBe('2026-01-14T15:00:00.000Z');
    const west = [
      { validFrom: date('1900-01-01'), timeZone: 'Asia/Tokyo' },
      { validFrom: date('2026-01-15'), timeZone: 'Pacific/Honolulu' },
    ];
    expect(startUtc('2026-01-15', west)).toBe('2026-01-15T10:00:00.000Z');
    expect(localDateAt(Date.parse('2026-01-15T09:00:00Z'), west)).toBe('2026-01-14');
  });

  it('T2: a move across the whole date line leaves the overtaken date empty', () => {
    const zones = [
      { validFrom: date('1900-01-01'), timeZone: 'Pacific/Pago_Pago' },
      { validFrom: date('2026-01-15'), timeZone: 'Pacific/Kiritimati' },
    ];
    expect(startUtc('2026-01-14', zones)).toBe(startUtc('2026-01-15', zones));
    expect(localDateAt(startOfDayMs(date('2026-01-15'), zones), zones)).toBe('2026-01-15');
    expect(localDateAt(startOfDayMs(date('2026-01-15'), zones) - 1, zones)).toBe('2026-01-13');
  });

  it('T2: dates partition time: every instant has one date, and dates never run backwards', () => {
    const names = [
      'Europe/Copenhagen',
      'America/St_Johns',
      'Pacific/Apia',
      'Pacific/Pago_Pago',
      'Pacific/Kiritimati',
      'Asia/Beirut',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
      'Atlantic/Azores',
    ];
    const from = Date.parse('2009-01-01T00:00:00Z');
    const to = Date.parse('2029-12-31T00:00:00Z');
    const zonesArbitrary = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 7000 }), fc.constantFrom(...names)), {
        minLength: 1,
        maxLength: 4,
      })
      .map((moves) =>
        moves
          .map(([days, timeZone]) => ({ validFrom: addDays(date('2010-01-01'), days), timeZone }))
          .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
      );
    fc.assert(
      fc.property(zonesArbitrary, fc.integer({ min: from, max: to }), (zones, ms) => {
        const day = localDateAt(ms, zones);
        expect(startOfDayMs(day, zones)).toBeLessThanOrEqual(ms);
        expect(startOfDayMs(addDays(day, 1), zones)).toBeGreaterThan(ms);
        for (const move of zones) {
          for (const offset of [-2, -1, 0, 1]) {
            const near = addDays(move.validFrom, offset);
            expect(startOfDayMs(near, zones)).toBeLessThanOrEqual(startOfDayMs(addDays(near, 1), zones));
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
