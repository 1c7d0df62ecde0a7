import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { enPage } from '../../../src/adapters/wire/messages/en/page.ts';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { askServer, chooseStrapByName, complaintsOf } from '../../support/page-driver.ts';
import { useStrapPage } from './use-page.ts';

const NAME = 'Emu Strap';
const PATIENCE_MS = 30_000;
const NOTICES: ReadonlySet<string> = new Set(Object.values(enPage.live.notices));
const STEP_SECONDS = 5;
/**
 * Beats a minute for so many seconds. The third interval is begun too gently: somebody must say so. The end is below every
 * band, so that what is held after the last beat counts nowhere.
 */
const FOUR_BY_FOUR: readonly (readonly [bpm: number, seconds: number])[] = [
  [125, 60],
  [165, 240],
  [125, 90],
  [165, 240],
  [125, 90],
  [156, 125],
  [168, 120],
  [125, 90],
  [165, 240],
  [125, 60],
  [80, 60],
];

const app = useStrapPage({ address: 'AA:BB:CC:00:11:33', name: NAME });

beforeAll(visitOnce);

/** A browser that has seen the page and knows its owner and the week. */
async function visitOnce(): Promise<void> {
  const page = await app.context.newPage();
  await page.goto(`${app.server.url}/#/week`);
  await askServer(page, '/v1/athlete/max-heart-rates', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bpm: 190, source: 'measured', validFrom: '2020-01-01' }),
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.locator('.lanes').waitFor();
  await page.close();
}

/** What a runner reads. */
function screenOf(page: Page): Promise<{ times: string[]; credited: string; left: string }> {
  return page.evaluate(() => ({
    times: [...document.querySelectorAll('.band-times .numeral')].map((each) => each.textContent),
    credited: document.querySelector('.intervals .soft')?.textContent ?? '',
    left: document.querySelector('.dose-room > p')?.firstChild?.textContent ?? '',
  }));
}

/** Runs on a simulated strap for a moment, and ends that. */
async function runShortly(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
}

/** `4:05` in seconds. */
function secondsIn(time: string): number {
  return time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
}

test('a 4×4 on a page opened without a network is coached to its end, and the server then says the same', async () => {
  await app.server.kill();
  const seconds = FOUR_BY_FOUR.reduce((sum, [, each]) => sum + each, 0);
  const page = await app.context.newPage();
  const complaints = complaintsOf(page);
  await page.clock.install({ time: Date.now() - (seconds + 120) * 1_000 });
  await page.addInitScript(() => {
    const said: string[] = [];
    speechSynthesis.speak = ({ text }) => void said.push(text);
    Object.assign(globalThis, { said });
  });
  await chooseStrapByName(page, NAME);
  await page.goto(`${app.server.url}/#/live`);
  await page.getByRole('radio', { name: '4×4' }).check({ force: true });
  await page.getByRole('button', { name: 'Connect a strap' }).click();
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  const sent: number[] = [];
  const cues: string[] = [];
  for (const [bpm, lasts] of FOUR_BY_FOUR) {
    for (let at = 0; at < lasts; at += STEP_SECONDS) {
      const bytes = encodeHeartRateMeasurement({ bpm, contact: true, rr: [Math.round(61_440 / bpm)] });
      await expect.poll(() => app.strap.notify(bytes), { timeout: PATIENCE_MS }).toBe(true);
      sent.push(bpm);
      await page.getByTestId('unsent').getByText(`${sent.length} unsent`).waitFor({ timeout: PATIENCE_MS });
      await page.clock.runFor(STEP_SECONDS * 1_000);
    }
    cues.push((await page.locator('.cue [role="status"]').textContent())!);
  }
  await page.getByText('offline: coached by the phone').waitFor();
  await page.getByText('by what was known at').waitFor();
  const alone = await screenOf(page);
  expect(alone.credited).toBe('4 of 4');
  expect(alone.left).toContain('1 ');
  expect(cues).toContain('Build up.');
  // Put there by the script above. The clock leaps: what it times may take storage and strap to be slow, and say so.
  const said = await page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  expect(said.filter((text) => !NOTICES.has(text))).toEqual([
    ...['Work', 'Recover', 'Work', 'Recover', 'Work', 'Build up.', 'Recover', 'Work', 'Recover', 'Done'],
  ]);

  // The clock of the page has come to the present: time goes on as everywhere.
  const behindMs = Date.now() - (await page.evaluate(() => Date.now()));
  if (behindMs > 0) await page.clock.fastForward(behindMs);
  await page.clock.resume();
  await app.server.start();
  await page.getByTestId('unsent').getByText('all sent').waitFor({ timeout: 60_000 });
  await page.getByText('by what was known at').waitFor({ state: 'detached' });
  expect(await screenOf(page)).toEqual(alone);

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });
  const { id: athleteId } = await askServer<{ id: string }>(page, '/v1/athlete');
  const { items } = await askServer<{
    items: { id: string; bands: { seconds: number }[]; fourByFour: { credited: number } }[];
  }>(page, '/v1/sessions');
  expect(items).toHaveLength(1);
  const [session] = items;
  const [recording] = await createStores(app.database.db).recordings.load(athleteId, [session!.id]);
  const stored = recording!.items;
  expect([...stored.code.subarray(0, stored.count)]).toEqual(sent);
  expect(session!.bands.map((band) => band.seconds)).toEqual(alone.times.map(secondsIn));
  expect(session!.fourByFour.credited).toBe(4);
  expect(complaints).toEqual([]);
});

test('two runs in a row without a network, and the page opened again: both arrive', async () => {
  const page = await app.context.newPage();
  await page.goto(`${app.server.url}/#/live`);
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  await app.server.kill();
  await runShortly(page);
  await page.getByText('are sent as soon as the server answers').waitFor();
  await page.getByRole('button', { name: 'Another run' }).click();
  await page.getByText('A run is still on this phone.').waitFor();
  await runShortly(page);
  await page.getByRole('button', { name: 'Another run' }).click();
  await page.getByText('2 runs are still on this phone.').waitFor();
  await page.reload();
  await page.getByText('2 runs are still on this phone.').waitFor();
  await app.server.start();
  await page.getByText('still on this phone').waitFor({ state: 'detached', timeout: 60_000 });
  const { items } = await askServer<{ items: { simulated: boolean; sources: unknown[] }[] }>(
    page,
    '/v1/sessions',
  );
  // Both tell of the same simulated hour: one session of two recordings (Z10).
  expect(items.filter(({ simulated }) => simulated).flatMap(({ sources }) => sources)).toHaveLength(2);
  const kept = (): Promise<number> =>
    page.evaluate(async () => {
      const request = indexedDB.open('zone-coach');
      await new Promise((resolve) => (request.onsuccess = resolve));
      const sessions = request.result.transaction('sessions').objectStore('sessions').count();
      await new Promise((resolve) => (sessions.onsuccess = resolve));
      return sessions.result;
    });
  // Each run is forgotten once its end is known.
  await expect.poll(kept, { timeout: PATIENCE_MS }).toBe(0);
});
