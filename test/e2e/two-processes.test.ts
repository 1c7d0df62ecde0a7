/** X: guesses are counted for all processes together. Two built servers on one database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type ServerProcess } from '../support/server-process.ts';

const EMAIL = 'kirsten@example.dk';
const PASSWORD = 'en lang adgangskode';
const GUESSES = 10;

let dataDir: string;
let servers: [ServerProcess, ServerProcess];
let cookie: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'zone-coach-two-'));
  servers = [await startServer({ dataDir }), await startServer({ dataDir })];
  const signedIn = await fetch(servers[0].signInLink, { redirect: 'manual' });
  cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
  expect((await setCredentials(0, PASSWORD)).status).toBe(204);
});
afterAll(async () => {
  for (const server of servers) await server.interrupt();
  await rm(dataDir, { recursive: true, force: true });
});

function setCredentials(process: number, password: string, currentPassword?: string): Promise<Response> {
  return fetch(`${servers[process % 2]!.address}/v1/auth/credentials`, {
    method: 'PUT',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password, currentPassword }),
  });
}

function signIn(process: number, password: string): Promise<Response> {
  return fetch(`${servers[process % 2]!.address}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password }),
  });
}

async function statusesOf(guess: (attempt: number) => Promise<Response>): Promise<number[]> {
  const statuses: number[] = [];
  for (let attempt = 0; attempt <= GUESSES + 1; attempt++) statuses.push((await guess(attempt)).status);
  return statuses;
}

it('the eleventh guess is refused by either: of a password at the sign-in, and of the current one', async () => {
  const signIns = await statusesOf((attempt) => signIn(attempt, `forkert kode ${attempt}`));
  expect(signIns).toEqual([...Array<number>(GUESSES).fill(401), 429, 429]);
  const changes = await statusesOf((attempt) =>
    setCredentials(attempt, 'den næste lange kode', `forkert kode ${attempt}`),
  );
  expect(changes).toEqual([...Array<number>(GUESSES).fill(403), 429, 429]);
});

it('what was done by one server is told by the other', async () => {
  const events = await fetch(`${servers[1].address}/v1/auth/events`, { headers: { cookie } });
  expect(await events.json()).toMatchObject({ items: [{ what: 'credentials_changed', endedSessions: 0 }] });
});
