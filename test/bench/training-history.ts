import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { deriveSessions } from '../../src/application/sessions/derive-sessions.ts';
import { createPlatform } from '../../src/compose/platform.ts';
import type { Athlete } from '../../src/domain/athlete.ts';
import { addDays, parseLocalDate, startOfDayMs } from '../../src/domain/calendar/local-time.ts';
import type { Recording } from '../../src/domain/timeline/recording.ts';
import { simulateHeart } from '../../src/domain/simulated-heart/simulate-heart.ts';
import type { SimulatedPlanId } from '../../src/domain/simulated-heart/simulated-plan.ts';
import { drawSimulatedRun } from '../../src/domain/simulated-heart/simulated-run.ts';
import { HOUR_MS, SECOND_MS } from '../../src/domain/units.ts';
import type { IsoWeek } from '../../src/domain/units.ts';
import { mondayOf, previousWeek } from '../../src/domain/calendar/week.ts';
import { recordingOf } from '../support/simulated-recording.ts';
import type { BenchDatabase } from './bench-database.ts';

const MAX_BPM = 190;
/** Day of the week (0 = Monday), local hour, and what is run: five sessions a week. */
const TRAINING: readonly (readonly [day: number, hour: number, plan: SimulatedPlanId])[] = [
  [0, 17, 'walk'],
  [1, 6, 'zone2'],
  [2, 17, '4x4'],
  [4, 6, 'zone2'],
  [5, 9, '4x4'],
];
/** Distinct weeks of heartbeats; later ones repeat them at other instants, so that seeding ten years stays quick. */
const DISTINCT_WEEKS = 6;

export async function createBenchAthlete({ stores }: BenchDatabase): Promise<Athlete> {
  const id = randomUUID();
  await stores.athletes.create({
    id,
    name: 'Bench',
    timeZone: 'Europe/Copenhagen',
    locale: 'en',
    birthDate: null,
    flags: [],
    ownerUserId: null,
  });
  await stores.maxHeartRates.add(id, {
    id: randomUUID(),
    bpm: MAX_BPM,
    source: 'measured',
    validFrom: parseLocalDate('2000-01-01')!,
    method: null,
    createdAtMs: 0,
  });
  return (await stores.athletes.find(id))!;
}

/** The recordings of `weeks` weeks of training that end with `lastWeek`, newest week first. */
export function* trainingWeeks(athlete: Athlete, lastWeek: IsoWeek, weeks: number): Generator<Recording[]> {
  const distinct = Array.from({ length: DISTINCT_WEEKS }, (_, week) =>
    TRAINING.map(([, , planId], day) => {
      const run = drawSimulatedRun({ planId, maxBpm: MAX_BPM, endMs: 0, seed: 100 * week + day });
      return recordingOf([...simulateHeart({ ...run, steps: run.plan.steps })]);
    }),
  );
  let isoWeek = lastWeek;
  for (let week = 0; week < weeks; week++) {
    const monday = mondayOf(isoWeek);
    yield TRAINING.map(([day, hour], index) => {
      const startMs = startOfDayMs(addDays(monday, day), athlete.timeZones) + hour * HOUR_MS;
      return movedTo(distinct[week % DISTINCT_WEEKS]![index]!, startMs);
    });
    isoWeek = previousWeek(isoWeek);
  }
}

/** The same weeks as a watch writes them: one record a second, on the second. */
export function* onTheSecond(weeks: Iterable<Recording[]>): Generator<Recording[]> {
  for (const week of weeks) {
    yield week.map(({ facts, items }) => ({
      facts,
      items: { ...items, atMs: items.atMs.map((atMs) => SECOND_MS * Math.round(atMs / SECOND_MS)) },
    }));
  }
}

/** Stores recordings and derives their sessions, as an import does, a week per transaction. */
export async function storeTraining(
  { db, transactions }: BenchDatabase,
  athlete: Athlete,
  weeks: Iterable<readonly Recording[]>,
): Promise<{ samples: number; recordings: number }> {
  const { evaluate } = createPlatform();
  const stored = { samples: 0, recordings: 0 };
  for (const week of weeks) {
    await transactions.forAthlete(athlete.id, async (stores) => {
      for (const recording of week) {
        await stores.recordings.put(athlete.id, [{ recording, uploadId: null, extra: null }]);
        stored.samples += recording.items.count;
        stored.recordings++;
      }
      const spans = week.map(({ facts }) => ({ fromMs: facts.startMs, toMs: facts.endMs }));
      await deriveSessions({ stores, evaluate }, athlete, spans);
    });
  }
  await sql`vacuum analyze`.execute(db);
  return stored;
}

function movedTo({ facts, items }: Recording, startMs: number): Recording {
  const byMs = startMs - facts.startMs;
  return {
    facts: { ...facts, id: randomUUID(), startMs, endMs: facts.endMs + byMs, simulated: false, kind: 'file' },
    items: { ...items, atMs: items.atMs.map((atMs) => atMs + byMs) },
  };
}
