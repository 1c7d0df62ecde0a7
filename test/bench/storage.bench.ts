import type { IsoWeek } from '../../src/domain/units.ts';
import { parseIsoWeek } from '../../src/domain/calendar/week.ts';
import type { Bench, BenchRow } from './bench.ts';
import { spreadOf } from './bench.ts';
import type { BenchDatabase } from './bench-database.ts';
import { withBenchDatabase } from './bench-database.ts';
import { bytesOf, createSampleRows, insertSampleRows } from './sample-rows.ts';
import { createBenchAthlete, onTheSecond, storeTraining, trainingWeeks } from './training-history.ts';

const WEEKS = 13;
const LAST_WEEK: IsoWeek = parseIsoWeek('2026-W40')!;
const AT_REST = ['recording', 'recording_chunk'];
const WITH_SESSIONS = [...AT_REST, 'session', 'session_day', 'session_recording', 'session_alias'];

const SOURCES = [
  { what: 'a watch file, on the second', refine: onTheSecond, goalBytes: 1.5 },
  {
    what: 'a strap, jittered by ±12 ms',
    refine: (weeks: ReturnType<typeof trainingWeeks>) => weeks,
    goalBytes: 2.5,
  },
];

/** Sizes do not vary between repeats: each is measured once, on its own database. */
async function* measure(database: BenchDatabase, source: (typeof SOURCES)[number]): AsyncGenerator<BenchRow> {
  const { db } = database;
  const athlete = await createBenchAthlete(database);
  const weeks = () => source.refine(trainingWeeks(athlete, LAST_WEEK, WEEKS));
  const empty = { atRest: await bytesOf(db, AT_REST), all: await bytesOf(db, WITH_SESSIONS) };
  const { samples, recordings } = await storeTraining(database, athlete, weeks());
  await createSampleRows(db);
  const rows = await insertSampleRows(db, athlete.id, weeks());
  const baseline = {
    name: 'a row per sample, primary key (athlete, ts)',
    spread: spreadOf([(await bytesOf(db, ['sample_row'])) / rows]),
  };
  const atRest = spreadOf([((await bytesOf(db, AT_REST)) - empty.atRest) / samples]);
  const withSessions = spreadOf([((await bytesOf(db, WITH_SESSIONS)) - empty.all) / samples]);
  const note = `${samples} samples in ${recordings} recordings; heart rate and instants, indexes and row overhead included`;
  const unit = 'bytes/sample';
  yield { what: source.what, unit, measured: atRest, baseline, goal: { of: 'measured', atMost: 2 }, note };
  yield {
    what: 'the same as a ratio',
    unit,
    measured: atRest,
    baseline,
    goal: { of: 'ratio', atMost: 1 / 70 },
  };
  yield {
    what: 'with derived sessions and histograms',
    unit,
    measured: withSessions,
    baseline,
    goal: { of: 'measured', atMost: source.goalBytes },
  };
}

export const benches: readonly Bench[] = [
  {
    name: 'storage',
    async *run() {
      for (const source of SOURCES) yield* withBenchDatabase((database) => measure(database, source));
    },
  },
];
