import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { usePage } from './use-page.ts';

const tests = usePage();

test('the page opens without a network once it was seen, and says so', async () => {
  const page = await tests.open();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await tests.context.setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  await page.getByRole('link', { name: 'Months' }).click();
  await page.getByRole('alert').getByText('No connection').waitFor();
  await tests.context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Nothing recorded in these weeks yet.').waitFor();
  await page.close();
});

test('at most 120 KB of script until a run is coached, and nothing from elsewhere', async () => {
  const page = await (await signInAgain()).newPage();
  const scripts: Promise<number>[] = [];
  const foreign: string[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(tests.server.url)) foreign.push(response.url());
    if (response.url().endsWith('.js')) scripts.push(gzippedSize(response.body()));
  });
  await page.goto(`${tests.server.url}/#/live`);
  const rules = page.waitForResponse((response) => response.url().includes('local-coach'));
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  await rules;
  const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(120 * 1024);
  expect(foreign).toEqual([]);
  await page.context().close();
});

/** A browser that has never been here, so that nothing comes from a cache. */
async function signInAgain(): Promise<BrowserContext> {
  return tests.browser.newContext({ storageState: await tests.context.storageState(), locale: 'en-GB' });
}

async function gzippedSize(body: Promise<Buffer>): Promise<number> {
  return gzipSync(await body).length;
}
