import { describe, expect, it } from 'vitest';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import type { RestingHeartRate } from '../../../src/domain/monitoring/resting.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { Guard } from '../../../src/domain/week/week-report.ts';
import type { Stretch } from '../../support/week-evidence.ts';
import { dateOf, fourByFourOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const MONDAY = dateOf('2026-11-16');
/** Hard from 170, exercise from 100. `day` counts from the Monday of the week. */
const on = (day: number, ...stretches: Stretch[]) =>
  sessionOf({ start: `${addDays(MONDAY, day)}T10:00:00Z`, stretches });
const guards = (rest: Partial<WeekInput>): readonly Guard[] =>
  evaluateWeek(weekInput('2026-W47', rest)).guards;
const said = (rest: Partial<WeekInput>): string[] =>
  guards(rest).map((each) => `${each.rule} ${each.severity} ${each.date}`);

describe('guard rails', () => {
  it('G1: two hard days in a row, from 10:00 at 85 % each, also across the week’s edge', () => {
    expect(said({ sessions: [on(-1, [170, 10]), on(0, [170, 10])] })).toEqual(['G1 note 2026-11-16']);
    expect(said({ sessions: [on(-1, [170, 10]), on(0, [170, 9.9])] })).toEqual([]);
    expect(said({ sessions: [on(0, [170, 10]), on(2, [170, 10])] })).toEqual([]);
  });

  it('G1: two credited intervals make a hard day, whatever the minutes', () => {
    const sessions = [on(1, [160, 30]), on(2, [171, 12])];
    expect(said({ sessions, fourByFour: () => fourByFourOf(2) })).toEqual(['G1 note 2026-11-18']);
    expect(said({ sessions, fourByFour: () => fourByFourOf(1) })).toEqual([]);
  });

  it('G2: seven days at 85 %: above 60 min a note, above 90 a caution, from 150 strong', () => {
    const hard = (...minutes: number[]) =>
      said({ sessions: minutes.map((each, index) => on(index * 2, [175, each])) });
    expect(hard(30, 30)).toEqual([]);
    expect(hard(30, 30.1)).toEqual(['G2 note 2026-11-18']);
    expect(hard(45, 45)).toEqual(['G2 note 2026-11-18']);
    expect(hard(45, 45.1)).toEqual(['G2 caution 2026-11-18']);
    expect(hard(30, 30, 89.9)).toEqual(['G2 caution 2026-11-20']);
    expect(hard(30, 30, 90)).toEqual(['G2 strong 2026-11-20']);
  });

  it('G2: the window is seven days, the eighth is out', () => {
    expect(said({ sessions: [on(-6, [175, 40]), on(0, [175, 40])] })).toEqual(['G2 note 2026-11-16']);
    expect(said({ sessions: [on(-7, [175, 40]), on(0, [175, 40])] })).toEqual([]);
  });

  it('G3: more than a fifth hard of 28 days with at least 480 min of exercise', () => {
    const weeks = (hard: number, easy: number) =>
      said({ sessions: [-20, -13, -6, 1].map((day) => on(day, [175, hard], [110, easy])) });
    expect(weeks(24, 96)).toEqual([]);
    expect(weeks(25, 95)).toEqual(['G3 note 2026-11-22']);
    expect(weeks(25, 94)).toEqual([]);
  });

  it('G: at most one a day, the most severe', () => {
    const sessions = [on(0, [175, 80]), on(1, [175, 80])];
    expect(said({ sessions })).toEqual(['G2 note 2026-11-16', 'G2 strong 2026-11-17']);
  });

  it('G: none for the days to come', () => {
    const sessions = [on(0, [170, 10]), on(1, [170, 10])];
    expect(said({ sessions, nowMs: Date.parse('2026-11-16T20:00:00Z') })).toEqual([]);
    expect(said({ sessions, nowMs: Date.parse('2026-11-17T20:00:00Z') })).toEqual(['G1 note 2026-11-17']);
  });

  it('G5: resting heart rate 5 above the 28-day median on two of three days, of one source', () => {
    const usual = Array.from({ length: 28 }, (_, index): RestingHeartRate => ({
      date: addDays(MONDAY, index - 28),
      bpm: 50,
      source: 'device',
    }));
    const then = (...bpms: (number | null)[]) =>
      bpms.flatMap((bpm, index): RestingHeartRate[] =>
        bpm === null ? [] : [{ date: addDays(MONDAY, index), bpm, source: 'device' }],
      );
    expect(said({ restingHeartRates: [...usual, ...then(55, 50, 55)] })).toEqual(['G5 note 2026-11-18']);
    expect(said({ restingHeartRates: [...usual, ...then(55, 50, 54)] })).toEqual([]);
    expect(said({ restingHeartRates: [...usual, ...then(55, null, null, 55)] })).toEqual([]);
    const mixed = then(55, 50, 55).map((each): RestingHeartRate => ({ ...each, source: 'entered' }));
    expect(said({ restingHeartRates: [...usual, ...mixed] })).toEqual([]);
  });

  it('G7: an intended Zone 2 session with more than a third above 70 %', () => {
    const sessions = [on(0, [130, 40], [141, 20]), on(2, [130, 40], [141, 20.1])];
    expect(said({ sessions, intentOf: () => 'zone2' })).toEqual(['G7 note 2026-11-18']);
    expect(said({ sessions, intentOf: () => 'free' })).toEqual([]);
    expect(said({ sessions })).toEqual([]);
  });
});
