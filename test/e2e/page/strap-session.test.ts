import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { askServer, chooseStrapByName, complaintsOf, waitUntilKept } from '../../support/page-driver.ts';
import { useStrapPage } from './use-page.ts';

const NAME = 'Emu Strap';
const PATIENCE_MS = 30_000;

const app = useStrapPage({ address: 'AA:BB:CC:00:11:22', name: NAME });

function beat(bpm: number): Uint8Array {
  return encodeHeartRateMeasurement({ bpm, contact: true, rr: [Math.round(61_440 / bpm)] });
}

/** The processes that run pages. */
async function renderersOf(of: Browser): Promise<number[]> {
  const session = await of.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** Sends beats one by one, each as soon as the page shows the one before: faster than life, and nothing overtakes. */
async function beats(page: Page, sent: number[], bpms: readonly number[]): Promise<void> {
  for (const bpm of bpms) {
    await expect.poll(() => app.strap.notify(beat(bpm)), { timeout: PATIENCE_MS }).toBe(true);
    sent.push(bpm);
    await page.getByTestId('pulse').getByText(String(bpm), { exact: true }).waitFor({ timeout: PATIENCE_MS });
  }
}

/** A heart beats on while the page catches up: a strap that is silent for long is connected again. */
async function beatsUntilAllSent(page: Page, sent: number[]): Promise<void> {
  const allSent = page.getByTestId('unsent').getByText('all sent');
  const deadlineMs = Date.now() + 60_000;
  for (let bpm = 132; Date.now() < deadlineMs; bpm = bpm === 132 ? 133 : 132) {
    await beats(page, sent, [bpm]);
    const isSent = await allSent.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (isSent) return;
  }
  throw new Error('the page does not catch up');
}

/** In Zone 2 so far, as the page says. */
async function zone2Seconds(page: Page): Promise<number> {
  const time = await page.locator('.band-times [data-band="zone2"] .numeral').textContent();
  return time!.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
}

/** A ramp whose neighbours differ, so that each beat is seen on the page before the next is sent. */
function ramp(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

test('L1, L2: what the strap sent is what the server keeps, through lost straps, SIGKILL, sleep and a reload', async () => {
  const page = await app.context.newPage();
  const complaints = complaintsOf(page);
  await chooseStrapByName(page, NAME);
  await page.goto(`${app.server.url}/#/live`);
  await askServer(page, '/v1/athlete/max-heart-rates', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bpm: 190, source: 'measured', validFrom: '2020-01-01' }),
  });
  await page.reload();
  await waitUntilKept(page, '"bpm":190');
  await page.getByRole('button', { name: 'Connect a strap' }).click();
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  const sent: number[] = [];
  await beats(page, sent, ramp(100, 25));

  app.strap.inRange = false;
  app.strap.drop();
  await page.getByRole('status').getByText('strap lost, searching').waitFor();
  await page.getByTestId('pulse').getByText('--').waitFor();
  app.strap.inRange = true;
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  await beats(page, sent, ramp(120, 25));

  // A second tab of the same browser must number nothing (L4).
  const other = await app.context.newPage();
  await other.goto(`${app.server.url}/#/live`);
  await other.getByText('Another tab is already recording this run.').waitFor();
  await other.close();

  await app.server.kill();
  await beats(page, sent, ramp(130, 25));
  await page.getByText('offline: coached by the phone').waitFor();
  const counted = await zone2Seconds(page);
  await beats(page, sent, [130, 131, 130]);
  // The last value is held for up to ten seconds: it counts on, second by second, and never falls back.
  await expect.poll(() => zone2Seconds(page), { timeout: PATIENCE_MS }).toBeGreaterThan(counted);
  await app.server.start();
  await beatsUntilAllSent(page, sent);

  // As a phone puts a page to sleep: it stands still, and what the strap says meanwhile waits at its door.
  const renderers = await renderersOf(app.browser);
  for (const pid of renderers) process.kill(pid, 'SIGSTOP');
  for (const bpm of ramp(136, 4)) {
    expect(app.strap.notify(beat(bpm))).toBe(true);
    sent.push(bpm);
  }
  for (const pid of renderers) process.kill(pid, 'SIGCONT');
  await page.getByTestId('pulse').getByText('139', { exact: true }).waitFor({ timeout: PATIENCE_MS });
  await beats(page, sent, ramp(140, 25));

  await app.server.kill();
  await beats(page, sent, ramp(150, 10));
  const beforeReload = await zone2Seconds(page);
  await page.reload();
  // The server is away: what the run was so far is known from what this browser keeps.
  await page.locator('.band-times').waitFor();
  expect(await zone2Seconds(page)).toBeGreaterThanOrEqual(beforeReload);
  await page.getByRole('button', { name: 'Tap to reconnect the strap' }).click();
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  await beats(page, sent, ramp(155, 10));
  await app.server.start();
  await beatsUntilAllSent(page, sent);

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });

  const { id: athleteId } = await askServer<{ id: string }>(page, '/v1/athlete');
  const { items } = await askServer<{ items: { id: string }[] }>(page, '/v1/sessions');
  const [recording] = await createStores(app.database.db).recordings.load(
    athleteId,
    items.map(({ id }) => id),
  );
  const stored = recording!.items;
  expect(items).toHaveLength(1);
  expect([...stored.code.subarray(0, stored.count)]).toEqual(sent);
  expect(complaints).toEqual([]);
});
