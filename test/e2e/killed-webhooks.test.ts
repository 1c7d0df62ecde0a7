/** Events of the built server under kill −9 of everything: each arrives at least once, in order, signed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runFile } from '../support/day-of-files.ts';
import { answerOf, isAlive, killAndWait, postmasterPidIn, startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const SESSIONS = 12;
/** A lease that nobody holds any more ends after 30 s. */
const PATIENCE = { timeout: 90_000, interval: 100 };

let dataDir: string;
let server: ServerProcess;
let receiver: WebhookReceiver;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'zone-coach-killed-webhooks-'));
  receiver = await startWebhookReceiver();
  server = await start();
});
afterAll(async () => {
  if (!server.hasEnded()) await server.interrupt();
  const pid = await postmasterPidIn(dataDir);
  if (pid !== null && (await isAlive(pid))) await killAndWait(pid);
  await rm(dataDir, { recursive: true, force: true });
  await receiver.close();
});

const start = (): Promise<ServerProcess> => startServer({ dataDir, env: { WEBHOOK_ALLOW: '127.0.0.1' } });

it('killed −9 while an event is on its way: after the next start it arrives again, then the others in order', async () => {
  const { token } = await answerOf<{ token: string }>(
    ['athlete', 'create', '--name', 'Ane', '--time-zone', 'Europe/Copenhagen'],
    { dataDir },
  );
  const post = async (path: string, body: string | ArrayBuffer, type: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const response = await fetch(`${server.address}${path}`, { method: 'POST', headers, body });
    expect(response.ok, path).toBe(true);
    return response.json();
  };
  const created = await post('/v1/webhooks', JSON.stringify({ url: receiver.url }), 'application/json');
  const { id, secret } = created as { id: string; secret: string };

  // The fourth is taken, and never answered.
  receiver.answer = (_request, response) => {
    if (receiver.received.length < 4) response.writeHead(204).end();
  };
  const sessions: string[] = [];
  for (let i = 0; i < SESSIONS; i++) {
    const at = new Date(Date.UTC(2026, 9, 1 + i, 8)).toISOString();
    const bytes = runFile(at, i + 1).slice().buffer;
    const answer = await post('/v1/uploads', bytes, 'application/octet-stream');
    sessions.push((answer as { uploads: { sessions: string[] }[] }).uploads[0]!.sessions[0]!);
  }
  await vi.waitUntil(() => receiver.received.length >= 4, PATIENCE);
  const postmaster = await server.postmasterPid();
  await server.kill();
  await killAndWait(postmaster!);

  receiver.answer = (_request, response) => void response.writeHead(204).end();
  server = await start();
  await vi.waitUntil(() => new Set(receiver.received.map((each) => each.id)).size >= SESSIONS, PATIENCE);
  const events = receiver.verified(secret);
  const told = events.map(({ data }) => data['sessionId']);
  expect([...new Set(told)]).toEqual(sessions);
  expect(told.slice(0, 4)).toEqual(sessions.slice(0, 4));
  expect(told[4]).toBe(sessions[3]);
  expect(receiver.received[4]!.id).toBe(receiver.received[3]!.id);
  const headers = { authorization: `Bearer ${token}` };
  await vi.waitUntil(async () => {
    const seen = await fetch(`${server.address}/v1/webhooks/${id}`, { headers });
    return ((await seen.json()) as { pending: number }).pending === 0;
  }, PATIENCE);
});
