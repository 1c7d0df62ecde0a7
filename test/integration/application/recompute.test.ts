import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RULE_VERSION } from '../../../src/domain/rule-version.ts';
import { createAthlete } from '../../support/athlete.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { date, recordingOf } from '../../support/evidence.ts';
import { createInstallation, type Installation } from '../../support/installation.ts';

let installation: Installation;
let athleteId: string;
beforeAll(async () => {
  installation = await createInstallation();
});
afterAll(() => installation.dispose());

/** Two runs, one a join of two files, and a day and a half of monitoring; a logged session that nothing derives. */
beforeEach(async () => {
  const { stores, verbs } = installation;
  athleteId = await createAthlete(stores);
  for (const [fileName, bytes] of [
    ['a.fit', runFile('2026-11-17T10:30:00Z')],
    ['b.fit', runFile('2026-11-17T11:35:00Z', 8)],
    ['c.fit', runFile('2026-11-18T08:00:00Z', 9)],
    ['day.fit', monitoringFile('2026-11-16T23:00:00Z', 36 * 60)],
  ] as const) {
    await verbs.ingestUpload({ athleteId, fileName, bytes });
  }
  await verbs.logSession({
    athleteId,
    startMs: Date.UTC(2026, 10, 19, 16),
    activeMs: 1_800_000,
    sport: 'strength_training',
    subSport: null,
    note: null,
  });
});

async function evidence() {
  const { stores } = installation;
  const [from, to] = [date('2026-11-01'), date('2026-11-30')];
  const sessions = await stores.sessions.listEvidence(athleteId, from, to);
  return {
    sessions,
    passive: await stores.passive.list(athleteId, from, to),
    resting: await stores.restingHeartRates.list(athleteId, from, to),
    versions: await Promise.all(
      sessions.map(async ({ id }) => (await stores.sessions.find(athleteId, id))?.ruleVersion),
    ),
  };
}

const recompute = (dryRun: boolean) => installation.verbs.recompute({ athleteId, dryRun, reread: true });

describe('recompute', () => {
  it('finds nothing to change in what this version derived, and touches nothing', async () => {
    const before = await evidence();
    const nothing = {
      sessions: 2,
      changes: [],
      restamped: 0,
      passiveDates: [],
      uploads: { files: 4, changed: [] },
      ruleVersion: RULE_VERSION,
    };
    expect(await recompute(true)).toEqual(nothing);
    expect(await recompute(false)).toEqual(nothing);
    expect(await evidence()).toEqual(before);
  });

  it('M5: stamps sessions of another rule version that it sees the same', async () => {
    const before = await evidence();
    await sql`update session set rule_version = '0' where athlete_id = ${athleteId} and not logged`.execute(
      installation.db,
    );
    expect(await recompute(true)).toMatchObject({ changes: [], restamped: 2 });
    expect((await evidence()).versions).toContain('0');
    expect(await recompute(false)).toMatchObject({ changes: [], restamped: 2 });
    expect(await evidence()).toEqual(before);
  });

  it('tells every session that is otherwise, changes nothing in a dry run, and then all of it', async () => {
    const { db } = installation;
    const before = await evidence();
    const [joined, single] = before.sessions.filter(({ logged }) => !logged);
    // One says something else, one is missing, and one is there that no recording forms.
    await sql`update session set active_ms = 60000 where athlete_id = ${athleteId} and id = ${joined!.id}`.execute(
      db,
    );
    await installation.stores.sessions.replace(
      athleteId,
      [single!.id],
      [{ evidence: { ...single!, id: 'stale' }, recordingIds: ['gone'], ruleVersion: RULE_VERSION }],
      [],
    );
    const broken = await evidence();
    const outline = ({ localDate, startMs, endMs, activeMs }: (typeof before.sessions)[number]) => ({
      localDate,
      startMs,
      endMs,
      activeMs,
    });
    const changes = [
      { sessionId: 'stale', before: outline(single!), after: null },
      {
        sessionId: joined!.id,
        before: { ...outline(joined!), activeMs: 60_000 },
        after: outline(joined!),
      },
      { sessionId: single!.id, before: null, after: outline(single!) },
    ];
    expect((await recompute(true)).changes).toEqual(changes);
    expect(await evidence()).toEqual(broken);
    expect((await recompute(false)).changes).toEqual(changes);
    expect(await evidence()).toEqual(before);
    expect((await recompute(true)).changes).toEqual([]);
  });

  describe('reads the originals again', () => {
    /** As an earlier version of the decoders had left them: the first minutes of each were lost. */
    async function storeAsReadBefore(): Promise<void> {
      const { stores } = installation;
      for (const { id } of await stores.uploads.list(athleteId, { limit: 10, before: null })) {
        for (const facts of await stores.recordings.listFactsByUpload(athleteId, id)) {
          if (facts.kind !== 'file') continue;
          const [recording] = await stores.recordings.load(athleteId, [facts.id]);
          const { count, atMs, code } = recording!.items;
          const items = { count: count - 300, atMs: atMs.slice(300), code: code.slice(300) };
          const cut = { facts: { ...facts, startMs: atMs[300]!, contentHash: 'ab'.repeat(32) }, items };
          await stores.recordings.put(athleteId, [{ recording: cut, uploadId: id, extra: null }]);
        }
      }
      await installation.verbs.recompute({ athleteId, dryRun: false, reread: false });
    }

    it('M5: what a decoder of this version sees otherwise is said before, then taken, and the log says so', async () => {
      const before = await evidence();
      await storeAsReadBefore();
      const asReadBefore = await evidence();
      expect(asReadBefore.sessions).not.toEqual(before.sessions);
      const said = await recompute(true);
      expect(said.uploads).toMatchObject({ files: 4 });
      expect(said.uploads.changed).toHaveLength(3);
      expect(said.changes).toHaveLength(2);
      expect(await evidence()).toEqual(asReadBefore);
      expect(await recompute(false)).toEqual(said);
      expect(await evidence()).toEqual(before);
      expect((await recompute(true)).uploads.changed).toEqual([]);
    });

    it('L15: a session that was deleted of a file with several stays deleted', async () => {
      const { stores, verbs } = installation;
      const name = fileURLToPath(new URL('../../../fixtures/fit/24-multisport.fit', import.meta.url));
      const bytes = new Uint8Array(await readFile(name));
      const { sessions } = await verbs.ingestUpload({ athleteId, fileName: 'multisport.fit', bytes });
      expect(sessions.length).toBeGreaterThan(1);
      await verbs.removeSession({ athleteId, id: sessions[0]! });
      expect((await recompute(false)).uploads.changed).toEqual([]);
      expect(await stores.sessions.find(athleteId, sessions[0]!)).toBeNull();
      expect(await stores.sessions.find(athleteId, sessions[1]!)).not.toBeNull();
    });

    it('recordings of files that went unread for removals keep what they hold, and gain nothing', async () => {
      const { db, stores, verbs } = installation;
      const name = fileURLToPath(new URL('../../../fixtures/fit/24-multisport.fit', import.meta.url));
      const bytes = new Uint8Array(await readFile(name));
      const { id, sessions } = await verbs.ingestUpload({ athleteId, fileName: 'multisport.fit', bytes });
      await sql`update upload set removed_spans = null where athlete_id = ${athleteId}`.execute(db);
      await verbs.removeSession({ athleteId, id: sessions[0]! });
      expect(await stores.uploads.removedSpans(athleteId, id!)).toBeNull();
      expect((await recompute(false)).uploads.changed).toEqual([]);
      expect(await stores.sessions.find(athleteId, sessions[0]!)).toBeNull();
    });

    it('a run stays as it was stored, also one that a person has put in its place', async () => {
      const { stores } = installation;
      const live = recordingOf({ id: randomUUID(), kind: 'live', startMs: Date.UTC(2026, 10, 20, 8) });
      await stores.recordings.put(athleteId, [{ recording: live, uploadId: null, extra: null }]);
      await recompute(false);
      const [kept] = await stores.recordings.load(athleteId, [live.facts.id]);
      expect(kept).toEqual(live);
    });
  });

  it('Z10, R: tells and restores the dates of all-day monitoring that are otherwise', async () => {
    const { db } = installation;
    const before = await evidence();
    await sql`delete from passive_day where athlete_id = ${athleteId} and date = '2026-11-17'`.execute(db);
    await sql`
      update resting_heart_rate set bpm = 99 where athlete_id = ${athleteId} and date = '2026-11-18'
    `.execute(db);
    await sql`
      insert into passive_day (athlete_id, date, unknown_ms, histogram, moving_histogram, moving_segments)
      select athlete_id, '2026-11-25', unknown_ms, histogram, moving_histogram, moving_segments
      from passive_day where athlete_id = ${athleteId} and date = '2026-11-18'
    `.execute(db);
    const broken = await evidence();
    const passiveDates = ['2026-11-17', '2026-11-18', '2026-11-25'];
    expect(await recompute(true)).toMatchObject({ changes: [], passiveDates });
    expect(await evidence()).toEqual(broken);
    expect(await recompute(false)).toMatchObject({ changes: [], passiveDates });
    expect(await evidence()).toEqual(before);
  });

  it('T2: moves sessions and monitoring to the dates of another time zone', async () => {
    const before = await evidence();
    const change = (timeZone: string) =>
      installation.verbs.updateAthlete({
        athleteId,
        changes: { timeZone, timeZoneValidFrom: date('1970-01-01') },
      });
    await change('Pacific/Kiritimati');
    expect((await evidence()).passive.map((day) => day.date)).toEqual([
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
    ]);
    await change('Europe/Copenhagen');
    const after = await evidence();
    expect(after.sessions).toEqual(before.sessions);
    expect(after.passive).toEqual(before.passive);
    expect(after.resting).toEqual(before.resting);
  });
});
