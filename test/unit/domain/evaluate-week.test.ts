import { describe, expect, it } from 'vitest';
import { runningMs } from '../../../src/domain/session/running-ms.ts';
import { ARTICLE_NUMBERS, articleWith } from '../../support/article.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { TargetReport, WeekReport } from '../../../src/domain/week/week-report.ts';
import type { SessionSketch, Stretch } from '../../support/week-evidence.ts';
import {
  dateOf,
  fourByFourOf,
  maxHeartRateOf,
  sessionOf,
  weekInput,
  weekOf,
} from '../../support/week-evidence.ts';

// 2026-W47 is 16–22 November. Max heart rate 200: Zone 2 120–140, light 100–130, 4×4 170–180, cardio from 120.
const WEEK = '2026-W47';
const session = (
  start: string,
  stretches: readonly Stretch[],
  rest: Partial<SessionSketch> = {},
): SessionEvidence => sessionOf({ start: `2026-11-${start}Z`, stretches, ...rest });
const judge = (sessions: readonly SessionEvidence[], rest: Partial<WeekInput> = {}): WeekReport =>
  evaluateWeek(weekInput(WEEK, { sessions, ...rest }));
const target = (report: WeekReport, id: string): TargetReport =>
  report.targets.find((each) => each.id === id)!;
const noteIds = (notes: readonly { id: string }[]): string[] => notes.map((each) => each.id);

describe('zone2', () => {
  const credited = (stretches: readonly Stretch[]): number =>
    target(judge([session('17T10:00', stretches)]), 'zone2').credited;

  it('T3: 30:00 in band counts, a second less does not and shows its minutes', () => {
    expect(
      credited([
        [100, 5],
        [130, 30],
      ]),
    ).toBe(1);
    const report = judge([session('17T10:00', [[130, 29.99]])]);
    expect(target(report, 'zone2')).toMatchObject({
      credited: 0,
      seconds: 1799,
      refusals: [
        {
          localDate: '2026-11-17',
          rule: 'T3',
          note: { id: 'zone2.too_short', values: { inBandSeconds: 1799, neededSeconds: 1800 } },
        },
      ],
    });
  });

  it('T3: the minutes are cumulative: breaks between do not matter', () => {
    expect(
      credited([
        [125, 10],
        [110, 20],
        [139, 10],
        [100, 3],
        [120, 10],
      ]),
    ).toBe(1);
  });

  it('T3: in band must be at least twice the time above', () => {
    expect(
      credited([
        [130, 30],
        [150, 15],
      ]),
    ).toBe(1);
    expect(
      credited([
        [130, 30],
        [150, 15.01],
      ]),
    ).toBe(0);
  });

  it('T3: 75 min is one session with a note, 60 has none', () => {
    const report = judge([session('17T10:00', [[130, 75]]), session('18T10:00', [[130, 60]])]);
    expect(target(report, 'zone2').credits.map((credit) => [credit.seconds, credit.note?.id])).toEqual([
      [4500, 'zone2.credited_long'],
      [3600, 'zone2.credited'],
    ]);
  });

  it('T3: one credit a date, the earliest start', () => {
    const report = judge([session('17T18:00', [[130, 40]]), session('17T07:00', [[130, 31]])]);
    expect(target(report, 'zone2')).toMatchObject({
      credited: 1,
      credits: [{ sessionId: '2026-11-17T07:00Z', seconds: 1860 }],
      refusals: [{ sessionId: '2026-11-17T18:00Z', note: { id: 'credit.one_a_day' } }],
    });
  });

  it('T3: six sessions are met, with a note', () => {
    const report = judge(
      ['16', '17', '18', '19', '20', '21'].map((day) => session(`${day}T10:00`, [[130, 30]])),
    );
    expect(target(report, 'zone2')).toMatchObject({ credited: 6, status: 'met', remaining: { sessions: 0 } });
    expect(noteIds(target(report, 'zone2').notes)).toContain('target.above_maximum');
  });

  it('T2: a session over midnight is credited on its start date, its seconds go to their own', () => {
    const report = judge([session('22T23:50', [[130, 40]])]);
    expect(target(report, 'zone2')).toMatchObject({
      credited: 1,
      seconds: 600,
      credits: [{ seconds: 2400 }],
    });
    expect(report.activeSeconds).toBe(600);
    const next = evaluateWeek(weekInput('2026-W48', { sessions: [session('22T23:50', [[130, 40]])] }));
    expect(target(next, 'zone2')).toMatchObject({ credited: 0, seconds: 1800, refusals: [] });
    expect(next.days[0]).toMatchObject({ date: '2026-11-23', sessions: ['2026-11-22T23:50Z'] });
  });
});

describe('interval_4x4', () => {
  const run = session('17T10:00', [
    [120, 10],
    [175, 16],
    [120, 9],
  ]);

  it('T4: four credited intervals are a session, three are shown and not credited', () => {
    expect(target(judge([run], { fourByFour: () => fourByFourOf(4) }), 'interval_4x4')).toMatchObject({
      credited: 1,
      seconds: 960,
      status: 'missed',
    });
    expect(target(judge([run], { fourByFour: () => fourByFourOf(3) }), 'interval_4x4')).toMatchObject({
      credited: 0,
      refusals: [{ rule: 'T4', note: { id: 'interval_4x4.partial', values: { credited: 3, of: 4 } } }],
    });
  });

  it('T4: one recording may earn Zone 2 as well', () => {
    const both = session('17T10:00', [
      [120, 35],
      [175, 16],
    ]);
    const report = judge([both], { fourByFour: () => fourByFourOf(4) });
    expect([target(report, 'interval_4x4').credited, target(report, 'zone2').credited]).toEqual([1, 1]);
  });

  it('T8: three intervals and one cut by unknown could have been four', () => {
    const bouts = fourByFourOf(4).bouts.map((bout, index) =>
      index === 3 ? { ...bout, kind: 'short' as const, touchedByUnknown: true } : bout,
    );
    const cut = fourByFourOf(3, { bouts });
    const other = session('19T10:00', [
      [120, 10],
      [175, 16],
    ]);
    const report = judge([run, other], {
      fourByFour: (id) => (id === run.id ? cut : fourByFourOf(4)),
    });
    expect(target(report, 'interval_4x4')).toMatchObject({ credited: 1, status: 'undetermined' });
  });

  it('M1, I: the edges are those of the max heart rate on the start date', () => {
    const asked: number[] = [];
    judge([run], {
      maxHeartRates: [
        maxHeartRateOf(180, { id: 'a' }),
        maxHeartRateOf(190, { id: 'b', validFrom: dateOf('2026-11-17') }),
      ],
      fourByFour: (_, edges) => {
        asked.push(edges.workBpm);
        return null;
      },
    });
    // ceil(0.85 · M) for 190, and for 180, 185, 195, 200 of the robustness
    expect([...new Set(asked)].sort((a, b) => a - b)).toEqual([153, 158, 162, 166, 170]);
  });
});

describe('anti_inflammatory', () => {
  it('T5: 30:00 of a date in band make the day, from several sessions together', () => {
    const report = judge([
      session('17T08:00', [[110, 15]]),
      session('17T18:00', [
        [128, 15],
        [140, 5],
      ]),
      session('18T08:00', [[110, 29.9]]),
    ]);
    const light = target(report, 'anti_inflammatory');
    expect(light).toMatchObject({ unit: 'days', credited: 1, minimum: 5, maximum: 7, status: 'missed' });
    expect(light.days?.slice(1, 3)).toEqual([
      { date: '2026-11-17', seconds: 1800, aboveSeconds: 300, met: true },
      { date: '2026-11-18', seconds: 1794, aboveSeconds: 0, met: false },
    ]);
    expect(light.days).toHaveLength(7);
  });

  it('T5: each day has its own max heart rate, also within one session', () => {
    // 131 bpm: above the light band at 200 (130), inside it at 202 (101–131).
    const overnight = session('17T23:30', [[131, 60]]);
    const report = judge([overnight], {
      maxHeartRates: [maxHeartRateOf(200), maxHeartRateOf(202, { validFrom: dateOf('2026-11-18') })],
    });
    expect(target(report, 'anti_inflammatory').days?.slice(1, 3)).toMatchObject([
      { seconds: 0, aboveSeconds: 1800, met: false },
      { seconds: 1800, aboveSeconds: 0, met: true },
    ]);
    expect(report.basis.maxHeartRates.map((value) => value.bpm)).toEqual([200, 202]);
  });

  it('T8: a day whose unknown time could have made it is counted as possible', () => {
    const days = ['16', '17', '18', '19'].map((day) => session(`${day}T10:00`, [[110, 30]]));
    const torn = session('20T10:00', [
      [110, 20],
      ['unknown', 10],
    ]);
    expect(target(judge([...days, torn]), 'anti_inflammatory')).toMatchObject({
      credited: 4,
      status: 'undetermined',
    });
    const less = session('20T10:00', [
      [110, 20],
      ['unknown', 9.9],
    ]);
    expect(target(judge([...days, less]), 'anti_inflammatory').status).toBe('missed');
  });

  it('Z11: all-day monitoring counts in moving stretches of ten minutes, breaks of two bridged and not counted', () => {
    const minutes = (from: number, to: number, bpm: number) => ({
      fromMs: from * 60_000,
      toMs: to * 60_000,
      bpm,
    });
    const day = (segments: { fromMs: number; toMs: number; bpm: number }[]) => ({
      date: dateOf('2026-11-17'),
      msUpTo: runningMs(new Float64Array(256).fill(1)),
      unknownMs: 0,
      movingMsUpTo: new Float64Array(256),
      movingSegments: {
        count: segments.length,
        fromMs: Float64Array.from(segments, (each) => each.fromMs),
        toMs: Float64Array.from(segments, (each) => each.toMs),
        bpm: Uint8Array.from(segments, (each) => each.bpm),
      },
    });
    const seconds = (segments: { fromMs: number; toMs: number; bpm: number }[]): number | undefined =>
      target(judge([], { passiveDays: [day(segments)] }), 'anti_inflammatory').days?.[1]?.seconds;
    expect(seconds([minutes(0, 10, 105)])).toBe(600);
    expect(seconds([minutes(0, 9.9, 105)])).toBe(0);
    expect(seconds([minutes(0, 6, 105), minutes(6, 8, 90), minutes(8, 12, 110)])).toBe(600);
    expect(seconds([minutes(0, 6, 105), minutes(8.1, 13, 110)])).toBe(0);
    expect(seconds([minutes(0, 10, 99), minutes(20, 31, 130)])).toBe(660);
  });
});

describe('cardio, strength, daily movement', () => {
  it('T7: 20:00 at 60 % and above; strength does not count, a credited Zone 2 or 4×4 does', () => {
    const report = judge([
      session('16T10:00', [
        [119, 30],
        [150, 20],
      ]),
      session('17T10:00', [[150, 19.9]]),
      session('18T10:00', [[150, 40]], { subSport: 'strength_training' }),
      session('19T10:00', [[130, 35]], { subSport: 'strength_training' }),
    ]);
    expect(target(report, 'cardio')).toMatchObject({
      credited: 2,
      status: 'met',
      credits: [{ seconds: 1200 }, { seconds: 2100, note: { id: 'cardio.credited_too' } }],
      refusals: [{ rule: 'T7', localDate: '2026-11-17' }],
    });
  });

  it('T6: fifteen minutes the device calls strength, or logged; one a date; heart rate is not used', () => {
    const strength = { subSport: 'strength_training' };
    const report = judge(
      [
        session('16T10:00', [['unknown', 15]], strength),
        session('16T18:00', [[120, 30]], strength),
        session('17T10:00', [[100, 14.9]], strength),
        session('18T10:00', [[100, 45]], { sport: 'training', setCount: 9 }),
        session('19T10:00', [[100, 45]], { sport: 'training' }),
        session('20T10:00', [['unknown', 20]], { sport: 'strength_training', logged: true }),
      ],
      { firstStrengthDate: dateOf('2026-11-16') },
    );
    expect(target(report, 'strength')).toMatchObject({ credited: 3, status: 'met', maximum: 3 });
    expect(target(report, 'strength').refusals.map((refusal) => refusal.note.id)).toEqual([
      'credit.one_a_day',
      'strength.too_short',
    ]);
  });

  it('T6: without any strength evidence up to the end of the week it is undetermined, not missed', () => {
    expect(target(judge([]), 'strength')).toMatchObject({
      status: 'undetermined',
      notes: [{ id: 'strength.no_evidence' }],
    });
    const later = target(
      judge([session('16T10:00', [[120, 30]])], { firstStrengthDate: dateOf('2026-11-23') }),
      'strength',
    );
    expect(later.status).toBe('undetermined');
    const before = target(
      judge([session('16T10:00', [[120, 30]])], { firstStrengthDate: dateOf('2026-11-22') }),
      'strength',
    );
    expect(before.status).toBe('missed');
  });

  it('T9: a week without any recording, and strength never heard of, are not said to have missed anything', () => {
    const silent = evaluateWeek(weekInput('2026-W47'));
    for (const id of ['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio'] as const) {
      expect(target(silent, id).remaining?.note).toEqual({ id: 'week.silent' });
      expect(target(silent, id).notes).toEqual([{ id: 'week.silent' }]);
    }
    const walk = sessionOf({ start: '2026-11-17T10:00:00Z', stretches: [[110, 40]] });
    const walked = evaluateWeek(weekInput('2026-W47', { sessions: [walk] }));
    expect(target(walked, 'zone2').remaining?.note.id).toBe('remaining.finished_sessions');
    expect(target(walked, 'strength').remaining?.note.id).toBe('strength.no_evidence');
  });

  it('T7: cardio that Zone 2 brings anyway is not called more than suggested', () => {
    const sessions = [16, 17, 18].map((day) =>
      sessionOf({ start: `2026-11-${day}T10:00:00Z`, stretches: [[125, 40]] }),
    );
    const cardio = target(evaluateWeek(weekInput('2026-W47', { sessions })), 'cardio');
    expect([cardio.credited, cardio.maximum]).toEqual([3, 2]);
    expect(cardio.notes.map(({ id }) => id)).toEqual(['status.met']);
  });

  it('T14: daily movement is shown, not judged', () => {
    const report = judge([session('17T10:00', [[90, 5]]), session('19T23:50', [[90, 20]])]);
    expect(target(report, 'daily_movement')).toMatchObject({
      credited: 3,
      status: null,
      remaining: null,
      robustness: null,
    });
  });
});

describe('coverage', () => {
  it('Z8: under half known the credit is undetermined, at half it counts', () => {
    const half = judge([
      session('17T10:00', [
        [130, 30],
        ['unknown', 30],
      ]),
    ]);
    expect(target(half, 'zone2').credited).toBe(1);
    const under = judge([
      session('17T10:00', [
        [130, 30],
        ['unknown', 30.1],
      ]),
    ]);
    expect(target(under, 'zone2')).toMatchObject({
      credited: 0,
      refusals: [{ rule: 'Z8', note: { id: 'credit.undetermined' } }],
    });
    expect(target(under, 'cardio').refusals).toMatchObject([{ rule: 'Z8' }]);
  });

  it('Z8, T8: three undetermined sessions leave the week undetermined, never met and never missed', () => {
    const report = judge(
      ['17', '18', '19'].map((day) =>
        session(`${day}T10:00`, [
          [130, 30],
          ['unknown', 40],
        ]),
      ),
    );
    expect(target(report, 'zone2')).toMatchObject({ credited: 0, status: 'undetermined' });
  });

  it('Z8: below 80 % the report says so, and coverage is known of recorded', () => {
    const report = judge([
      session('17T10:00', [
        [130, 79],
        ['unknown', 21],
      ]),
    ]);
    expect(report.coverage).toBe(0.79);
    expect(report.notes).toContainEqual({ id: 'coverage.low', values: { knownPercent: 79 } });
    expect(
      noteIds(
        judge([
          session('17T10:00', [
            [130, 80],
            ['unknown', 20],
          ]),
        ]).notes,
      ),
    ).not.toContain('coverage.low');
    expect(judge([]).coverage).toBeNull();
  });
});

describe('the whole report', () => {
  it('Z3: cells sum to active seconds, by largest remainder', () => {
    const third = 1 / 180;
    const report = judge([
      session('17T10:00', [
        [90, third],
        [110, third],
        [125, third],
        ['unknown', third],
      ]),
    ]);
    expect(report.activeSeconds).toBe(1);
    expect(report.cells?.reduce((sum, cell) => sum + cell.seconds, 0)).toBe(1);
    const whole = judge([
      session('17T10:00', [
        [99, 1],
        [100, 1],
        [120, 1],
        [130, 1],
        [131, 1],
        [140, 1],
        [141, 1],
        [170, 1],
        [181, 1],
        ['unknown', 1],
      ]),
    ]);
    expect(whole.cells?.map((cell) => [cell.id, cell.seconds])).toEqual([
      ['lt50', 60],
      ['50to60', 60],
      ['60to65', 120],
      ['65to70', 120],
      ['70to85', 60],
      ['85to90', 60],
      ['gt90', 60],
      ['unknown', 60],
    ]);
    expect(whole.bands).toEqual([
      { id: 'anti_inflammatory', seconds: 180, lowBpm: 100, highBpm: 130 },
      { id: 'zone2', seconds: 240, lowBpm: 120, highBpm: 140 },
      { id: 'interval_4x4', seconds: 60, lowBpm: 170, highBpm: 180 },
    ]);
  });

  it('T13: the status is the worst of the three band targets only', () => {
    const report = judge([session('17T10:00', [[130, 30]])], { nowMs: Date.parse('2026-11-18T12:00:00Z') });
    expect(report.targets.map((each) => [each.id, each.status])).toEqual([
      ['zone2', 'on_track'],
      ['interval_4x4', 'on_track'],
      ['anti_inflammatory', 'on_track'],
      ['strength', 'undetermined'],
      ['cardio', 'on_track'],
      ['daily_movement', null],
    ]);
    expect(report.status).toBe('on_track');
  });

  it('T8: a finished week with nothing recorded is undetermined; an open one is judged', () => {
    expect(judge([]).status).toBe('undetermined');
    expect(judge([], { nowMs: Date.parse('2026-11-22T12:00:00Z') }).status).toBe('missed');
    expect(judge([], { nowMs: Date.parse('2026-11-01T12:00:00Z') }).status).toBe('on_track');
  });

  it('T9: says what is left and what would satisfy it', () => {
    const report = judge([session('18T08:00', [[110, 18]])], { nowMs: Date.parse('2026-11-18T12:00:00Z') });
    expect(target(report, 'zone2').remaining).toEqual({
      sessions: 3,
      days: null,
      todaySeconds: null,
      note: {
        id: 'remaining.zone2',
        values: {
          count: 3,
          minimumMinutes: 30,
          maximumMinutes: 60,
          lowBpm: 120,
          highBpm: 140,
          byDate: '2026-11-22',
        },
      },
    });
    expect(target(report, 'anti_inflammatory').remaining).toEqual({
      sessions: null,
      days: 5,
      todaySeconds: 720,
      note: {
        id: 'remaining.anti_inflammatory_today',
        values: { minutes: 12, lowBpm: 100, highBpm: 130, count: 5 },
      },
    });
  });

  it('T10: the first week carries a note, weeks before it are empty and not missed', () => {
    const firstEvidenceDate = dateOf('2026-11-18');
    expect(noteIds(judge([session('18T08:00', [[110, 18]])], { firstEvidenceDate }).notes)).toContain(
      'week.first',
    );
    const before = evaluateWeek(
      weekInput('2026-W46', { firstEvidenceDate, sessions: [session('18T08:00', [[110, 18]])] }),
    );
    expect(before.status).toBe('undetermined');
    expect(noteIds(before.notes)).toEqual(['week.before_first_evidence']);
  });

  it('M1: without a max heart rate bands are null and targets undetermined', () => {
    const report = judge([session('17T10:00', [[130, 60]])], { maxHeartRates: [] });
    expect(report.bands).toContainEqual({ id: 'zone2', seconds: 0, lowBpm: null, highBpm: null });
    expect(report.cells).toBeNull();
    expect(report.activeSeconds).toBe(3600);
    expect(target(report, 'zone2')).toMatchObject({
      status: 'undetermined',
      robustness: null,
      notes: [{ id: 'no_max_heart_rate' }],
    });
    expect(report.status).toBe('undetermined');
  });

  it('M2, M7: a formula is marked with its margin, and unused with a pacemaker', () => {
    const formula = [maxHeartRateOf(180, { source: 'formula' })];
    expect(judge([], { maxHeartRates: formula }).notes).toContainEqual({
      id: 'max_heart_rate.formula',
      values: { bpm: 180, marginBpm: 11 },
    });
    const flagged = judge([], {
      maxHeartRates: formula,
      athlete: { timeZones: [{ validFrom: dateOf('2000-01-01'), timeZone: 'UTC' }], flags: ['pacemaker'] },
    });
    expect(flagged.basis.maxHeartRates).toEqual([]);
  });

  it('M6: says under which max heart rate the verdict would change', () => {
    // 121 bpm is in Zone 2 for M up to 201.6; at 205 it starts at 123.
    const sessions = ['16', '18', '20'].map((day) => session(`${day}T10:00`, [[121, 40]]));
    const report = judge(sessions);
    expect(target(report, 'zone2').robustness).toEqual([
      { maxHeartRateDelta: -10, status: 'met' },
      { maxHeartRateDelta: -5, status: 'met' },
      { maxHeartRateDelta: 5, status: 'missed' },
      { maxHeartRateDelta: 10, status: 'missed' },
    ]);
  });

  it('L13: a simulated session of the same hours as a real one is left out, another counts with a note', () => {
    const real = session('17T10:00', [[130, 30]]);
    const same = session('17T10:29', [[130, 40]], { simulated: true });
    const other = session('18T10:00', [[130, 40]], { simulated: true });
    const report = judge([real, same, other]);
    expect(report.activeSeconds).toBe(4200);
    expect(report.notes).toContainEqual({ id: 'simulated.counted', values: { count: 1 } });
    expect(report.notes).toContainEqual({ id: 'simulated.left_out', values: { count: 1 } });
  });

  it('T15: a custom prescription is judged by its own numbers and cut into its own cells', () => {
    const own = articleWith(
      {
        bands: ARTICLE_NUMBERS.bands.map((band) =>
          band.id === 'zone2' ? { ...band, lowPercent: 65, highPercent: 75 } : band,
        ),
        zone2: { minimum: 1, maximum: 2, minimumMinutes: 20, maximumMinutes: 40 },
      },
      { id: 'own', validFrom: dateOf('2026-11-16') },
    );
    const report = judge(
      [
        session('17T10:00', [
          [129, 5],
          [145, 20],
        ]),
      ],
      { prescriptions: [own] },
    );
    expect(report.basis.prescriptionId).toBe('own');
    expect(target(report, 'zone2')).toMatchObject({ credited: 1, minimum: 1, status: 'met', seconds: 1200 });
    expect(report.cells?.map((cell) => cell.id)).toEqual([
      '30-99',
      '100-129',
      '130-130',
      '131-150',
      '151-169',
      '170-180',
      '181-230',
      'unknown',
    ]);
  });

  it('T11: an excused week says so; logged time is active and unknown, and no gap in coverage', () => {
    const report = judge([session('17T10:00', [['unknown', 45]], { sport: 'yoga', logged: true })], {
      excusedWeeks: [weekOf(WEEK)],
    });
    expect(noteIds(report.notes)).toContain('week.excused');
    expect([report.activeSeconds, report.coverage]).toEqual([2700, null]);
    expect(report.cells?.at(-1)).toEqual({ id: 'unknown', seconds: 2700 });
  });
});
