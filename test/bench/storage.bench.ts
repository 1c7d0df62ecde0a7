import type { Athlete } from '../../src/domain/athlete.ts';
import type { IsoWeek } from '../../src/domain/units.ts';
import { parseIsoWeek } from '../../src/domain/calendar/week.ts';
import type { Bench, BenchRow } from './bench.ts';
import { spreadOf } from './bench.ts';
import type { BenchDatabase } from './bench-database.ts';
import { withBenchDatabase } from './bench-database.ts';
import { bytesOf, createSampleRows, insertSampleRows } from './sample-rows.ts';
import { createBenchAthlete, onTheSecond, storeTraining, trainingWeeks } from './training-history.ts';

const WEEKS = 13;
/** Of one alone, what each table takes however little it holds would be counted as a sample's. */
const ATHLETES = 8;
const LAST_WEEK: IsoWeek = parseIsoWeek('2026-W40')!;
const AT_REST = ['recording', 'recording_chunk'];
const WITH_SESSIONS = [...AT_REST, 'session', 'session_recording', 'session_alias'];

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
  const weeksOf = (athlete: Athlete) => source.refine(trainingWeeks(athlete, LAST_WEEK, WEEKS));
  const empty = { atRest: await bytesOf(db, AT_REST), all: await bytesOf(db, WITH_SESSIONS) };
  const athletes: Athlete[] = [];
  let samples = 0;
  let recordings = 0;
  while (athletes.length < ATHLETES) {
    const athlete = await createBenchAthlete(database);
    athletes.push(athlete);
    const own = await storeTraining(database, athlete, weeksOf(athlete));
    samples += own.samples;
    recordings += own.recordings;
  }
  await createSampleRows(db);
  const [first] = athletes;
  const rows = await insertSampleRows(db, first!.id, weeksOf(first!));
  const baseline = {
    name: 'a row per sample, primary key (athlete, ts)',
    spread: spreadOf([(await bytesOf(db, ['sample_row'])) / rows]),
  };
  const atRest = spreadOf([((await bytesOf(db, AT_REST)) - empty.atRest) / samples]);
  const withSessions = spreadOf([((await bytesOf(db, WITH_SESSIONS)) - empty.all) / samples]);
  const note = `${samples} samples in ${recordings} recordings of ${ATHLETES} athletes; heart rate and instants, indexes and row overhead included`;
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
