import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '../../../src/adapters/files/zip/write-zip.ts';
import { exportFiles } from '../../../src/compose/export-files.ts';
import { toArticleNumbers } from '../../../src/domain/prescription/article.ts';
import { DEFAULT_PRESCRIPTION } from '../../../src/domain/prescription/default-prescription.ts';
import type { Recording } from '../../../src/domain/timeline/recording.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { ARTICLE_NUMBERS } from '../../support/article.ts';
import { createAthlete } from '../../support/athlete.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { date } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';
import { inPieces, zipOf } from '../../support/zip-of.ts';

const WEEK = isoWeekOf(date('2026-11-17'));
let here: Installation;
let elsewhere: Installation;
beforeAll(async () => {
  [here, elsewhere] = await Promise.all([createInstallation(), createInstallation()]);
});
afterAll(() => Promise.all([here.dispose(), elsewhere.dispose()]));

/** With RR, a hole of 11 min in it (Z10: two parts) and a pause over the hole. */
function liveRecording(): Recording {
  const startMs = Date.UTC(2026, 10, 18, 6);
  const at = Array.from({ length: 1200 }, (_, i) => startMs + i * 1000 + (i >= 600 ? 660_000 : 0) + 0.25);
  const code = at.map((_, i) => (i === 599 ? -1 : i === 601 ? -2 : 120 + (i % 9)));
  return {
    facts: {
      id: randomUUID(),
      kind: 'live',
      sport: 'running',
      subSport: null,
      startMs: at[0]!,
      endMs: at.at(-1)! + 1000,
      contentHash: 'ab',
      simulated: false,
      multisportId: null,
      utcOffsetMinutes: null,
      device: { name: 'Bælte' },
      sets: [],
    },
    items: {
      count: at.length,
      atMs: Float64Array.from(at),
      code: Int16Array.from(code),
      rrKey: Uint32Array.from(at, (_, i) => i % 3),
    },
  };
}

async function fullAthlete({ stores, verbs, clock }: Installation): Promise<string> {
  const athleteId = await createAthlete(stores);
  await stores.athletes.update(athleteId, {
    name: 'Åse "Løb" Ørsted',
    birthDate: date('1980-02-29'),
    flags: ['pacemaker'],
  });
  await stores.athletes.putTimeZone(athleteId, date('2026-11-19'), 'America/Nuuk');
  const max = { bpm: 190, source: 'measured', method: 'ramp_test', createdAtMs: 7 } as const;
  await stores.maxHeartRates.add(athleteId, { ...max, id: randomUUID(), validFrom: date('2020-01-01') });
  await stores.prescriptions.add(
    athleteId,
    { ...DEFAULT_PRESCRIPTION, id: randomUUID(), validFrom: date('2026-11-02'), reason: 'efter operation' },
    8,
  );
  await stores.excusedWeeks.put(athleteId, isoWeekOf(date('2026-11-10')), 'ferie');
  await stores.restingHeartRates.put(athleteId, [
    { date: date('2026-11-19'), bpm: 51, source: 'entered', uploadId: null },
  ]);
  await verbs.logSession({
    athleteId,
    startMs: Date.UTC(2026, 10, 20, 16),
    activeMs: 1_800_000,
    sport: 'strength_training',
    subSport: null,
    note: 'kettlebells',
  });
  for (const [fileName, bytes] of [
    ['løb.fit', runFile('2026-11-17T10:30:00Z')],
    ['day.fit', monitoringFile('2026-11-16T23:00:00Z', 30 * 60)],
    ['not a file.fit', new TextEncoder().encode('hello')],
  ] as const) {
    await verbs.ingestUpload({ athleteId, fileName, bytes });
    clock.ms++;
  }
  const recording = liveRecording();
  const rr = Array.from({ length: recording.items.count }, (_, i) => (i % 4 === 0 ? null : [480 + (i % 50)]));
  await verbs.storeLiveRecording({ athleteId, recording, extra: { rr } });
  return athleteId;
}

async function exportOf(
  { verbs, stores, deps: { clock } }: Installation,
  athleteId: string,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const files = exportFiles({ ...verbs, stores, clock }, { athleteId });
  for await (const piece of writeZip(files)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function importInto({ verbs }: Installation, athleteId: string, zip: Uint8Array) {
  const imported = await verbs.importArchive({ athleteId, fileName: 'export.zip', pieces: inPieces(zip) });
  expect(imported.job).toBeNull();
  return imported.uploads ?? [];
}

/** What a person sees of an athlete; ids of the athlete and of uploads are the installation's own. */
async function viewOf({ stores, verbs }: Installation, athleteId: string) {
  const [from, to] = [date('2026-11-01'), date('2026-11-30')];
  const athlete = { ...(await stores.athletes.find(athleteId)), id: 'theirs' };
  const sessions = await stores.sessions.listEvidence(athleteId, from, to);
  return {
    athlete,
    weeks: JSON.stringify(await verbs.reportWeeks({ athleteId, from: isoWeekOf(from), to: WEEK })),
    sessions,
    passive: await stores.passive.list(athleteId, from, to),
    resting: await stores.restingHeartRates.list(athleteId, from, to),
    excused: await stores.excusedWeeks.list(athleteId),
    prescriptions: await stores.prescriptions.list(athleteId),
    logged: await stores.sessions.listLogged(athleteId),
    rr: await Promise.all(
      sessions.flatMap((session) =>
        session.sources
          .filter(({ kind }) => kind === 'live')
          .map(({ recordingId }) => stores.recordings.loadExtra(athleteId, recordingId)),
      ),
    ),
  };
}

async function rowsOf({ db, stores }: Installation): Promise<unknown> {
  expect(stores).toBeDefined();
  const { rows } = await sql`
    select table_name as name,
      (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || quote_ident(table_name), false, true, '')))[1]::text as n
    from information_schema.tables where table_schema = current_schema() order by 1
  `.execute(db);
  return rows;
}

describe('an export', () => {
  it('imported into an empty installation gives the same weeks, byte for byte, and everything else', async () => {
    const mine = await fullAthlete(here);
    const before = await viewOf(here, mine);
    expect(before.sessions.map(({ sources }) => sources.length)).toEqual([1, 1, 1, 0]);
    expect(before.rr).toHaveLength(2);
    const zip = await exportOf(here, mine);
    const csv = strFromU8(unzipSync(zip)['weeks.csv']!).split('\r\n');
    expect(csv.filter((line) => line.startsWith(WEEK))).toHaveLength(6);

    const other = await createAthlete(elsewhere.stores);
    const outcomes = await importInto(elsewhere, other, zip);
    expect(outcomes.map(({ fileName, status }) => [fileName, status])).toEqual([
      ['profile.json', 'imported'],
      ['løb.fit', 'imported'],
      ['day.fit', 'imported'],
      [expect.stringMatching(/^live\//), 'imported'],
      [expect.stringMatching(/^live\//), 'imported'],
    ]);
    expect(await viewOf(elsewhere, other)).toEqual(before);

    const rows = await rowsOf(elsewhere);
    const again = await importInto(elsewhere, other, zip);
    expect(new Set(again.slice(1).map(({ status }) => status))).toEqual(new Set(['duplicate']));
    expect(await rowsOf(elsewhere)).toEqual(rows);
    expect(await viewOf(elsewhere, other)).toEqual(before);

    // And out again from there.
    const third = await createAthlete(here.stores);
    await importInto(here, third, await exportOf(elsewhere, other));
    expect(await viewOf(here, third)).toEqual(before);
  });

  it('imported where it came from changes nothing', async () => {
    const mine = await fullAthlete(here);
    const before = await viewOf(here, mine);
    const rows = await rowsOf(here);
    const outcomes = await importInto(here, mine, await exportOf(here, mine));
    expect(outcomes.slice(1).every(({ status }) => status === 'duplicate')).toBe(true);
    expect(await viewOf(here, mine)).toEqual(before);
    expect(await rowsOf(here)).toEqual(rows);
  });

  it('does not bring back what the athlete removed', async () => {
    const mine = await fullAthlete(here);
    const [live] = (await viewOf(here, mine)).sessions.filter(({ sources }) => sources[0]?.kind === 'live');
    await here.verbs.removeSession({ athleteId: mine, id: live!.id });
    const other = await createAthlete(elsewhere.stores);
    await importInto(elsewhere, other, await exportOf(here, mine));
    expect(await viewOf(elsewhere, other)).toEqual(await viewOf(here, mine));
  });

  it('fills only what is empty in an athlete who has their own history (M3)', async () => {
    const zip = await exportOf(here, await fullAthlete(here));
    const other = await createAthlete(elsewhere.stores);
    const own = { id: randomUUID(), bpm: 170, source: 'entered', method: null, createdAtMs: 1 } as const;
    await elsewhere.stores.maxHeartRates.add(other, { ...own, validFrom: date('2026-01-01') });
    await importInto(elsewhere, other, zip);
    expect(await elsewhere.stores.maxHeartRates.list(other)).toHaveLength(1);
    expect(await elsewhere.stores.athletes.find(other)).toMatchObject({
      name: 'Anna',
      timeZones: [{ timeZone: 'Europe/Copenhagen' }],
      birthDate: '1980-02-29',
    });
    expect(await elsewhere.stores.sessions.listLogged(other)).toHaveLength(1);
  });

  it('P: of before prescriptions were a language is taken, with the numbers that it gives', async () => {
    const files = unzipSync(await exportOf(here, await fullAthlete(here)));
    // An export of our own, read above.
    const profile = JSON.parse(strFromU8(files['profile.json']!)) as object;
    const numbers = {
      ...ARTICLE_NUMBERS,
      // A band of one per cent was accepted then.
      bands: ARTICLE_NUMBERS.bands.map((band) => (band.id === 'zone2' ? { ...band, highPercent: 60 } : band)),
      zone2: { minimum: 2, maximum: 4, minimumMinutes: 25, maximumMinutes: 50 },
    };
    const prescription = { id: randomUUID(), validFrom: '2026-11-02', reason: 'as before', ...numbers };
    const former = zipOf({
      ...files,
      'profile.json': strToU8(JSON.stringify({ ...profile, prescriptions: [prescription] })),
    });
    const other = await createAthlete(elsewhere.stores);
    expect((await importInto(elsewhere, other, former))[0]).toMatchObject({ status: 'imported' });
    const [stored, ...more] = await elsewhere.stores.prescriptions.list(other);
    expect(more).toEqual([]);
    expect(stored).toMatchObject({ id: prescription.id, validFrom: '2026-11-02', reason: 'as before' });
    expect(toArticleNumbers(stored!)).toEqual(numbers);
  });

  it('leaves no row of an athlete when they are erased, whatever was imported', async () => {
    const zip = await exportOf(here, await fullAthlete(here));
    const rows = await rowsOf(elsewhere);
    const other = await createAthlete(elsewhere.stores);
    await importInto(elsewhere, other, zip);
    const job = { id: randomUUID(), fileName: 'a.zip', sizeBytes: 3, total: 1, createdAtMs: 1 };
    await elsewhere.stores.importJobs.create(other, job, inPieces(Uint8Array.of(1, 2, 3), 2));
    await elsewhere.verbs.eraseAthlete({ athleteId: other });
    expect(await rowsOf(elsewhere)).toEqual(rows);
  });
});

describe('the same ride in another wrapping', () => {
  it('is a duplicate as .fit, .fit.gz and out of a zip, known by the bytes of the file itself', async () => {
    const athleteId = await createAthlete(here.stores);
    const ride = () => runFile('2026-11-10T08:00:00Z', 3);
    const first = await here.verbs.ingestUpload({
      athleteId,
      fileName: 'ride.fit.gz',
      bytes: gzipSync(ride()),
    });
    expect(first).toMatchObject({ status: 'imported', sha256: here.deps.sha256Hex(ride()) });
    const second = await here.verbs.ingestUpload({ athleteId, fileName: 'ride.fit', bytes: ride() });
    expect(second).toMatchObject({ status: 'duplicate', id: first.id, sessions: first.sessions });
    const file = await here.verbs.readUploadFile({ athleteId, id: first.id! });
    expect(file.fileName).toBe('ride.fit');
    expect(Buffer.from(file.bytes).equals(ride())).toBe(true);
    const third = await here.verbs.importArchive({
      athleteId,
      fileName: 'rides.zip',
      pieces: inPieces(zipOf({ 'a/ride.fit': ride(), 'b/ride.fit.gz': gzipSync(ride()) })),
    });
    expect(third.uploads?.map(({ status, id }) => [status, id])).toEqual([
      ['duplicate', first.id],
      ['duplicate', first.id],
    ]);
  });

  it('is refused with a word when the gzip layer is damaged', async () => {
    const athleteId = await createAthlete(here.stores);
    const bytes = new Uint8Array(gzipSync(runFile('2026-11-10T08:00:00Z', 4)).subarray(0, 500));
    const outcome = await here.verbs.ingestUpload({ athleteId, fileName: 'ride.fit.gz', bytes });
    expect(outcome).toMatchObject({ status: 'rejected', error: { code: 'unreadable' } });
  });
});
