import { describe, expect, it } from 'vitest';
import { rangeMs } from '../../../src/domain/bands/band.ts';
import { renderNote } from '../../../src/adapters/wire/messages/render.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Target } from '../../../src/domain/prescription/prescription.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import type { LiveDose, RemainingDose } from '../../../src/domain/coaching/live-doses.ts';
import { LiveDoses } from '../../../src/domain/coaching/live-doses.ts';
import { doseBaseline } from '../../../src/domain/coaching/dose-baseline.ts';
import type { SessionEvidence } from '../../../src/domain/session/session.ts';
import type { WeekInput } from '../../../src/domain/week/week-input.ts';
import type { Stretch } from '../../support/week-evidence.ts';
import { fourByFourOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const live = (start: string, ...stretches: Stretch[]): SessionEvidence =>
  sessionOf({ start: `2026-11-${start}Z`, stretches, id: 'live' });
const nowMs = Date.parse('2026-11-18T20:00:00Z');
const runningOf = (running: SessionEvidence, fourByFourCredited: number): LiveDose => ({
  localDate: running.localDate,
  dates: running.days.map((day) => day.date),
  rangeMs: (lowBpm, highBpm, date) =>
    running.days
      .filter((day) => date === undefined || day.date === date)
      .reduce((sum, day) => sum + rangeMs(day.msUpTo, { lowBpm, highBpm }), 0),
  creditedIntervals: [{ target: 'interval_4x4', credited: fourByFourCredited }],
});
const left = (
  running: SessionEvidence,
  rest: Partial<WeekInput> = {},
  fourByFourCredited = 0,
): Record<string, RemainingDose> => {
  const baseline = doseBaseline(weekInput('2026-W47', { nowMs, ...rest }), ['live']);
  const doses = new LiveDoses(baseline, running.sport).left(runningOf(running, fourByFourCredited));
  return Object.fromEntries(doses.map((dose) => [dose.target, dose]));
};

describe('remaining dose of a running session', () => {
  it('T9: minutes still needed today, rounded up, and credits of the week', () => {
    const doses = left(live('18T18:00', [125, 11.34]));
    expect(doses['zone2']).toMatchObject({ todaySeconds: 1120, weekSessions: 3, weekDays: null });
    expect(doses['anti_inflammatory']).toMatchObject({ todaySeconds: 1120, weekDays: 5, weekSessions: null });
    expect(doses['interval_4x4']).toMatchObject({ todaySeconds: null, weekSessions: 2 });
    expect(doses['cardio']).toMatchObject({ todaySeconds: 520, weekSessions: 2 });
  });

  it('what is as it was is the same object; what has changed is another, and the one told before stays as it was', () => {
    const doses = new LiveDoses(doseBaseline(weekInput('2026-W47', { nowMs }), []), null);
    const after = (zone2Minutes: number) =>
      Object.fromEntries(
        doses.left(runningOf(live('18T18:00', [135, zone2Minutes]), 0)).map((dose) => [dose.target, dose]),
      );
    const first = after(10);
    const again = after(10);
    for (const target of Object.keys(first)) expect(again[target], target).toBe(first[target]);
    const later = after(10.5);
    expect(later['zone2']).toMatchObject({ todaySeconds: 1170 });
    expect(first['zone2']).toMatchObject({ todaySeconds: 1200 });
    expect(later['interval_4x4']).toBe(first['interval_4x4']);
    expect(after(30)['zone2']).toMatchObject({ todaySeconds: 0, weekSessions: 2 });
  });

  it('T3: the credit falls as soon as it is earned, and waits for easy time after hard', () => {
    expect(left(live('18T18:00', [135, 30]))['zone2']).toMatchObject({ todaySeconds: 0, weekSessions: 2 });
    expect(left(live('18T18:00', [135, 30], [150, 16]))['zone2']).toMatchObject({
      todaySeconds: 120,
      weekSessions: 3,
    });
  });

  it('T4, T7: a fourth interval earns the 4×4, and cardio with it', () => {
    const doses = left(live('18T18:00', [175, 16]), {}, 4);
    expect(doses['interval_4x4']).toMatchObject({ weekSessions: 1 });
    expect(doses['cardio']).toMatchObject({ weekSessions: 1, todaySeconds: 0 });
  });

  it('T3: a date that is already credited gains nothing more', () => {
    const morning = sessionOf({ start: '2026-11-18T07:00:00Z', stretches: [[135, 30]] });
    expect(left(live('18T18:00', [135, 40]), { sessions: [morning] })['zone2']).toMatchObject({
      weekSessions: 2,
      todaySeconds: 0,
    });
  });

  it('T5: today’s earlier minutes count, and after midnight the new date begins', () => {
    const morning = sessionOf({ start: '2026-11-18T07:00:00Z', stretches: [[110, 20]] });
    expect(left(live('18T18:00', [110, 4]), { sessions: [morning] })['anti_inflammatory']).toMatchObject({
      todaySeconds: 360,
    });
    const overnight = left(live('18T23:30', [110, 40]), { sessions: [morning] });
    expect(overnight['anti_inflammatory']).toMatchObject({ todaySeconds: 1200, weekDays: 4 });
  });

  it('T9: equals what the report says once the session is stored', () => {
    const running = live('18T18:00', [135, 31], [110, 12], [175, 10]);
    const report = evaluateWeek(
      weekInput('2026-W47', { nowMs, sessions: [running], fourByFour: () => fourByFourOf(4) }),
    );
    for (const dose of Object.values(
      left(running, { sessions: [running], fourByFour: () => fourByFourOf(4) }, 4),
    )) {
      const reported = report.targets.find((target) => target.id === dose.target)?.remaining;
      expect([dose.target, dose.weekSessions, dose.weekDays]).toEqual([
        dose.target,
        reported?.sessions,
        reported?.days,
      ]);
      if (dose.target === 'anti_inflammatory') expect(dose.todaySeconds).toBe(reported?.todaySeconds);
    }
  });

  it('T9: a sixth target is data: judged, explained, left and told live like the others', () => {
    const hills: Target = {
      id: 'hills',
      name: { da: 'Bakker', en: 'Hills' },
      band: 'interval_4x4',
      dose: { unit: 'minutes', minimum: 30, maximum: null },
      judged: true,
    };
    const own = {
      ...DEFAULT_PRESCRIPTION,
      id: 'own',
      targets: [...DEFAULT_PRESCRIPTION.targets, hills],
    };
    const running = live('18T18:00', [175, 20]);
    const judged = evaluateWeek(weekInput('2026-W47', { nowMs, sessions: [running], prescriptions: [own] }));
    const target = judged.targets.find(({ id }) => id === 'hills')!;
    expect(target).toMatchObject({ unit: 'minutes', credited: 20, status: 'on_track', name: hills.name });
    expect(target.remaining).toMatchObject({ minutes: 10 });
    expect(renderNote(explainTarget(judged, own, 'hills')!.rules[0]!.note, 'en')).toBe(
      'The week asks for 30 min at 170–180 bpm; every minute counts once.',
    );
    const told = left(running, { prescriptions: [own] });
    expect(told['hills']).toMatchObject({ weekMinutes: 10, weekSessions: null });
  });

  it('T9: tells a target of other sports what the week needs, and earns it nothing', () => {
    const own = {
      ...DEFAULT_PRESCRIPTION,
      id: 'own',
      targets: DEFAULT_PRESCRIPTION.targets.map((target) =>
        target.id === 'strength' ? target : { ...target, sports: ['cycling'] },
      ),
    };
    const prescriptions = [own];
    const running = live('18T18:00', [135, 40], [175, 20]);
    const report = evaluateWeek(weekInput('2026-W47', { nowMs, sessions: [running], prescriptions }));
    const doses = left(running, { prescriptions }, 4);
    expect(Object.keys(doses)).toEqual(['zone2', 'interval_4x4', 'anti_inflammatory', 'cardio']);
    for (const { target, weekSessions, weekDays, todaySeconds } of Object.values(doses)) {
      const reported = report.targets.find(({ id }) => id === target)?.remaining;
      expect([target, weekSessions, weekDays]).toEqual([target, reported?.sessions, reported?.days]);
      expect([target, todaySeconds]).toEqual([target, null]);
    }
    const ride = { ...running, sport: 'cycling' };
    expect(left(ride, { prescriptions }, 4)['zone2']).toMatchObject({ weekSessions: 2, todaySeconds: 0 });
  });

  it('T7: strength earns no cardio while it runs, as it earns none when it is stored', () => {
    const lifting = { ...live('18T18:00', [135, 40]), sport: 'strength_training' };
    expect(left(lifting)['cardio']).toMatchObject({ weekSessions: 1, todaySeconds: 0 });
    const short = { ...live('18T18:00', [175, 25]), sport: 'strength_training' };
    expect(left(short)['cardio']).toMatchObject({ weekSessions: 2, todaySeconds: null });
  });

  it('M1: without a max heart rate there is nothing to tell', () => {
    expect(left(live('18T18:00', [125, 10]), { maxHeartRates: [] })).toEqual({});
  });
});
