import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RULE_VERSION } from '../../../src/domain/rule-version.ts';
import { createAthlete } from '../../support/athlete.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { date } from '../../support/evidence.ts';
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

const recompute = (dryRun: boolean) => installation.verbs.recompute({ athleteId, dryRun });

describe('recompute', () => {
  it('finds nothing to change in what this version derived, and touches nothing', async () => {
    const before = await evidence();
    const nothing = { sessions: 2, changes: [], restamped: 0, passiveDates: [], ruleVersion: RULE_VERSION };
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
