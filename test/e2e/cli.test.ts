/** The command line as people run it: the built program as processes, each installation with its own database. */
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDirectory } from '../support/guarded.ts';
import { addUser } from '../support/people.ts';
import { runBuilt, startServer, type Ended, type ServerOptions } from '../support/server-process.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/fit/', import.meta.url));
const WEEK = '2026-W46';
const FILES = ['run-4x4.fit', 'run-zone2-45-min.fit', '30-text.fit'].map((name) => join(FIXTURES, name));

let home = '';
const databases: TestDatabase[] = [];
let ane: ServerOptions;
let athleteId = '';
let token = '';
let firstImport: Ended;

beforeAll(async () => {
  home = await makeDirectory('cli');
  ane = await newInstallation({ empty: true });
  const args = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  const created = await cli([...args, '--max-heart-rate', '190', '--valid-from', '2020-01-01', '--json']);
  ({ athleteId, token } = parsed(created));
  firstImport = await cli(['import', ...FILES, '--athlete', athleteId]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.dispose()));
  await rm(home, { recursive: true, force: true });
});

/** A database, empty or with its tables made, and a directory that is not there yet. */
async function newInstallation(options: { empty?: boolean } = {}): Promise<ServerOptions> {
  const database = await createTestDatabase(options);
  databases.push(database);
  return { dataDir: join(home, String(databases.length)), env: { DATABASE_URL: database.url } };
}

function cli(args: readonly string[], installation = ane): Promise<Ended> {
  return runBuilt(args, installation);
}

/** What the commands of these tests answer in JSON, each its own part of it. */
interface Answer extends Report {
  readonly athleteId: string;
  readonly athleteIds: readonly string[];
  readonly token: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly dryRun: boolean;
  readonly athletes: readonly { readonly sessions: number; readonly changes: readonly unknown[] }[];
  readonly sessions: readonly { readonly session: string; readonly startedAt: string }[];
}

/** The JSON of a command that must have succeeded without a word on the standard error. */
function parsed({ exitCode, out, err }: Ended): Answer {
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return JSON.parse(out) as Answer;
}

interface Report {
  readonly activeSeconds: number;
  readonly cells: unknown;
  readonly bands: unknown;
  readonly targets: readonly { readonly id: string; readonly credited: number }[];
}

function creditedOf({ targets }: Report, id: string): number | undefined {
  return targets.find((target) => target.id === id)?.credited;
}

describe('the command line as a process', () => {
  it('begins with nothing: the first command makes the tables, an athlete and a token', () => {
    expect(athleteId).toMatch(/^[0-9a-f-]{36}$/);
    expect(token).toMatch(/^zc_/);
  });

  it('imports files, says of each what became of it, and knows them the second time', async () => {
    expect(firstImport.exitCode).toBe(0);
    expect(firstImport.out).toContain('2 imported, 1 rejected.');
    const again = await cli(['import', FILES[0]!, '--athlete', athleteId, '--json']);
    expect(parsed(again).counts).toMatchObject({ duplicate: 1, imported: 0 });
  });

  it('reports the week in JSON and as a table in either language', async () => {
    const asked = ['report', '--athlete', athleteId, '--week', WEEK];
    const report = parsed(await cli([...asked, '--json']));
    expect(creditedOf(report, 'interval_4x4')).toBe(1);
    expect(creditedOf(report, 'zone2')).toBe(1);
    const danish = await cli([...asked, '--locale', 'da']);
    expect(danish.out).toContain('Uge 46, 2026 (2026-11-09 – 2026-11-15, Europe/Copenhagen)');
  });

  it('recomputes to the same, and says so before it does', async () => {
    const outcome = parsed(await cli(['recompute', '--dry-run', '--json']));
    expect(outcome.dryRun).toBe(true);
    expect(outcome.athletes).toMatchObject([{ sessions: 2, changes: [] }]);
  });

  it('restores a backup into an empty installation, which then gives the same report byte for byte', async () => {
    const file = join(home, 'all.backup');
    const restored = await newInstallation({ empty: true });
    const asked = ['report', '--athlete', athleteId, '--week', WEEK, '--json'];
    expect(await cli(['backup', file])).toMatchObject({ exitCode: 0, err: '' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await cli(['restore', file], restored)).toMatchObject({ exitCode: 0, err: '' });
    const [before, after] = await Promise.all([cli(asked), cli(asked, restored)]);
    expect(after.out).toBe(before.out);
    const twice = await cli(['restore', file], restored);
    expect(twice.exitCode).toBe(1);
    expect(twice.err).toMatch(/^[^\n]*not empty[^\n]*\n$/);
  });

  it('exports everything of an athlete to a zip that another installation imports to the same week', async () => {
    const file = join(home, 'ane.zip');
    const elsewhere = await newInstallation();
    expect(await cli(['export', file, '--athlete', athleteId])).toMatchObject({ exitCode: 0, err: '' });
    const create = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
    parsed(await cli([...create, '--json'], elsewhere));
    // The profile, which brings the max heart rate, and two files.
    expect(parsed(await cli(['import', file, '--json'], elsewhere)).counts).toMatchObject({ imported: 3 });
    const there = parsed(await cli(['report', '--week', WEEK, '--json'], elsewhere));
    const here = parsed(await cli(['report', '--athlete', athleteId, '--week', WEEK, '--json']));
    expect(there).toEqual(here);
  });

  it('says one sentence and exits with 1 when its database is out of reach', async () => {
    const url = 'postgres://nobody:secret@127.0.0.1:1/none';
    const outcome = await cli(['migrate'], { ...ane, env: { DATABASE_URL: url } });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.err).toMatch(/^The database cannot be used[^\n]*\n$/);
    expect(outcome.err).not.toContain('secret');
  });
});

describe('beside a running server on the same data directory', () => {
  it('streams a 4×4 over the real socket; the server and a command report the same week', async () => {
    const server = await startServer(ane);
    const url = server.address.replace('http:', 'ws:');
    const args = [
      'simulate',
      '--url',
      url,
      '--token',
      token,
      '--plan',
      '4x4',
      '--speed',
      '600',
      '--seed',
      '7',
    ];
    const simulated = parsed(await cli([...args, '--json']));
    const { session } = simulated.sessions[0]!;
    const headers = { authorization: `Bearer ${token}` };
    const stored = await fetch(`${server.address}/v1/sessions/${session}`, { headers });
    expect(await stored.json()).toMatchObject({ id: session, simulated: true, fourByFour: { credited: 4 } });

    const byCommand = parsed(await cli(['report', '--athlete', athleteId, '--week', WEEK, '--json']));
    const byServer = await fetch(`${server.address}/v1/reports/weeks/${WEEK}?locale=en`, { headers });
    expect(byCommand).toEqual(await byServer.json());

    expect(await server.interrupt()).toMatchObject({ exitCode: 0 });
  });

  it('fills a believable week from the local installation: its last week is met where it was run', async () => {
    const bo = await newInstallation();
    const create = ['athlete', 'create', '--name', 'Bo', '--time-zone', 'Europe/Copenhagen'];
    parsed(await cli([...create, '--max-heart-rate', '185', '--valid-from', '2020-01-01', '--json'], bo));
    const { sessions } = parsed(await cli(['simulate', '--plan', 'week', '--seed', '3', '--json'], bo));
    expect(sessions.length).toBeGreaterThanOrEqual(9);
    const monday = new Date(Date.parse(sessions[0]!.startedAt));
    const week = isoWeekOfUtc(monday);
    const report = parsed(await cli(['report', '--week', week, '--json'], bo));
    expect(creditedOf(report, 'zone2')).toBe(3);
    expect(creditedOf(report, 'interval_4x4')).toBe(2);
    expect(creditedOf(report, 'anti_inflammatory')).toBeGreaterThanOrEqual(5);
  });

  it('makes the demo clinic for the operator, once there is one, and takes it away whole', async () => {
    const demo = await newInstallation();
    const { db } = databases.at(-1)!;
    const athletes = async (): Promise<number> =>
      (await db.selectFrom('athlete').select('athlete_id').execute()).length;
    const make = ['simulate', '--plan', 'clinic', '--json'];
    const refused = await cli(make, demo);
    expect(refused.exitCode).toBe(1);
    expect(refused.err).toContain('needs its operator');
    await addUser(db, { isOperator: true });
    expect(parsed(await cli(make, demo)).athleteIds).toHaveLength(20);
    expect(await athletes()).toBe(20);
    expect(await cli([...make, '--remove'], demo)).toMatchObject({ exitCode: 0, err: '' });
    expect(await athletes()).toBe(0);
  });
});

/** The ISO week of a Monday afternoon, reckoned apart from the product. */
function isoWeekOfUtc(monday: Date): string {
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
