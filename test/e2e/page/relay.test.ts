import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { readQr } from './read-qr.ts';
import { usePage } from './use-page.ts';

// Addresses beyond the local network are told by a proxy's header.
const tests = usePage(undefined, { TRUST_PROXY: '127.0.0.1' });

let page: Page;
let complaints: string[];

beforeAll(async () => {
  page = await tests.open();
  complaints = complaintsOf(page);
  await page.addInitScript(() => {
    const spoken: string[] = [];
    Object.assign(globalThis, { spoken });
    speechSynthesis.speak = ({ text }) => void spoken.push(text);
  });
  await askServer(page, '/v1/athlete/max-heart-rates', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bpm: 190, source: 'measured', validFrom: '2020-01-01' }),
  });
});

const hrPush = (bpm: number, atMs: number): string =>
  JSON.stringify({
    event: 'heartRate',
    heartRate: bpm,
    percent: 0.6,
    connected: true,
    device: 'Polar H10',
    timestamp: new Date(atMs).toISOString(),
  });

/** As the app does, beside the browser. */
async function post(url: string, body: string, more: Readonly<Record<string, string>> = {}): Promise<number> {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body,
  });
  return status;
}

/** Makes an address on the page and answers it as it stands there to be pasted. */
async function makeAddress(app: string, name: string): Promise<string> {
  await page.goto(`${tests.server.url}/#/relays`);
  await page.reload();
  await page.getByRole('combobox', { name: /^App/ }).selectOption({ label: app });
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make its address' }).click();
  return page.getByRole('textbox', { name: 'Address' }).inputValue();
}

test('N6, N7: an app gets an address, is awaited, coaches on this page with spoken cues, and the session names it', async () => {
  const url = await makeAddress('hr_push', 'My phone');
  expect(new URL(url).pathname).toMatch(/^\/in\/zi_/);
  expect(await readQr(page.getByRole('img', { name: 'QR code of the address' }))).toBe(url);
  await page.getByRole('status').getByText('Waiting for your first beat').waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);

  await page.getByRole('link', { name: 'Coach me on this page' }).click();
  await page.getByText('Zone 2', { exact: true }).first().click();
  await page.getByLabel('Sport').selectOption({ label: 'Ride' });
  await page.getByRole('button', { name: 'Coach me', exact: true }).click();
  await page.getByRole('status').getByText('Waiting for the first beat of your app').waitFor();

  // Thirty seconds above Zone 2, which of 190 ends at 133; then once a second, until something is said.
  const startMs = Date.now() - 30_000;
  for (let i = 0; i < 30; i++) expect(await post(url, hrPush(148, startMs + i * 1_000))).toBe(200);
  const beat = async (): Promise<void> => expect(await post(url, hrPush(148, Date.now()))).toBe(200);
  // However long those took to arrive: only a beat of now is shown.
  await expect
    .poll(
      async () => {
        await beat();
        return page.getByTestId('pulse').textContent();
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe('148');
  await page.getByTestId('watched').getByText('hr_push · Polar H10').waitFor();
  const spoken = (): Promise<string[]> =>
    page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken);
  await expect
    .poll(
      async () => {
        await beat();
        return (await spoken()).length;
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBeGreaterThan(0);
  const cue = (await spoken()).at(-1);
  await page.getByRole('status').getByText(cue!).waitFor();

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor();
  await page.getByRole('link', { name: 'See the session' }).click();
  await page.getByText('hr_push · Polar H10').first().waitFor();
  const { items } = await askServer<{ items: { sport: string }[] }>(page, '/v1/sessions');
  expect(items).toMatchObject([{ sport: 'cycling' }]);
  await page.goto(`${tests.server.url}/#/relays`);
  const mine = page.locator('.inlets li').filter({ hasText: 'My phone' });
  await mine.getByText(/hr_push · Polar H10 · \d(?:\.\d)?\/s · 148 bpm · .* · from this machine/).waitFor();
  expect(complaints).toEqual([]);
});

test('N2, N3, N7: a test beat arrives, what can’t be read is shown masked, plain http from beyond is warned of, and a revoked address takes nothing more', async () => {
  const url = await makeAddress('Another app', 'Home-made');
  await page.getByRole('button', { name: 'Send a test beat' }).click();
  await page.getByRole('status').getByText('72 bpm').waitFor();
  expect(await post(url, hrPush(128, Date.now()))).toBe(200);
  await page.getByRole('status').getByText('128 bpm').waitFor();
  expect(await post(url, '{"person":"Kirsten","weight":71}')).toBe(400);
  const mine = page.locator('.inlets li').filter({ hasText: 'Home-made' });
  await mine.getByText('1 message could not be read').click();
  expect(await mine.locator('code').textContent()).toBe('{"person":"…","weight":…}');
  expect(await mine.getByRole('alert').count()).toBe(0);
  // N2: by plain http from beyond.
  expect(await post(url, hrPush(129, Date.now()), { 'x-forwarded-for': '203.0.113.9' })).toBe(200);
  await mine.getByRole('alert').getByText('Revoke it, and use https').waitFor();
  await mine.getByLabel('Answer with coaching').click();
  await expect
    .poll(async () => {
      const { items } = await askServer<{ items: { name: string; answerWithCoaching: boolean }[] }>(
        page,
        '/v1/inlets',
      );
      return items.find(({ name }) => name === 'Home-made')?.answerWithCoaching;
    })
    .toBe(true);
  await mine.getByRole('button', { name: 'Revoke Home-made' }).click();
  await mine.waitFor({ state: 'detached' });
  await expect.poll(() => post(url, hrPush(128, Date.now()))).toBe(401);
  expect(complaints).toEqual([]);
});
