import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';
import { askServer, signIn } from './page-driver.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/fit', import.meta.url));

let database: TestDatabase;
let server: PageServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startPageServer(database.url);
  browser = await launchChromium();
  context = await signIn(browser, server, { viewport: { width: 390, height: 844 } });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await database.dispose();
});

test('a newcomer sees live coaching two clicks after the start: the link, then the simulated run', async () => {
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  await expect.poll(() => page.getByTestId('pulse').textContent()).toMatch(/^\d{2,3}$/);

  const watcher = await context.newPage();
  await watcher.goto(`${server.url}/#/live`);
  await watcher.getByRole('button', { name: 'Watch a run on another device' }).click();
  await expect.poll(() => watcher.getByTestId('pulse').textContent()).toMatch(/^\d{2,3}$/);
  await watcher.locator('.intervals').waitFor();
  await watcher.close();

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('button', { name: 'Remove this simulated run' }).click();
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  expect(await askServer(page, '/v1/sessions')).toMatchObject({ items: [] });
  await page.close();
});

test('files are taken, known again, refused in words and undone', async () => {
  const page = await context.newPage();
  const names = (await readdir(FIXTURES)).filter((name) => name.endsWith('.fit')).slice(0, 3);
  const files = names.map((name) => join(FIXTURES, name));
  const refused = { name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a recording') };
  await page.goto(`${server.url}/#/upload`);
  const input = page.getByTestId('files');
  await input.setInputFiles(files);
  await page.getByText('3 of 3 done').waitFor();
  await input.setInputFiles(files[0]!);
  await page.getByText('Already here').waitFor();
  await input.setInputFiles(refused);
  await page.locator('.queue .verdict', { hasText: 'Refused' }).waitFor();

  const undo = page.getByRole('button', { name: `Undo ${names[0]!}` });
  await undo.click();
  await undo.waitFor({ state: 'detached' });
  await page.close();
});

test('the page opens without a network once it was seen, and says so', async () => {
  const page = await context.newPage();
  await page.goto(server.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  await context.setOffline(false);
  await page.close();
});

test('budgets: at most 120 KB of script on the live page, first paint within a second, nothing from elsewhere', async () => {
  const page = await (await signInAgain()).newPage();
  const scripts: Promise<number>[] = [];
  const foreign: string[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(server.url)) foreign.push(response.url());
    if (response.url().endsWith('.js')) scripts.push(gzippedSize(response.body()));
  });
  await page.goto(`${server.url}/#/live`);
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
  const paintMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
  );
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(120 * 1024);
  expect(paintMs).toBeLessThanOrEqual(1_000);
  expect(foreign).toEqual([]);
  await page.context().close();
});

/** A browser that has never been here, so that nothing comes from a cache. */
async function signInAgain(): Promise<BrowserContext> {
  return browser.newContext({ storageState: await context.storageState(), locale: 'en-GB' });
}

async function gzippedSize(body: Promise<Buffer>): Promise<number> {
  return gzipSync(await body).length;
}
