import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriersOf } from '../../support/axe.ts';
import { itemTuples } from '../../support/live-hello.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
const HOUR_MS = 3_600_000;
const BEATS = 300;

let page: Page;
let complaints: string[];

beforeAll(async () => {
  page = await tests.open('#/session');
  complaints = complaintsOf(page);
});

afterAll(() => page.close());

/** A run of five minutes from a phone whose clock is three hours ahead. */
async function runAhead(): Promise<void> {
  const { token } = await askServer<{ token: string }>(page, '/v1/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bridge', scopes: ['live'] }),
  });
  const client = await RawLiveClient.connect(`${tests.server.url.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${token}`,
  });
  const startMs = Date.now() + 3 * HOUR_MS;
  client.send({
    type: 'hello',
    protocol: 1,
    session: randomUUID(),
    lastSeq: BEATS,
    clock: { mono: 0, wall: startMs },
    device: { name: 'H10', kind: 'strap' },
    sport: 'running',
  });
  await client.next('welcome');
  client.send({ type: 'samples', first: 1, offset: 0, items: itemTuples(BEATS, startMs) });
  client.send({ type: 'end', lastSeq: BEATS });
  await client.next('ended');
  client.socket.close();
}

test('L5: a run that was set aside is met in the list of sessions, counted where a person says, taken back and deleted', async () => {
  await runAhead();
  await page.reload();
  const kept = page.getByRole('region', { name: 'Kept, but not counted' });
  await kept.getByText('300 beats lie in the future').waitFor();
  expect(await barriersOf(page)).toEqual([]);

  await kept.getByRole('button', { name: 'Count it there' }).click();
  const placed = page.getByRole('region', { name: 'Put in its place' });
  await placed.getByText('counted from now on').waitFor();
  await page.locator('.session-row').getByText('5:00').waitFor();

  await placed.getByRole('button', { name: 'Undo' }).click();
  await kept.getByText('300 beats lie in the future').waitFor();
  await page.locator('.session-row').waitFor({ state: 'detached' });

  await kept.getByRole('button', { name: 'Delete', exact: true }).click();
  await kept.getByRole('button', { name: 'Delete them' }).click();
  await kept.waitFor({ state: 'detached' });
  expect(await askServer(page, '/v1/recordings?state=set_aside')).toEqual({ items: [] });
  expect(complaints).toEqual([]);
});

test('L5: the runner is told while it happens, and decides after the run', async () => {
  const ahead = await tests.context.newPage();
  await ahead.addInitScript((aheadMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + aheadMs;
  }, 3 * HOUR_MS);
  await ahead.goto(`${tests.server.url}/#/live`);
  await ahead.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await ahead.getByText('They are set aside; afterwards you decide').waitFor();
  expect(await barriersOf(ahead)).toEqual([]);
  await ahead.getByRole('button', { name: 'OK', exact: true }).click();
  await ahead.getByRole('button', { name: 'End', exact: true }).click();
  await ahead.getByRole('button', { name: 'End and save' }).click();
  await ahead.getByText('Nothing of this run counts yet.').waitFor();
  await ahead.getByRole('region', { name: 'Kept, but not counted' }).getByText('in the future').waitFor();
  await ahead.getByRole('button', { name: 'Count it there' }).click();
  await ahead.getByRole('link', { name: 'See the session' }).waitFor();
  await ahead.close();
});
