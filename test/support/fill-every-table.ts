import { sql } from 'kysely';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { createStores } from '../../src/adapters/postgres/stores/stores.ts';
import { listTables } from '../../src/adapters/postgres/tables.ts';
import { DEFAULT_PRESCRIPTION } from '../../src/domain/prescription/default-prescription.ts';
import type { IsoWeek } from '../../src/domain/units.ts';
import { createAthlete } from './athlete.ts';
import { date, evidenceOf, recordingOf } from './evidence.ts';
import { addClinic } from './people.ts';

/**
 * A clinic, where there is none yet, an owner's account and an athlete with at least one row in every table that a store of ours writes; tables that
 * others write (live, identity) get one made row. Returns the athlete's id.
 */
export async function fillEveryTable(db: Database): Promise<string> {
  const stores = createStores(db);
  const [known] = await stores.clinics.list();
  const clinicId = known?.id ?? (await addClinic(db)).clinicId;
  const userId = `user-${crypto.randomUUID()}`;
  await sql`insert into auth_user (id, name, email) values (${userId}, 'Anna', ${`${userId}@example.org`})`.execute(
    db,
  );
  const athlete = await createAthlete(stores, { ownerUserId: userId });
  // Before changes are noted: an older schema knows no change of a grant.
  await stores.grants.add(athlete, {
    id: 'g1',
    to: { clinicId, coachUserId: null },
    scopes: ['report'],
    history: false,
    reason: null,
    createdAtMs: 5,
    expiresAtMs: null,
  });
  const weeks = new Map([['2026-W46' as IsoWeek, ['target:zone2']]]);
  await stores.events.begin(athlete, { closedWeek: '2026-W46' as IsoWeek, closesAtMs: 1 }, weeks);
  const hook = { id: 'w1', url: 'https://example.org', createdAtMs: 5, generation: 1, previousUntilMs: null };
  await stores.webhooks.add(athlete, { ...hook, events: ['week.closed'] });
  await stores.webhooks.enqueue(athlete, 'w1', { id: 'e1', type: 'week.closed', atMs: 6, body: '{}' });
  await stores.maxHeartRates.add(athlete, {
    id: 'm1',
    bpm: 190,
    source: 'measured',
    validFrom: date('2026-01-01'),
    method: 'ramp_test',
    createdAtMs: 1,
  });
  await stores.thresholdHeartRates.add(athlete, {
    id: 'th1',
    bpm: 165,
    source: 'measured',
    validFrom: date('2026-01-01'),
    method: 'lactate_step_test',
    createdAtMs: 1,
  });
  await stores.prescriptions.add(athlete, { ...DEFAULT_PRESCRIPTION, id: 'p1' }, 2);
  await stores.excusedWeeks.put(
    athlete,
    '2026-W47' as IsoWeek,
    'a "quoted"\nreason \\ with æøå, \u2028 and \r',
  );
  const upload = {
    id: 'u1',
    fileName: 'a.fit',
    sha256: '0'.repeat(64),
    sizeBytes: 3,
    status: 'imported',
    warnings: [],
    error: null,
    createdAtMs: 3,
    jobId: null,
  } as const;
  await stores.uploads.add(athlete, [
    { upload, packed: await stores.uploads.pack(Uint8Array.of(0, 255, 10)) },
  ]);
  await stores.restingHeartRates.put(athlete, [
    { date: date('2026-11-17'), bpm: 50, source: 'device', uploadId: 'u1' },
  ]);
  const extra = { rr: [[480], null, []], laps: [{ startMs: 1, endMs: 2 }] };
  await stores.recordings.put(athlete, [
    { recording: recordingOf({ id: 'r1', startMs: 1_795_332_000_000.1 }), uploadId: 'u1', extra },
  ]);
  const session = { evidence: evidenceOf({ id: 'r1' }), recordingIds: ['r1'], ruleVersion: '1' };
  await stores.sessions.replace(athlete, [], [session], [{ absorbedId: 'r0', survivorId: 'r1' }]);
  const edges = { workBpm: 162, floorBpm: 152, aboveBpm: 172 };
  const result = { credited: 0, of: 4, aboveMs: 0.1, bouts: [] } as const;
  const [memory] = await stores.sessions.listFourByFour(athlete, ['r1']);
  await stores.sessions.saveFourByFour(athlete, [
    { sessionId: 'r1', revision: memory!.revision, edges, result },
  ]);
  const histogram = new Float64Array(256);
  await stores.passive.replaceDays(
    athlete,
    [],
    [{ date: date('2026-11-17'), msUpTo: histogram, unknownMs: 1, movingMsUpTo: histogram }],
  );
  const token = { id: 't1', name: 'phone', createdAtMs: 4, lastSeenAtMs: null, revokedAtMs: null } as const;
  await stores.deviceTokens.add(athlete, { ...token, scopes: ['live', 'read'] }, Uint8Array.of(1, 2, 3));
  const who = { userId: 'u1', name: 'Coach', clinicName: 'Clinic' };
  const look = { who, grantId: 'g1', what: 'week', week: '2026-W47' as IsoWeek, sessionId: null } as const;
  // Kept for 24 months: a look of today.
  await stores.accessLog.record([{ ...look, athleteId: athlete, id: 'l1' }], Date.now());
  const note = { id: 'n1', author: { userId: 'u1', name: 'Coach', clinic: null }, text: 'Well done' };
  await stores.coachNotes.add(athlete, { ...note, week: null, createdAtMs: 6 });
  const { author } = note;
  const suggestion = {
    id: 's1',
    author,
    bpm: 188,
    validFrom: date('2026-11-16'),
    method: null,
    reason: null,
  };
  await stores.coachSuggestions.add(athlete, { ...suggestion, createdAtMs: 6 });
  const shows = { week: '2026-W47' as IsoWeek, sessionId: null };
  const link = { id: 'k1', shows, createdAtMs: 7, expiresAtMs: 8 };
  await stores.reportLinks.add(athlete, link, Uint8Array.of(4, 5, 6));
  const tables = await listTables(db);
  if (tables.includes('auth_oauth_client')) {
    // Of the person: one that registered itself is nobody's, and goes by itself.
    await sql`
      insert into auth_oauth_client (id, "clientId", "userId", "redirectUris") values (${userId}, '1', ${userId}, '[]')
      on conflict do nothing
    `.execute(db);
  }
  for (const table of tables) await makeRowIfEmpty(db, table, athlete, userId);
  return athlete;
}

/** One row of the emptiest kind a table accepts, for the tables that other rooms write. */
async function makeRowIfEmpty(db: Database, table: string, athlete: string, userId: string): Promise<void> {
  const { rows: present } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  if (present.length > 0) return;
  const { rows: columns } = await sql<{ name: string; type: string }>`
    select column_name as name, udt_name as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_nullable = 'NO' and column_default is null
  `.execute(db);
  const values = columns.map(({ name, type }) => {
    if (name === 'athlete_id') return sql`${athlete}`;
    if (name === 'userId') return sql`${userId}`;
    return sql`${MADE_VALUES[type] ?? '1'}::${sql.raw(type)}`;
  });
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    values (${sql.join(values)})
  `.execute(db);
}

const MADE_VALUES: Readonly<Record<string, string>> = {
  bool: 'true',
  bytea: '\\x00ff',
  date: '2026-11-17',
  json: '{}',
  jsonb: '{}',
  timestamptz: '2026-11-17T06:00:00.123456Z',
  uuid: '01935c8e-0000-7000-8000-000000000000',
};
