import { describe, expect, it } from 'vitest';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { explainTarget } from '../../../src/domain/week/explain.ts';
import { changedFields } from '../../../src/domain/week/preview.ts';
import type { Status } from '../../../src/domain/week/week-report.ts';
import { sessionCredits } from '../../../src/domain/week/session-credits.ts';
import { ofMax } from '../../../src/domain/bands/heart-basis.ts';
import { ARTICLE_NUMBERS, articleWith } from '../../support/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import { fourByFourOf, maxHeartRateOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

const session = sessionOf({
  start: '2026-11-17T10:00:00Z',
  stretches: [
    [121, 31],
    [150, 10],
  ],
});
const input = weekInput('2026-W47', { sessions: [session] });

describe('preview of a changed max heart rate', () => {
  it('M3: names every changed field, not only statuses', () => {
    const before = evaluateWeek(input);
    const after = evaluateWeek({ ...input, maxHeartRates: [maxHeartRateOf(204)] });
    const changes = new Map(
      changedFields(before, after).map((each) => [each.path, [each.before, each.after]]),
    );
    expect(changes.get('targets.zone2.credited')).toEqual([1, 0]);
    expect(changes.get('bands.zone2.lowBpm')).toEqual([120, 123]);
    expect(changes.get('bands.zone2.seconds')).toEqual([1860, 0]);
    expect(changes.get('cells.50to60.seconds')).toEqual([0, 1860]);
    expect(changes.get('days.2026-11-17.bands.zone2.seconds')).toEqual([1860, 0]);
    expect(changes.has('activeSeconds')).toBe(false);
    expect([...changes.keys()].some((path) => path.startsWith('basis.maxHeartRates.m200'))).toBe(true);
  });

  it('P4: tells shifts by the same bpm apart by their basis', () => {
    const report = evaluateWeek(input);
    const shiftedTo = (status: Status): typeof report => ({
      ...report,
      targets: report.targets.slice(0, 1).map((target) => ({
        ...target,
        robustness: [
          { maxHeartRateDelta: -5, status },
          { restingHeartRateDelta: -3, status },
          { thresholdHeartRateDelta: -3, status },
        ],
      })),
    });
    const changed = changedFields(shiftedTo('met'), shiftedTo('missed')).map(({ path }) => path);
    expect(changed).toEqual(
      ['-5', 'resting -3', 'threshold -3'].map((shift) => `targets.zone2.robustness.${shift}.status`),
    );
  });

  it('M3: names nothing of a guard that no reader is shown', () => {
    const hard = ['2026-11-17', '2026-11-18'].map((date) =>
      sessionOf({ start: `${date}T10:00:00Z`, stretches: [[180, 40]] }),
    );
    const report = evaluateWeek(weekInput('2026-W47', { sessions: hard }));
    expect(report.guards.length).toBeGreaterThan(0);
    const guards = report.guards.map((guard) => ({ ...guard, restsFrom: report.from }));
    expect(guards).not.toEqual(report.guards);
    expect(changedFields(report, { ...report, guards })).toEqual([]);
  });

  it('M3: the same report twice has no changed field', () => {
    expect(changedFields(evaluateWeek(input), evaluateWeek(input))).toEqual([]);
  });
});

describe('explanations', () => {
  it('T12: names the rules with the athlete’s numbers, and whether the verdict holds', () => {
    const { target, rules, robustness } = explainTarget(evaluateWeek(input), DEFAULT_PRESCRIPTION, 'zone2')!;
    expect(target.credits).toHaveLength(1);
    expect(rules.map((each) => each.rule)).toEqual(['T3', 'T2', 'T8']);
    expect(rules[0]?.note.values).toMatchObject({ minimumMinutes: 30, lowBpm: 120, highBpm: 140 });
    expect(robustness?.id).toBe('robustness.holds');
    const prescription = articleWith({ zone2: { ...ARTICLE_NUMBERS.zone2, minimum: 1 } });
    const near = evaluateWeek({ ...input, prescriptions: [prescription] });
    expect(explainTarget(near, prescription, 'zone2')?.robustness).toEqual({
      id: 'robustness.would_change',
      values: { deltaBpm: 5 },
    });
  });

  it('T12: a session by itself is judged by the same rules', () => {
    const { credits, refusals } = sessionCredits(session, ofMax(200), DEFAULT_PRESCRIPTION, () =>
      fourByFourOf(3),
    );
    expect(credits.map((each) => each.target)).toEqual(['zone2', 'cardio', 'anti_inflammatory']);
    expect(refusals).toMatchObject([{ target: 'interval_4x4', rule: 'T4' }]);
  });

  it('G6: a session says that 30 s in a row were above the maximum, not that strays added up to it', () => {
    const strays = Array.from({ length: 40 }, (): [number, number][] => [
      [201, 1 / 60],
      [150, 1 / 60],
    ]).flat();
    const ids = (sustainedMaxBpm: number): string[] =>
      sessionCredits(
        sessionOf({ start: '2026-11-17T10:00:00Z', stretches: strays, sustainedMaxBpm }),
        ofMax(200),
        DEFAULT_PRESCRIPTION,
        () => null,
      ).notes.map((each) => each.id);
    expect(ids(150)).toEqual([]);
    expect(ids(200)).toEqual([]);
    expect(ids(201)).toEqual(['session.above_max']);
  });

  it('G4, Z8: a session says when it was hard or poorly covered', () => {
    const ids = (...stretches: [number | 'unknown', number][]): string[] =>
      sessionCredits(
        sessionOf({ start: '2026-11-17T10:00:00Z', stretches }),
        ofMax(200),
        DEFAULT_PRESCRIPTION,
        () => null,
      ).notes.map((each) => each.id);
    expect(ids([170, 20])).toEqual(['session.hard']);
    expect(ids([170, 19.9])).toEqual([]);
    expect(ids([170, 30])).toEqual(['session.hard_wind_down']);
    expect(ids([130, 7], ['unknown', 3])).toEqual(['coverage.low']);
  });
});
