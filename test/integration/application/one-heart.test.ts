import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownMsOf } from '../../../src/domain/session/running-ms.ts';
import { removeRecordings } from '../../../src/application/sessions/remove-recordings.ts';
import { addDays } from '../../../src/domain/calendar/local-time.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { SECOND_MS } from '../../../src/domain/units.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { createAthlete } from '../../support/athlete.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { date } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';
import { inPieces, zipOf } from '../../support/zip-of.ts';

const DAY = date('2026-11-17');
const RUN_START = '2026-11-17T10:30:00Z';
const LIVE_ID = '01935c8e-0000-7000-8000-00000000000a';

let installation: Installation;
beforeAll(async () => {
  installation = await createInstallation();
});
afterAll(() => installation.dispose());

/** The strap on the same run: it starts 5 min before the watch, and goes on where the watch has its hole. */
function liveRun(): Recording {
  const startMs = Date.parse(RUN_START) - 300 * SECOND_MS;
  const count = 3300;
  return {
    facts: {
      id: LIVE_ID,
      kind: 'live',
      sport: 'running',
      subSport: null,
      startMs,
      endMs: startMs + count * SECOND_MS,
      contentHash: 'cc',
      simulated: false,
      multisportId: null,
      utcOffsetMinutes: null,
      device: null,
      sets: [],
    },
    items: {
      count,
      atMs: Float64Array.from({ length: count }, (_, i) => startMs + i * SECOND_MS),
      code: Int16Array.from({ length: count }, (_, i) => 118 + (i % 7)),
    },
  };
}

type Source = 'live' | 'watch' | 'monitoring' | 'bike';
const SOURCES: readonly Source[] = ['live', 'watch', 'monitoring'];
const FILES = {
  watch: () => runFile(RUN_START),
  // Midnight to the next noon, local time: the run, walks, and a second date.
  monitoring: () => monitoringFile('2026-11-16T23:00:00Z', 36 * 60),
  // Started and stopped a little later on the handlebar.
  bike: () => runFile('2026-11-17T10:30:40Z', 8),
};

/** One athlete whose sources come and go; `undo` takes back what `add` brought. */
async function athleteOf() {
  const { stores, verbs } = installation;
  const athleteId = await createAthlete(stores);
  await stores.maxHeartRates.add(athleteId, {
    id: 'm1',
    bpm: 190,
    source: 'measured',
    validFrom: date('2026-01-01'),
    method: null,
    createdAtMs: 0,
  });
  const uploads = new Map<Source, string>();
  return {
    async add(source: Source): Promise<void> {
      if (source === 'live') {
        await verbs.storeLiveRecording({ athleteId, recording: liveRun(), extra: null });
        return;
      }
      const outcome = await verbs.ingestUpload({
        athleteId,
        fileName: `${source}.fit`,
        bytes: FILES[source](),
      });
      expect(outcome.status).toBe('imported');
      uploads.set(source, outcome.id!);
    },
    async undo(source: Source): Promise<void> {
      if (source !== 'live') await verbs.undoUpload({ athleteId, uploadId: uploads.get(source)! });
      else {
        const athlete = await stores.athletes.find(athleteId);
        await removeRecordings({ stores, evaluate: installation.deps.evaluate }, athlete!, [liveRun().facts]);
      }
    },
    /** All that the product says of these days. */
    async state() {
      const [from, to] = [addDays(DAY, -1), addDays(DAY, 2)];
      return {
        sessions: await stores.sessions.listEvidence(athleteId, from, to),
        passive: await stores.passive.list(athleteId, from, to),
        resting: await stores.restingHeartRates.list(athleteId, from, to),
        week: await verbs.reportWeek({ athleteId, week: isoWeekOf(DAY) }),
      };
    },
  };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The state of each set of sources, as the first order of arrival made it. */
const reference = new Map<string, Awaited<ReturnType<Awaited<ReturnType<typeof athleteOf>>['state']>>>();
async function stateOf(sources: readonly Source[]) {
  const key = sources.toSorted().join('+');
  let state = reference.get(key);
  if (state === undefined) {
    const athlete = await athleteOf();
    for (const source of sources.toSorted()) await athlete.add(source);
    state = await athlete.state();
    reference.set(key, state);
  }
  return state;
}

describe('Z10: one person, one heart', () => {
  it('knows one session of three sources, and the watch of the day only outside it', async () => {
    const { sessions, passive, resting, week } = await stateOf(SOURCES);
    expect(sessions.map(({ id }) => id)).toEqual([LIVE_ID]);
    expect(sessions[0]?.sources.map(({ kind }) => kind)).toEqual(['live', 'file']);
    // The strap's 5 min before the watch, and the watch's hour up to where its timer stops, at the last record.
    expect(sessions[0]?.activeMs).toBe(3_899_000);
    expect(passive.map((day) => day.date)).toEqual(['2026-11-17', '2026-11-18']);
    const knownMs = knownMsOf(passive[0]!.msUpTo);
    expect(knownMs + passive[0]!.unknownMs).toBe(24 * 3_600_000 - 3_900_000);
    expect(resting).toEqual([
      { date: '2026-11-17', bpm: 53, source: 'monitoring' },
      { date: '2026-11-18', bpm: 65, source: 'monitoring' },
    ]);
    expect(week.passiveSeconds).toBeGreaterThan(20 * 3600);
    expect(week.activeSeconds).toBe(3_899);
  });

  it('gives an instant back to the monitoring when the session over it goes', async () => {
    const { passive } = await stateOf(['monitoring']);
    const knownMs = knownMsOf(passive[0]!.msUpTo);
    expect(knownMs).toBe(24 * 3_600_000);
  });

  it.each(permutations(SOURCES).map((order) => ({ order, title: order.join(', ') })))(
    'is the same whatever the order of arrival: $title',
    async ({ order }) => {
      const athlete = await athleteOf();
      for (const source of order) await athlete.add(source);
      expect(await athlete.state()).toEqual(await stateOf(SOURCES));
    },
  );

  it.each(
    permutations(SOURCES).flatMap((order) =>
      SOURCES.map((gone) => ({ order, gone, title: `${order.join(', ')} without ${gone}` })),
    ),
  )(
    'is after a removal as if it had never come, and after its return as before: $title',
    async ({ order, gone }) => {
      const athlete = await athleteOf();
      for (const source of order) await athlete.add(source);
      await athlete.undo(gone);
      expect(await athlete.state()).toEqual(await stateOf(SOURCES.filter((source) => source !== gone)));
      await athlete.add(gone);
      expect(await athlete.state()).toEqual(await stateOf(SOURCES));
    },
  );

  it.each([
    { order: ['watch', 'bike'] as const, title: 'the watch first' },
    { order: ['bike', 'watch'] as const, title: 'the bike computer first' },
  ])('counts the minutes of a watch and a bike computer once, $title', async ({ order }) => {
    const athlete = await athleteOf();
    for (const source of order) await athlete.add(source);
    const { sessions, week } = await athlete.state();
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.sources.map(({ kind }) => kind)).toEqual(['file', 'file']);
    // 10:30:00 to 11:30:39, where the timer of the later one stops.
    expect(week.activeSeconds).toBe(3_639);
    expect(await athlete.state()).toEqual(await stateOf(['bike', 'watch']));
  });

  it('knows a file again by what is in it: plain, gzipped, and in a zip under another name', async () => {
    const { stores, verbs } = installation;
    const athleteId = await createAthlete(stores);
    const run = FILES.watch();
    const given = async (fileName: string, bytes: Uint8Array): Promise<string> =>
      (await verbs.ingestUpload({ athleteId, fileName, bytes: bytes.slice() })).status;
    expect(await given('run.fit', run)).toBe('imported');
    expect(await given('run.fit', run)).toBe('duplicate');
    expect(await given('run.fit.gz', gzipSync(run))).toBe('duplicate');
    const pieces = inPieces(zipOf({ 'export/2026/copy.fit': run, 'export/copy.fit.gz': gzipSync(run) }));
    const { uploads } = await verbs.importArchive({ athleteId, fileName: 'all.zip', pieces });
    expect(uploads?.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
    expect((await verbs.reportWeek({ athleteId, week: isoWeekOf(DAY) })).activeSeconds).toBe(3_599);
  });
});
