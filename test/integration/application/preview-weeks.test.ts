import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preview } from '../../../src/application/reports/preview-weeks.ts';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import { weeksBetween } from '../../../src/domain/calendar/week.ts';
import { changedFields } from '../../../src/domain/week/preview.ts';
import type { WeekReport } from '../../../src/domain/week/week-report.ts';
import { createAthlete } from '../../support/athlete.ts';
import { date, recordingOf } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';
import { weekOf } from '../../support/week-evidence.ts';

/** Thirty weeks in Copenhagen, over the end of summer time (2026-10-25). */
const WEEKS = weeksBetween(weekOf('2026-W18'), weekOf('2026-W47'));
const FIRST_MONDAY = date('2026-04-27');
const AROUND_MIDNIGHT = 'T21:35:00Z';

type Stretch = readonly [bpm: number, minutes: number];
const REP: readonly Stretch[] = [
  [168, 4],
  [125, 3],
];
const INTERVALS: readonly Stretch[] = [[125, 5], ...REP, ...REP, ...REP, ...REP];
const EASY: readonly Stretch[] = [[126, 42]];
const LONG_AND_LIGHT: readonly Stretch[] = [[108, 90]];

const NAMES = { da: 'Roligt', en: 'Easy' };
const LANGUAGE = {
  bands: [
    { id: 'easy', name: NAMES, low: { percentOfReserve: 45 }, high: { percentOfReserve: 62 } },
    { id: 'hard', name: NAMES, low: { percentOfThreshold: 98 }, high: null },
  ],
  targets: [
    {
      id: 'days',
      name: NAMES,
      band: 'easy',
      dose: { unit: 'days', minimum: 3, maximum: 7, seconds: { least: 1800, most: null } },
      judged: true,
    },
    {
      id: 'fours',
      name: NAMES,
      band: 'hard',
      dose: {
        unit: 'intervals',
        minimum: 1,
        maximum: 2,
        structure: {
          reps: 4,
          work: { least: 180, most: 330, effort: 90 },
          recovery: { least: 60, most: 360 },
          floor: { percentOfMax: 80 },
        },
      },
      judged: true,
    },
  ],
  ceiling: { at: { percentOfMax: 85 }, sayAfterSeconds: 3, repeatEverySeconds: 10 },
} as const;

let installation: Installation;
let athleteId: string;

beforeAll(async () => {
  installation = await createInstallation();
  const { stores, verbs } = installation;
  athleteId = await createAthlete(stores);
  await stores.maxHeartRates.add(athleteId, {
    id: 'm1',
    bpm: 190,
    source: 'measured',
    validFrom: date('2020-01-01'),
    method: null,
    createdAtMs: 0,
  });
  await stores.restingHeartRates.put(athleteId, [
    { date: date('2026-05-01'), bpm: 58, source: 'device', uploadId: null },
  ]);
  const train = async (start: string, stretches: readonly Stretch[]): Promise<void> => {
    const startMs = Date.parse(start);
    const bpm = stretches.flatMap(([value, minutes]) => Array<number>(12 * minutes).fill(value));
    const recording = recordingOf(
      { id: randomUUID(), kind: 'live', startMs, endMs: startMs + 5000 * bpm.length, utcOffsetMinutes: null },
      {
        count: bpm.length,
        atMs: Float64Array.from(bpm, (_, index) => startMs + 5000 * index),
        code: Int16Array.from(bpm),
      },
    );
    await verbs.storeLiveRecording({ athleteId, recording, extra: null });
  };
  for (const week of WEEKS.keys()) {
    // A silent week ends streaks; others meet a target or just miss it.
    if (week === 5) continue;
    const day = (days: number): string => addDays(FIRST_MONDAY, 7 * week + days);
    await train(`${day(1)}T16:00:00Z`, INTERVALS);
    if (week % 3 !== 2) await train(`${day(4)}T16:00:00Z`, INTERVALS);
    for (const days of week % 4 === 3 ? [0] : [0, 2, 5]) await train(`${day(days)}T06:00:00Z`, EASY);
    // Hard on a Sunday and the Monday after (G1), where the first reading of 13 weeks from W19 on ends, W31, and elsewhere.
    if (week % 4 === 1) await train(`${day(6)}T14:00:00Z`, INTERVALS);
    if (week % 4 === 2) await train(`${day(0)}T17:00:00Z`, INTERVALS);
    // Over the midnight between two weeks.
    await train(`${day(6)}${AROUND_MIDNIGHT}`, LONG_AND_LIGHT);
  }
});
afterAll(() => installation.dispose());

/** The names of the values in force are another after the change than while it was asked about. */
const isOfReport = ({ path }: { path: string }): boolean => !path.startsWith('basis.');

async function holdToReports(ask: () => Promise<Preview>, change: (previewId: string) => Promise<unknown>) {
  const { verbs } = installation;
  const reports = (): Promise<WeekReport[]> =>
    Promise.all(WEEKS.map((week) => verbs.reportWeek({ athleteId, week })));
  const before = await reports();
  const { previewId, weeks } = await ask();
  expect(await reports()).toEqual(before);
  await change(previewId);
  const after = await reports();
  const verdict = ({ status, targets }: WeekReport) => ({
    status,
    targets: targets.map((each) => ({ id: each.id, credited: each.credited, status: each.status })),
  });
  const expected = WEEKS.flatMap((week, index) => {
    const changes = changedFields(before[index]!, after[index]!);
    const [was, is] = [verdict(before[index]!), verdict(after[index]!)];
    return changes.length === 0
      ? []
      : [{ week, before: was, after: is, changes: changes.filter(isOfReport) }];
  });
  const previewed = weeks.map((each) => ({ ...each, changes: each.changes.filter(isOfReport) }));
  expect(previewed).toEqual(expected);
  return previewed;
}

describe('a preview over the seams of its readings', () => {
  it('M3: by another max heart rate says of every week what its report says after it', async () => {
    const { verbs } = installation;
    const value = { bpm: 201, source: 'measured', validFrom: date('2026-05-06'), method: null } as const;
    const changed = await holdToReports(
      () => verbs.previewMaxHeartRate({ athleteId, value }),
      (previewId) => verbs.addMaxHeartRate({ athleteId, value, previewId }),
    );
    expect(changed.map(({ week }) => week)).toEqual(WEEKS.slice(1));
  });

  it('M3: keeps nothing of a value that is tried out, and what reports ask for', async () => {
    const { stores, verbs } = installation;
    const sessions = await stores.sessions.listEvidence(athleteId, FIRST_MONDAY, date('2026-11-22'));
    const ids = sessions.map(({ id }) => id);
    const kept = async () =>
      (await stores.sessions.listFourByFour(athleteId, ids)).map(({ known }) => known.length);
    await Promise.all(WEEKS.map((week) => verbs.reportWeek({ athleteId, week })));
    const before = await kept();
    const value = { bpm: 187, source: 'measured', validFrom: date('2026-05-11'), method: null } as const;
    const { weeks } = await verbs.previewMaxHeartRate({ athleteId, value });
    expect(weeks.map(({ week }) => week)).toEqual(WEEKS.slice(2));
    expect(await kept()).toEqual(before);
    expect(Math.max(...before)).toBeGreaterThan(0);
  });

  it('M3: tells the first week of a change, where only that is asked for', async () => {
    const { verbs } = installation;
    const value = { bpm: 188, source: 'measured', validFrom: date('2026-05-11'), method: null } as const;
    const whole = await verbs.previewMaxHeartRate({ athleteId, value });
    expect(await verbs.previewMaxHeartRate({ athleteId, value, most: 1 })).toEqual({
      previewId: whole.previewId,
      weeks: whole.weeks.slice(0, 1),
    });
    await expect(verbs.addMaxHeartRate({ athleteId, value, previewId: null })).rejects.toMatchObject({
      code: 'preview_required',
    });
  });

  it('P5: so does one by another prescription, its streaks, its ceiling and its hard days included', async () => {
    const { verbs } = installation;
    const prescription = {
      validFrom: date('2026-05-25'),
      reason: null,
      author: 'default',
      given: { language: LANGUAGE },
    } as const;
    const changed = await holdToReports(
      () => verbs.previewPrescription({ athleteId, prescription }),
      (previewId) => verbs.addPrescription({ athleteId, prescription, previewId }),
    );
    expect(changed.map(({ week }) => week)).toEqual(WEEKS.slice(4));
    expect(changed.some(({ after }) => after.targets.some(({ status }) => status === 'undetermined'))).toBe(
      true,
    );
  });

  it('P5: so do those by a threshold and by a resting heart rate', async () => {
    const { verbs } = installation;
    const value = { bpm: 166, source: 'measured', validFrom: date('2026-06-10'), method: null } as const;
    await holdToReports(
      () => verbs.previewThresholdHeartRate({ athleteId, value }),
      (previewId) => verbs.addThresholdHeartRate({ athleteId, value, previewId }),
    );
    const resting = { date: date('2026-06-27'), bpm: 47 };
    const changed = await holdToReports(
      () => verbs.previewRestingHeartRate({ athleteId, value: resting }),
      (previewId) => verbs.enterRestingHeartRate({ athleteId, value: resting, previewId }),
    );
    expect(changed.map(({ week }) => week)).toContain('2026-W47');
  });
});
