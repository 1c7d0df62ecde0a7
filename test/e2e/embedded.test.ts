import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { guardProcess, makeDirectory } from '../support/guarded.ts';
import { isRoot, ORDINARY, ORDINARY_UID } from '../support/ordinary-user.ts';
import { killAndWait, postmasterPidIn } from '../support/server-process.ts';
import { keepSecret } from '../../src/adapters/embedded/keep-secret.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface User {
  readonly child: ChildProcessWithoutNullStreams;
  next(): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

let home: string;
let users: User[] = [];
afterEach(async () => {
  await Promise.all(users.map((user) => user.kill()));
  users = [];
  const pid = await postmasterPid();
  if (pid !== null) await killAndWait(pid);
});

/** Under a home that nobody else may enter, as most are. */
async function makeHome(): Promise<void> {
  home = await makeDirectory('home', isRoot ? homedir() : undefined);
  await chmod(home, 0o700);
}

async function removeHome(): Promise<void> {
  await rm(home, { recursive: true, force: true });
}

const dataDir = (): string => join(home, 'data');

function start(as: { uid?: number; gid?: number } = {}): User {
  const child = guardProcess(
    spawn(process.execPath, [inject('programs').embedded, dataDir()], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: home },
      ...as,
    }),
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const user: User = {
    child,
    async next() {
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error(`the process ended: ${errors}`);
      return JSON.parse(line.value) as Record<string, unknown>;
    },
    async stop() {
      child.stdin.write('stop\n');
      expect(await user.next()).toEqual({ stopped: true });
      await gone;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
  users.push(user);
  return user;
}

const postmasterPid = (): Promise<number | null> => postmasterPidIn(dataDir());

async function query(url: unknown, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: String(url) });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}

describe('the embedded database of one directory', () => {
  beforeAll(makeHome);
  afterAll(removeHome);

  it('is made at the first start, keeps its data, and is stopped by its last user', async () => {
    const first = start();
    const { url, startedHere } = await first.next();
    expect(startedHere).toBe(true);
    await query(url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await postmasterPid()).toBeNull();

    const second = start();
    expect(await query((await second.next())['url'], 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('is shared by processes on one data directory: it runs until the last of them stops', async () => {
    const server = start();
    const { url } = await server.next();
    const command = start();
    expect(await command.next()).toEqual({ url, startedHere: false });
    await server.stop();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.stop();
    expect(await postmasterPid()).toBeNull();
  });

  it('listens on this machine only, asks for its password, and shows it to nobody else', async () => {
    const user = start();
    const { url } = await user.next();
    const address = new URL(String(url));
    expect(address.hostname).toBe('127.0.0.1');
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect((await stat(join(dataDir(), 'postgres/zone-coach.password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir(), 'postgres'))).mode & 0o777).toBe(0o700);
    address.password = 'guess';
    await expect(query(address.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await user.stop();
  });

  it('survives the kill of its server, and the next one adopts it', async () => {
    const killed = start();
    const { url } = await killed.next();
    const pid = await postmasterPid();
    await killed.kill();
    const next = start();
    expect(await next.next()).toEqual({ url, startedHere: false });
    expect(await postmasterPid()).toBe(pid);
    await next.stop();
    expect(await postmasterPid()).toBeNull();
  });

  it('recovers by itself after both were killed: everything committed is there', async () => {
    const killed = start();
    const { url } = await killed.next();
    await query(url, 'create table recovered as select 7 as answer');
    const pid = await postmasterPid();
    await killed.kill();
    await killAndWait(pid!);
    const next = start();
    const fact = await next.next();
    expect(fact['startedHere']).toBe(true);
    expect(await query(fact['url'], 'select answer from recovered')).toEqual([{ answer: 7 }]);
    await next.stop();
  });

  it('does not take a stranger for Postgres whose process number stands in the left-over pid file', async () => {
    const first = start();
    await first.next();
    const pidFile = join(dataDir(), 'postgres/postmaster.pid');
    const left = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)));
    const next = start();
    expect(await next.next()).toMatchObject({ startedHere: true });
    await next.stop();
  });

  it('is started again at the same address when it dies under its server', async () => {
    const server = start();
    const { url } = await server.next();
    await killAndWait((await postmasterPid())!);
    expect(await server.next()).toEqual({ event: 'restarting' });
    expect(await server.next()).toEqual({ event: 'restarted' });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await postmasterPid()).toBeNull();
  });

  it('does not get the Ctrl-C that its server gets', async () => {
    const server = start();
    const { url } = await server.next();
    const pid = await postmasterPid();
    const sessionOf = async (id: number): Promise<string | undefined> =>
      (await readFile(`/proc/${id}/stat`, 'utf8')).split(') ')[1]?.split(' ')[3];
    expect(await sessionOf(pid!)).not.toBe(await sessionOf(server.child.pid!));
    server.child.kill('SIGINT');
    expect(await server.next()).toEqual({ interrupted: true });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe('the embedded database of a directory that is new, or another’s', () => {
  beforeEach(makeHome);
  afterEach(removeHome);

  it('is made once when several processes make the first start together', async () => {
    const all = [start(), start(), start()];
    const facts = await Promise.all(all.map((user) => user.next()));
    expect(new Set(facts.map((fact) => fact['url'])).size).toBe(1);
    expect(facts.filter((fact) => fact['startedHere'] === true)).toHaveLength(1);
    for (const user of all) await user.stop();
  });

  it('refuses a directory of another major version in one sentence, and changes nothing in it', async () => {
    await mkdir(join(dataDir(), 'postgres'), { recursive: true });
    await writeFile(join(dataDir(), 'postgres/PG_VERSION'), '17\n');
    const user = start();
    const { refused } = await user.next();
    expect(refused).toMatch(/made by PostgreSQL 17, and this version of Zone Coach brings PostgreSQL 18/);
    expect(await readFile(join(dataDir(), 'postgres/PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('works for an ordinary user under their 0700 home; root may use the same data later', async () => {
    await rm(home, { recursive: true });
    home = await makeDirectory('home');
    if (isRoot) await chown(home, ORDINARY_UID, ORDINARY_UID);
    const ordinary = start(ORDINARY);
    const { url } = await ordinary.next();
    expect((await stat(join(dataDir(), 'postgres'))).uid).toBe(ORDINARY_UID);
    await query(url, 'create table kept as select 5 as answer');
    await ordinary.stop();
    const later = start();
    expect(await query((await later.next())['url'], 'select answer from kept')).toEqual([{ answer: 5 }]);
    await later.stop();
  });

  it('tells an ordinary user in one sentence that the data is another’s', async () => {
    await rm(home, { recursive: true });
    home = await makeDirectory('home');
    await chmod(home, 0o755);
    await mkdir(join(dataDir(), 'postgres'), { recursive: true, mode: 0o700 });
    // Closed to its owner too, where the tests can make nobody else one.
    if (!isRoot) await chmod(join(dataDir(), 'postgres'), 0o000);
    const ordinary = start(ORDINARY);
    expect((await ordinary.next())['refused']).toMatch(/cannot be read by this user|belongs to another user/);
    await chmod(join(dataDir(), 'postgres'), 0o700);
  });
});

describe('keepSecret', () => {
  beforeEach(makeHome);
  afterEach(removeHome);

  it('makes one secret for all who ask at once, kept 0600', async () => {
    const path = join(home, 'new', 'secret');
    const secrets = await Promise.all(Array.from({ length: 5 }, () => keepSecret(path)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]!.length).toBeGreaterThanOrEqual(43);
    expect(await keepSecret(path)).toBe(secrets[0]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
