import { describe, expect, it } from 'vitest';
import { statusOf, worstOf } from '../../../src/domain/week/status.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'finished'];
const judge = (
  day: string,
  credited: number,
  minimum: number,
  rest: Partial<Parameters<typeof statusOf>[0]> = {},
) =>
  statusOf({
    credited,
    minimum,
    done: DAYS.indexOf(day),
    possible: 7 - DAYS.indexOf(day),
    couldHaveCounted: 0,
    silent: false,
    ...rest,
  });

describe('status', () => {
  it.each([
    ['Fri', 0, 3, 'behind'],
    ['Sat', 0, 3, 'missed'],
    ['Sun', 2, 3, 'on_track'],
    ['Sun', 1, 3, 'missed'],
    ['Mon', 0, 3, 'on_track'],
    ['Thu', 0, 2, 'on_track'],
    ['Fri', 0, 2, 'behind'],
    ['Sun', 1, 2, 'on_track'],
    ['Sun', 0, 2, 'missed'],
  ])('T8: %s with %i of %i is %s', (day, credited, minimum, status) => {
    expect(judge(day, credited, minimum)).toBe(status);
  });

  it('T8: today’s credit is spent: it leaves one day less', () => {
    expect(judge('Sun', 2, 3, { possible: 0 })).toBe('missed');
    expect(judge('Sat', 1, 3, { possible: 1 })).toBe('missed');
    expect(judge('Sat', 2, 3, { possible: 1 })).toBe('on_track');
  });

  it('T8: what the unknown could have earned makes a miss undetermined, never met', () => {
    expect(judge('finished', 2, 3, { couldHaveCounted: 1 })).toBe('undetermined');
    expect(judge('finished', 1, 3, { couldHaveCounted: 1 })).toBe('missed');
    expect(judge('Sun', 1, 3, { couldHaveCounted: 1 })).toBe('undetermined');
    expect(judge('Fri', 0, 3, { couldHaveCounted: 3 })).toBe('behind');
    expect(judge('finished', 3, 3)).toBe('met');
  });

  it('T8: a finished week in which nothing at all was recorded is undetermined', () => {
    expect(judge('finished', 0, 3, { silent: true })).toBe('undetermined');
    expect(judge('finished', 0, 3)).toBe('missed');
  });

  it('T13: the worst in the order missed, behind, undetermined, on track, met', () => {
    expect(worstOf(['met', 'on_track', 'undetermined'])).toBe('undetermined');
    expect(worstOf(['behind', 'undetermined', 'met'])).toBe('behind');
    expect(worstOf(['behind', 'missed', 'met'])).toBe('missed');
    expect(worstOf(['on_track', 'met', 'met'])).toBe('on_track');
  });
});
