import { describe, expect, it } from 'vitest';
import { weeksCsv } from '../../../src/adapters/wire/api/weeks-csv.ts';
import { Coach, type CoachView } from '../../../src/domain/coaching/coach.ts';
import { baselineOf } from '../../../src/domain/coaching/dose-baseline.ts';
import { LiveSession } from '../../../src/domain/coaching/live-session.ts';
import { intentFor, targetOfIntent, type Intent } from '../../../src/domain/intent.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Prescription, Structure, Target } from '../../../src/domain/prescription/prescription.ts';
import type { IsoWeek, LocalDate } from '../../../src/domain/units.ts';
import { evaluateWeek } from '../../../src/domain/week/evaluate-week.ts';
import { qualitiesOf } from '../../../src/domain/week/interval-quality.ts';
import { fourByFourOf, sessionOf, weekInput } from '../../support/week-evidence.ts';

// Literals in the formats of their brands.
const date = (text: string): LocalDate => text as LocalDate;
const WEEK = '2026-W47' as IsoWeek;
const START_MS = Date.UTC(2026, 10, 18, 17);
const VALUES = {
  maxHeartRates: [
    {
      id: 'm',
      bpm: 190,
      source: 'measured' as const,
      validFrom: date('2020-01-01'),
      method: null,
      createdAtMs: 0,
    },
  ],
};
const intervals = (id: string, reps: number, work: Structure['work']): Target => ({
  id,
  name: { da: id, en: id },
  band: 'hard',
  dose: {
    unit: 'intervals',
    minimum: 2,
    maximum: 2,
    structure: { reps, work, recovery: { least: 60, most: 360 }, floor: { percentOfMax: 80 } },
  },
  judged: true,
});
const PRESCRIPTION: Prescription = {
  ...DEFAULT_PRESCRIPTION,
  id: 'own',
  bands: [
    { id: 'hard', name: { da: 'Hårdt', en: 'Hard' }, low: { percentOfMax: 85 }, high: { percentOfMax: 95 } },
  ],
  targets: [
    intervals('fours', 4, { least: 180, most: 330, effort: 90 }),
    intervals('threes', 3, { least: 150, most: 240, effort: 60 }),
  ],
};

/** Three intervals of three and a half minutes, a beat a second; what the coach shows after the last. */
function coached(intent: Intent, bands = PRESCRIPTION.bands): CoachView {
  const prescription = { ...PRESCRIPTION, bands };
  const session = new LiveSession({
    sessionId: 's',
    sport: 'running',
    intent,
    simulated: false,
    nowMs: START_MS,
    measure: {
      ...VALUES,
      timeZones: [{ validFrom: date('1970-01-01'), timeZone: 'Europe/Copenhagen' }],
      prescription,
    },
    listener: { noteEvent: () => undefined, noteCeiling: () => undefined },
  });
  const week = { week: WEEK, soFar: new Map() };
  const baseline = baselineOf(week, prescription, VALUES);
  const coach = new Coach({ intent, timeScale: null, isSlow: false }, { prescription, flags: [], baseline });
  let atMs = START_MS;
  for (const [bpm, seconds] of [
    [120, 60],
    ...[0, 1, 2].flatMap(() => [
      [170, 210],
      [120, 90],
    ]),
  ] as const) {
    for (let second = 0; second < seconds; second++, atMs += 1_000) session.append(atMs, bpm, 0);
  }
  return coach.view(session, atMs);
}
const leftOf = ({ remaining }: CoachView): [string, number | null][] =>
  remaining.map(({ target, weekSessions }) => [target, weekSessions]);

describe('a prescription with several targets of intervals, live', () => {
  it('coaches the intervals that the run is for, and says which', () => {
    expect(coached('target:threes').interval).toMatchObject({ target: 'threes', credited: 3, of: 3 });
    expect(coached('target:fours').interval).toMatchObject({ target: 'fours', credited: 3, of: 4 });
    expect(coached('free').interval).toMatchObject({ target: 'fours', credited: 3, of: 4 });
    expect(coached('target:gone').interval).toMatchObject({ target: 'fours' });
  });

  it('T9: counts each by its own structure, whatever the run is for', () => {
    for (const intent of ['free', 'target:threes', 'target:fours'] as const) {
      expect(leftOf(coached(intent))).toEqual([
        ['fours', 2],
        ['threes', 1],
      ]);
    }
  });

  it('Z2: counts in no band that lies between two neighbouring bpm', () => {
    // 61 % of 190 is 115.9 bpm.
    const between = {
      ...PRESCRIPTION.bands[0]!,
      id: 'between',
      low: { percentOfMax: 61 },
      high: { bpm: 115 },
    };
    const { seconds } = coached('free', [...PRESCRIPTION.bands, between]);
    expect(seconds.map(({ id }) => id)).toEqual(['hard']);
  });

  it('I2: tells the intervals of a week apart by their targets', () => {
    const session = sessionOf({ start: '2026-11-18T17:00:00Z', stretches: [[170, 12]], id: 'hard' });
    const report = evaluateWeek(
      weekInput(WEEK, {
        sessions: [session],
        prescriptions: [PRESCRIPTION],
        // Recognised by each structure by itself.
        fourByFour: (_, { times }) => fourByFourOf(times === undefined ? 2 : 3),
      }),
    );
    const rows = report.intervalQuality.map(({ target, credited }) => [target, credited]);
    expect(rows).toEqual([
      ['fours', 2],
      ['threes', 3],
    ]);
    expect(qualitiesOf(report.intervalQuality, 'threes')).toHaveLength(1);
    expect(qualitiesOf(report.intervalQuality, 'interval_4x4')).toEqual([]);
    const effortOf = (id: string): string | undefined =>
      weeksCsv([report], 'en')
        .split('\r\n')
        .map((line) => line.split(','))
        .find((cells) => cells[8] === id)?.[19];
    expect([effortOf('fours'), effortOf('threes'), effortOf('daily_movement')]).toEqual([
      ...rows.map((_, index) => String(report.intervalQuality[index]!.effortSeconds)),
      '',
    ]);
  });

  it('Z10: gives in CSV the seconds in the band of each target, however the band is named', () => {
    const [fours, threes] = PRESCRIPTION.targets as [Target, Target];
    const strength = DEFAULT_PRESCRIPTION.targets.find(({ id }) => id === 'strength')!;
    const own = {
      ...PRESCRIPTION,
      targets: [fours, { ...threes, band: 'at_or_above:hard' }, strength],
    };
    // 85–95 % of 190 are 162…180 bpm.
    const session = sessionOf({
      start: '2026-11-18T17:00:00Z',
      stretches: [
        [161, 7],
        [170, 12],
        [181, 3],
      ],
    });
    const report = evaluateWeek(weekInput(WEEK, { ...VALUES, sessions: [session], prescriptions: [own] }));
    const [head, ...lines] = weeksCsv([report], 'en')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(lines.map((line) => [line[8], line[head!.indexOf('band_seconds')]])).toEqual([
      ['fours', '720'],
      ['threes', '900'],
      ['strength', ''],
      ['daily_movement', ''],
    ]);
  });

  it('names targets in CSV last, in the reader’s language, and never as a formula', () => {
    const [fours, threes] = PRESCRIPTION.targets as [Target, Target];
    const own = {
      ...PRESCRIPTION,
      targets: [{ ...fours, name: { da: 'Fire, hårdt', en: '=1+"4"' } }, threes],
    };
    const report = evaluateWeek(weekInput(WEEK, { prescriptions: [own] }));
    const namesIn = (locale: 'da' | 'en'): string[] =>
      weeksCsv([report], locale)
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(`own,${report.basis.ruleVersion},`).at(-1)!);
    expect(namesIn('da').slice(1)).toEqual(['"Fire, hårdt"', '"threes"', '"Daglig bevægelse"']);
    expect(namesIn('en')[1]).toBe('"\'=1+""4"""');
  });

  it('names a target of the article by its id and any other with a prefix', () => {
    expect([intentFor('zone2'), intentFor('walk')]).toEqual(['zone2', 'target:walk']);
    expect((['zone2', 'target:walk', 'target:zone2', 'free'] as const).map(targetOfIntent)).toEqual([
      'zone2',
      'walk',
      'zone2',
      null,
    ]);
  });
});
