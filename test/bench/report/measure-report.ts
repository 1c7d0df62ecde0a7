import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { sql } from 'kysely';
import { writePreview } from '../../../src/adapters/http/present-preview.ts';
import type { Preview } from '../../../src/application/reports/preview-weeks.ts';
import { previewMaxHeartRate } from '../../../src/application/athlete/preview-max-heart-rate.ts';
import { previewPrescription } from '../../../src/application/athlete/preview-prescription.ts';
import { previewRestingHeartRate } from '../../../src/application/athlete/preview-resting-heart-rate.ts';
import { PRESETS } from '../../../src/domain/prescription/presets.ts';
import { reportWeek, reportWeeks } from '../../../src/application/reports/report-week.ts';
import { createPlatform } from '../../../src/compose/platform.ts';
import {
  createEvidenceMemory,
  type EvidenceMemory,
} from '../../../src/application/reports/evidence-memory.ts';
import { createStreakMemory } from '../../../src/application/reports/streak-memory.ts';
import type { Database } from '../../../src/adapters/postgres/database.ts';
import { runForAthletes } from '../../../src/adapters/postgres/request-scope.ts';
import type { Athlete } from '../../../src/domain/athlete.ts';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import type { IsoWeek } from '../../../src/domain/units.ts';
import { parseIsoWeek, previousWeek, weekBoundsMs } from '../../../src/domain/calendar/week.ts';
import type { BenchRow } from '../bench.ts';
import { alternate, callByCall, millisecondsPer, spreadOf } from '../bench.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { openBenchDatabase } from '../bench-database.ts';
import { profileOf } from '../profile.ts';
import { sendRows } from '../send-rows.ts';
import { createSampleRows, insertSampleRows } from '../sample-rows.ts';
import { createBenchAthlete, onTheSecond, storeTraining, trainingWeeks } from '../training-history.ts';

const YEARS = 10;
const LAST_WEEK: IsoWeek = parseIsoWeek('2026-W40')!;
const NOW_MS = Date.UTC(2026, 9, 10, 12);

interface Question {
  readonly what: string;
  readonly weeks: number;
  readonly goalMs: number;
  /** With its intervals to be recognised again. */
  readonly coldGoalMs?: number;
  /** Calls before anything is measured: of a server that has answered for a while, compiled and planned. */
  readonly warmUp: number;
  /** Calls per repeat while warm; a cold call is made once per repeat. */
  readonly calls: number;
}
const QUESTIONS: readonly Question[] = [
  { what: 'one week', weeks: 1, goalMs: 3, warmUp: 500, calls: 50 },
  { what: '52 weeks', weeks: 52, goalMs: 30, coldGoalMs: 30, warmUp: 20, calls: 5 },
];

/** Seconds per band and week over raw rows: less than a report says, and what one would write first. */
async function bandsBySql(db: Database, athleteId: string, fromMs: number, toMs: number): Promise<void> {
  await sql`
    select date_trunc('week', ts at time zone 'Europe/Copenhagen') as week,
      sum(held) filter (where bpm between 95 and 123) as anti_inflammatory,
      sum(held) filter (where bpm between 114 and 133) as zone2,
      sum(held) filter (where bpm between 162 and 171) as interval_4x4
    from (
      select ts, bpm, least(extract(epoch from lead(ts) over (order by ts) - ts), 10) as held
      from sample_row
      where athlete_id = ${athleteId} and ts >= to_timestamp(${fromMs / 1_000}) and ts < to_timestamp(${toMs / 1_000})
    ) as sample
    group by 1
  `.execute(db);
}

/** Of a process that never saw these weeks: their evidence is read each time. */
const FORGETFUL: EvidenceMemory = { get: () => null, set: () => undefined };

async function* measure(
  { db, stores }: BenchDatabase,
  athlete: Athlete,
  question: Question,
): AsyncGenerator<BenchRow> {
  const deps = {
    stores,
    clock: { nowMs: () => NOW_MS },
    streakMemory: createStreakMemory(),
    breathe: createPlatform().breathe,
  };
  let from = LAST_WEEK;
  for (let week = 1; week < question.weeks; week++) from = previousWeek(from);
  const reportBy = (evidenceMemory: EvidenceMemory) => {
    const own = { ...deps, evidenceMemory };
    return async (): Promise<void> => {
      if (question.weeks === 1) await reportWeek(own)({ athleteId: athlete.id, week: LAST_WEEK });
      else await reportWeeks(own)({ athleteId: athlete.id, from, to: LAST_WEEK });
    };
  };
  const report = reportBy(FORGETFUL);
  const { fromMs } = weekBoundsMs(from, athlete.timeZones);
  const { toMs } = weekBoundsMs(LAST_WEEK, athlete.timeZones);
  const bySql = () => millisecondsPer(1, () => bandsBySql(db, athlete.id, fromMs, toMs));
  const name = 'bands per week by SQL over raw rows';
  const unit = 'ms';
  for (const [what, work] of [
    ['4×4 results cached', report],
    ['asked again, nothing changed', reportBy(createEvidenceMemory())],
  ] as const) {
    await millisecondsPer(question.warmUp, work);
    const warm = await alternate(() => millisecondsPer(question.calls, work), bySql);
    yield {
      what: `${question.what}, ${what}`,
      unit,
      measured: warm.measured,
      baseline: { name, spread: warm.baseline },
      goal: { of: 'measured', atMost: question.goalMs },
      note: `${YEARS} years of five sessions a week stored; raw rows of the last year only`,
      profile: await profileOf(() => millisecondsPer(4 * question.calls, work)),
    };
  }
  if (question.weeks === 1) {
    const bound = (): Promise<void> => runForAthletes([athlete.id], report);
    await millisecondsPer(question.warmUp, bound);
    const both = await callByCall(bound, report);
    yield {
      what: `${question.what}, bound by row-level security`,
      unit,
      measured: both.measured,
      baseline: { name: 'the same, not bound', spread: both.baseline },
      goal: { of: 'ratio', atMost: 1.1 },
      note: 'W1; 4×4 results cached, evidence read each time; medians of 100 calls of each in turn',
    };
  }
  const forget = () =>
    sql`update session set four_by_four = null where athlete_id = ${athlete.id}`.execute(db);
  const cold = await alternate(async () => {
    await forget();
    return millisecondsPer(1, report);
  }, bySql);
  await forget();
  yield {
    what: `${question.what}, cold`,
    unit,
    measured: cold.measured,
    baseline: { name, spread: cold.baseline },
    ...(question.coldGoalMs !== undefined && { goal: { of: 'measured', atMost: question.coldGoalMs } }),
    profile: await profileOf(report),
    note: '4×4 recognised again, also at max heart rate ±5 and ±10',
  };
}

/** A value that nobody has asked about yet, so that its 4×4 results are recognised again, over the whole history. */
async function* measurePreview({ stores }: BenchDatabase, athlete: Athlete): AsyncGenerator<BenchRow> {
  const deps = {
    stores,
    clock: { nowMs: () => NOW_MS },
    streakMemory: createStreakMemory(),
    evidenceMemory: createEvidenceMemory(),
    sha256Hex: (data: string) => createHash('sha256').update(data).digest('hex'),
    breathe: createPlatform().breathe,
  };
  const validFrom = parseLocalDate('2001-01-01')!;
  const athleteId = athlete.id;
  const ofMax = previewMaxHeartRate(deps);
  const previewOf = (bpm: number) =>
    ofMax({ athleteId, value: { bpm, validFrom, source: 'measured', method: null } });
  const took: number[] = [];
  const blocked: number[] = [];
  for (const bpm of [189, 191, 192, 193, 194, 195]) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let answer: Preview;
    took.push(
      await millisecondsPer(1, async () => {
        answer = await previewOf(bpm);
      }),
    );
    // Others wait for the five megabytes of the answer too.
    await finished(writePreview(answer!, 'en', 'athlete').resume());
    delay.disable();
    blocked.push(delay.max / 1e6);
  }
  const note = `${YEARS} years, every week before and after; the first of six is left out as warm-up`;
  yield {
    what: 'preview of a new max heart rate',
    unit: 'ms',
    measured: spreadOf(took.slice(1)),
    goal: { of: 'measured', atMost: 250 },
    note,
    profile: await profileOf(() => previewOf(196)),
  };
  const refused: number[] = [];
  for (const bpm of [189, 191, 192, 193, 194, 195]) {
    const value = { bpm, validFrom, source: 'measured', method: null } as const;
    refused.push(await millisecondsPer(1, () => ofMax({ athleteId, value, most: 1 })));
  }
  yield {
    what: 'whether a new max heart rate changes a finished week',
    unit: 'ms',
    measured: spreadOf(refused.slice(1)),
    note: 'what a change that is not confirmed is refused by',
  };
  const { bands, targets, ceiling } = PRESETS.find(({ id }) => id === 'cardiac_rehabilitation')!;
  const ofPrescription = previewPrescription(deps);
  const ofResting = previewRestingHeartRate(deps);
  for (const [what, ask] of [
    [
      'preview of a new prescription by reserve',
      () =>
        ofPrescription({
          athleteId,
          prescription: {
            validFrom,
            reason: null,
            author: 'default',
            given: { language: { bands, targets, ceiling } },
          },
        }),
    ],
    [
      'preview of an entered resting heart rate',
      () => ofResting({ athleteId, value: { date: validFrom, bpm: 55 } }),
    ],
  ] as const) {
    const each: number[] = [];
    for (let round = 0; round < 4; round++) each.push(await millisecondsPer(1, ask));
    yield { what, unit: 'ms', measured: spreadOf(each.slice(1)), goal: { of: 'measured', atMost: 1_000 } };
  }
  yield {
    what: 'longest time others wait meanwhile',
    unit: 'ms',
    measured: spreadOf(blocked.slice(1)),
    goal: { of: 'measured', atMost: 10 },
  };
}

async function* measureAll(database: BenchDatabase): AsyncGenerator<BenchRow> {
  const athlete = await createBenchAthlete(database);
  const weeks = (count: number) => onTheSecond(trainingWeeks(athlete, LAST_WEEK, count));
  await storeTraining(database, athlete, weeks(52 * YEARS));
  await createSampleRows(database.db);
  await insertSampleRows(database.db, athlete.id, weeks(53));
  for (const question of QUESTIONS) yield* measure(database, athlete, question);
  yield* measurePreview(database, athlete);
}

await sendRows(measureAll(openBenchDatabase(process.argv[2]!)));
