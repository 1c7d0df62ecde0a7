import { reportWeek, reportWeeks } from '../../src/application/reports/report-week.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import { createEvidenceMemory } from '../../src/application/reports/evidence-memory.ts';
import { createStreakMemory } from '../../src/application/reports/streak-memory.ts';
import { parseIsoWeek, previousWeek } from '../../src/domain/calendar/week.ts';
import type { IsoWeek } from '../../src/domain/units.ts';
import type { Bench, BenchRow, Spread } from './bench.ts';
import { millisecondsPer, spreadOf } from './bench.ts';
import { withBenchDatabase } from './bench-database.ts';
import { bytesOf } from './sample-rows.ts';
import { createBenchAthlete, onTheSecond, storeTraining, trainingWeeks } from './training-history.ts';

const YEARS = [1, 3, 10];
const WEEKS_A_YEAR = 52;
const LAST_WEEK: IsoWeek = parseIsoWeek('2026-W40')!;
const NOW_MS = Date.UTC(2026, 9, 10, 12);
/** A fifth is what two runs of the same size differ by on a quiet machine. */
const FLAT = 1.2;
const REPEATS = 7;
const AT_REST = ['recording', 'recording_chunk'];

interface Step {
  readonly years: number;
  readonly week: Spread;
  readonly year: Spread;
  readonly bytes: Spread;
}

/** Whether a report and a stored sample cost the same however long an athlete has been here. */
function measure(): AsyncIterable<BenchRow> {
  return withBenchDatabase(async function* (database) {
    const { db, stores } = database;
    const athlete = await createBenchAthlete(database);
    const deps = {
      stores,
      clock: { nowMs: () => NOW_MS },
      streakMemory: createStreakMemory(),
      evidenceMemory: createEvidenceMemory(),
      breathe: createPlatform().breathe,
    };
    const yearAgo = weeksBack(LAST_WEEK, WEEKS_A_YEAR - 1);
    const oneWeek = () => reportWeek(deps)({ athleteId: athlete.id, week: LAST_WEEK });
    const oneYear = () => reportWeeks(deps)({ athleteId: athlete.id, from: yearAgo, to: LAST_WEEK });
    const emptyBytes = await bytesOf(db, AT_REST);
    let first: Step | undefined;
    let stored = 0;
    let samples = 0;
    let last = LAST_WEEK;
    for (const years of YEARS) {
      const weeks = years * WEEKS_A_YEAR - stored;
      const added = await storeTraining(database, athlete, onTheSecond(trainingWeeks(athlete, last, weeks)));
      samples += added.samples;
      stored += weeks;
      last = weeksBack(last, weeks);
      await millisecondsPer(200, oneWeek);
      await millisecondsPer(20, oneYear);
      const step: Step = {
        years,
        week: await repeated(() => millisecondsPer(50, oneWeek)),
        year: await repeated(() => millisecondsPer(5, oneYear)),
        bytes: spreadOf([((await bytesOf(db, AT_REST)) - emptyBytes) / samples]),
      };
      first ??= step;
      if (step !== first) yield* rowsOf(step, first);
    }
  });
}

function weeksBack(week: IsoWeek, count: number): IsoWeek {
  let at = week;
  for (let back = 0; back < count; back++) at = previousWeek(at);
  return at;
}

async function repeated(work: () => Promise<number>): Promise<Spread> {
  const figures: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) figures.push(await work());
  return spreadOf(figures);
}

/** A step beside the first. */
function rowsOf(step: Step, first: Step): BenchRow[] {
  const row = (what: string, unit: string, figure: (of: Step) => Spread): BenchRow => ({
    what: `${what}, ${step.years} years stored`,
    unit,
    measured: figure(step),
    baseline: { name: `${first.years} year stored`, spread: figure(first) },
    goal: { of: 'ratio', atMost: FLAT },
  });
  return [
    row('report of one week', 'ms', ({ week }) => week),
    row('report of 52 weeks', 'ms', ({ year }) => year),
    row('a sample at rest', 'bytes/sample', ({ bytes }) => bytes),
  ];
}

export const benches: readonly Bench[] = [{ name: 'growth/years', run: measure }];
