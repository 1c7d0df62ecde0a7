/** Start, restart, stop and refusal of the whole service, as the built program on a machine that has nothing else. */
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { isRoot, ORDINARY, ORDINARY_UID } from '../support/ordinary-user.ts';
import { makeDirectory } from '../support/guarded.ts';
import {
  answerOf,
  isAlive,
  killAndWait,
  postmasterPidIn,
  runBuilt,
  startServer,
} from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';

let home: string;
let dataDir: string;
let running: ServerProcess[] = [];
afterEach(async () => {
  for (const server of running) if (!server.hasEnded()) await server.kill();
  running = [];
  const pid = await postmasterPidIn(dataDir);
  if (pid !== null && (await isAlive(pid))) await killAndWait(pid);
});

/** Under a home that nobody else may enter, as most are. */
async function makeHome(): Promise<void> {
  home = await makeDirectory('home', isRoot ? homedir() : undefined);
  await chmod(home, 0o700);
  dataDir = join(home, 'data');
}

async function removeHome(): Promise<void> {
  await rm(home, { recursive: true, force: true });
}

async function start(user: { uid?: number; gid?: number } = {}): Promise<ServerProcess> {
  const server = await startServer({ dataDir, env: { HOME: home }, ...user });
  running.push(server);
  return server;
}

function createAthlete(user: { uid?: number; gid?: number } = {}): Promise<{ token: string }> {
  const args = ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'];
  return answerOf([...args, '--max-heart-rate', '190', '--valid-from', '2020-01-01'], { dataDir, ...user });
}

/** The athlete's name, if the data is the one that `token` was made in. */
async function nameOf(server: ServerProcess, token: string): Promise<string> {
  const { name } = await apiClient(server.address, token).get<{ name: string }>('/v1/athlete');
  return name;
}

async function stopCleanly(server: ServerProcess): Promise<void> {
  const pid = await server.postmasterPid();
  expect(await server.interrupt()).toMatchObject({ exitCode: 0, err: '' });
  expect(await isAlive(pid!)).toBe(false);
  expect(await server.postmasterPid()).toBeNull();
}

describe('the service, start after start on one directory', () => {
  beforeAll(makeHome);
  afterAll(removeHome);

  it('begins with an empty directory, Ctrl-C stops it and then its database, and a second start has the data', async () => {
    const server = await start();
    const { token } = await createAthlete();
    await stopCleanly(server);
    const second = await start();
    expect(await nameOf(second, token)).toBe('Ane');
    await stopCleanly(second);
  });

  it('stops as cleanly under npm start, where the terminal asks npm and the service alike', async () => {
    const server = await startServer({ dataDir, env: { HOME: home } }, [
      'npm',
      'start',
      '--silent',
      '--',
      '--json',
    ]);
    running.push(server);
    const pid = await server.postmasterPid();
    await server.interrupt();
    // npm may be gone before the service is: the database tells.
    await expect.poll(() => isAlive(pid!), { timeout: 20_000 }).toBe(false);
    expect(await server.postmasterPid()).toBeNull();
    expect(server.err()).toBe('');
  });

  it('leads the first visitor in with its one-time link, and nobody with the same link again', async () => {
    const server = await start();
    const first = await fetch(server.signInLink, { redirect: 'manual' });
    const cookie = first.headers
      .getSetCookie()
      .map((line) => line.split(';')[0]!)
      .join('; ');
    const asked = await fetch(`${server.address}/v1/athlete`, { headers: { cookie } });
    expect(asked.status).toBe(200);
    const again = await fetch(server.signInLink, { redirect: 'manual' });
    expect(again.headers.getSetCookie().join()).not.toContain('session_token=');
    await stopCleanly(server);
  });

  it('recovers by itself after it and its database were killed: everything answered for is there', async () => {
    const killed = await start();
    const { token } = await createAthlete();
    const pid = await killed.postmasterPid();
    await killed.kill();
    await killAndWait(pid!);
    const next = await start();
    expect(await nameOf(next, token)).toBe('Ane');
    await stopCleanly(next);
  });
});

describe('the service of an ordinary user', () => {
  afterEach(removeHome);

  it('runs for an ordinary user under a 0700 home; root may use the same data later', async () => {
    home = await makeDirectory('home');
    dataDir = join(home, 'data');
    if (isRoot) await chown(home, ORDINARY_UID, ORDINARY_UID);
    const ordinary = await start(ORDINARY);
    const { token } = await createAthlete(ORDINARY);
    await stopCleanly(ordinary);
    const later = await start();
    expect(await nameOf(later, token)).toBe('Ane');
    await stopCleanly(later);
  });
});

describe('a start that cannot succeed says why in one sentence and exits with 1', () => {
  beforeEach(makeHome);
  afterEach(removeHome);

  const refusal = async (env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { exitCode, out, err } = await runBuilt(['serve'], {
      dataDir,
      env: { HOME: home, LOG_LEVEL: 'info', ...env },
    });
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^[^\n]+\.\n$/);
    return err;
  };

  it('when its port is in use, and leaves no database running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    // Listening on TCP, so the address is one of TCP.
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toContain(`Port ${port} is in use`);
    expect(await postmasterPidIn(dataDir)).toBeNull();
    await new Promise((resolve) => other.close(resolve));
  });

  it('when the data directory is of another PostgreSQL, and changes nothing in it', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    if (isRoot) await chown(join(dataDir, 'postgres'), ORDINARY_UID, ORDINARY_UID);
    expect(await refusal()).toMatch(/PostgreSQL 17.*PostgreSQL 18/);
    expect(await readFile(join(dataDir, 'postgres/PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('when the data directory is a file', async () => {
    await writeFile(dataDir, 'not a directory');
    expect(await refusal()).toContain('DATA_DIR');
  });

  it.each([
    ['nobody listens there', 'postgres://ane:hemmelig@127.0.0.1:1/coach', 'nothing listens there'],
    ['its host is not known', 'postgres://ane:hemmelig@nowhere.invalid/coach', 'host name'],
  ])('when DATABASE_URL cannot be reached: %s', async (_, url, reason) => {
    const sentence = await refusal({ DATABASE_URL: url });
    expect(sentence).toContain(reason);
    expect(sentence).toContain('DATABASE_URL');
    expect(sentence).not.toMatch(/hemmelig|127\.0\.0\.1|nowhere/);
  });

  it('when NATS_URL cannot be reached, and leaves no database running', async () => {
    const sentence = await refusal({ NATS_URL: 'nats://ane:hemmelig@127.0.0.1:1' });
    expect(sentence).toContain('nothing listens there');
    expect(sentence).toContain('NATS_URL');
    expect(sentence).not.toMatch(/hemmelig|127\.0\.0\.1/);
    expect(await postmasterPidIn(dataDir)).toBeNull();
  });

  it('when several variables are wrong: all are named, none of their values', async () => {
    const sentence = await refusal({
      PORT: 'havn',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://ane:hemmelig@db/coach',
      SECRET: 'too-short',
      PUBLIC_URL: 'https://coach.example.org/path',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'SECRET', 'PUBLIC_URL']) {
      expect(sentence).toContain(name);
    }
    expect(sentence).not.toMatch(/havn|loud|hemmelig|too-short|example/);
  });
});
