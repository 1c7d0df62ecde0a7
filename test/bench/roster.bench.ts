import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { narrowToAthlete, runForAthletes } from '../../src/adapters/postgres/request-scope.ts';
import { listRoster } from '../../src/application/people/list-roster.ts';
import { listVisibleAthletes } from '../../src/application/people/list-visible-athletes.ts';
import { reportWeeks, type ReportWeeks } from '../../src/application/reports/report-week.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { Stores } from '../../src/application/ports/stores.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import { createEvidenceMemory } from '../../src/application/reports/evidence-memory.ts';
import { createStreakMemory } from '../../src/application/reports/streak-memory.ts';
import { addDays } from '../../src/domain/calendar/local-time.ts';
import { isoWeekOf, mondayOf, parseIsoWeek } from '../../src/domain/calendar/week.ts';
import { DAY_MS } from '../../src/domain/units.ts';
import { addUser } from '../support/people.ts';
import type { Bench, BenchRow } from './bench.ts';
import { percentile, spreadOf } from './bench.ts';
import { withBenchDatabase, type BenchDatabase } from './bench-database.ts';
import { createBenchAthlete, onTheSecond, storeTraining, trainingWeeks } from './training-history.ts';

const ATHLETES = 500;
const YEARS = 2;
const LAST_WEEK = parseIsoWeek('2026-W40')!;
const FIRST_WEEK = isoWeekOf(addDays(mondayOf(LAST_WEEK), -7 * (52 * YEARS - 1)));
/** Another day of the last week follows. */
const NOW_MS = Date.UTC(2026, 9, 3, 12);
const CALLS = 60;
/** As the page asks. */
const PAGE = 100;
/** Tables whose rows are those of the one athlete who was really recorded. */
const COPIED = ['athlete_time_zone', 'max_heart_rate', 'session'];

/** Of a process that has just started. */
function reportsOf(stores: Stores, clock: Clock): ReportWeeks {
  const memories = { streakMemory: createStreakMemory(), evidenceMemory: createEvidenceMemory() };
  return reportWeeks({ stores, clock, ...memories, breathe: createPlatform().breathe });
}

async function seed(database: BenchDatabase): Promise<{ clinicId: string; userId: string }> {
  const { db, stores } = database;
  const athlete = await createBenchAthlete(database);
  await storeTraining(database, athlete, onTheSecond(trainingWeeks(athlete, LAST_WEEK, 52 * YEARS)));
  // A session's intervals are recognised by the first report of it, whoever asks, and remembered with its row.
  await reportsOf(stores, { nowMs: () => NOW_MS })({
    athleteId: athlete.id,
    from: FIRST_WEEK,
    to: LAST_WEEK,
  });
  const userId = await addUser(db);
  const clinicId = randomUUID();
  const clinic = { id: clinicId, name: 'Bench', createdAtMs: 0 };
  await stores.clinics.create(clinic, { userId, membershipId: randomUUID() });
  const coach = { userId, role: 'coach', membershipId: randomUUID(), atMs: 0 } as const;
  await stores.clinics.addMember(clinicId, coach);
  const ids = [athlete.id, ...Array.from({ length: ATHLETES - 1 }, () => randomUUID())];
  const others = ids.slice(1);
  await sql`
    insert into athlete (athlete_id, name, locale) select id, 'Bench ' || id, 'en' from unnest(${others}::text[]) as o (id)
  `.execute(db);
  for (const table of COPIED) {
    const { rows } = await sql<{ columns: string }>`
      select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
      where table_name = ${table} and column_name <> 'athlete_id'
    `.execute(db);
    const columns = sql.raw(rows[0]!.columns);
    await sql`
      insert into ${sql.table(table)} (athlete_id, ${columns})
      select o.other_id, ${columns} from ${sql.table(table)}, unnest(${others}::text[]) as o (other_id)
      where athlete_id = ${athlete.id}
    `.execute(db);
  }
  for (const id of ids) {
    const terms = { scopes: ['report'], history: true, reason: null, expiresAtMs: null } as const;
    const to = { clinicId, coachUserId: null };
    await stores.grants.add(id, { id: randomUUID(), to, ...terms, createdAtMs: 0 });
  }
  await sql`vacuum analyze`.execute(db);
  return { clinicId, userId };
}

async function* measure(database: BenchDatabase): AsyncGenerator<BenchRow> {
  const who = await seed(database);
  const { db, stores } = database;
  let nowMs = NOW_MS;
  const clock = { nowMs: () => nowMs };
  const list = listRoster({
    stores,
    reportWeeks: reportsOf(stores, clock),
    narrowToAthlete,
    clock,
    newId: randomUUID,
  });
  const visible = listVisibleAthletes({ stores, clock });
  const asked = { week: null, status: null, q: null, sort: 'need', cursor: null, limit: PAGE } as const;
  // As the route answers its page: bound to the athletes who let the coach see them (W1).
  const took = async (): Promise<number> => {
    const start = performance.now();
    const ids = (await visible(who)).map(({ athleteId }) => athleteId);
    await runForAthletes(ids, () => list({ ...who, ...asked }));
    return performance.now() - start;
  };
  const note = `${ATHLETES} athletes × ${YEARS} years, ${PAGE} on the page, each look logged, bound by row-level security`;
  yield {
    what: 'roster, first after a start',
    unit: 'ms',
    measured: spreadOf([await took()]),
    note: 'every row made, every streak walked back to its first week',
  };
  nowMs += DAY_MS;
  yield {
    what: 'roster, first of the next day',
    unit: 'ms',
    measured: spreadOf([await took()]),
    note: 'every row made again; streaks remembered',
  };
  const warm: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    // One athlete's evidence has changed since the last look.
    await sql`
      update athlete set evidence_revision = gen_random_uuid() where athlete_id = (
        select athlete_id from athlete order by athlete_id offset ${call} limit 1)
    `.execute(db);
    warm.push(await took());
  }
  warm.sort((a, b) => a - b);
  yield {
    what: 'roster, p95',
    unit: 'ms',
    measured: spreadOf([percentile(warm, 0.95)]),
    goal: { of: 'measured', atMost: 100 },
    note: `${note}; one athlete changed before each of ${CALLS} calls`,
  };
  yield { what: 'roster, median', unit: 'ms', measured: spreadOf(warm), note };
}

export const benches: readonly Bench[] = [{ name: 'roster', run: () => withBenchDatabase(measure) }];
