/**
 * Writes every screen on phone and desktop, light and dark, each way in one of the languages, into ./screenshots:
 * `npm run screenshots`. Starts a server and a database, both thrown away.
 */
import { mkdir, rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startEmbeddedPostgres } from '../../../src/adapters/embedded/start-embedded-postgres.ts';
import { launchChromium } from '../../support/chromium.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { startPageServer } from '../../support/page-server.ts';
import { addSample, SCREENS, showScreen } from './gallery.ts';
import { signIn } from '../../support/page-driver.ts';

const FOLDER = 'screenshots';
const DEVICES = [
  { device: 'phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  { device: 'desktop', viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
] as const;
const WAYS = [
  { colorScheme: 'light', locale: { phone: 'da-DK', desktop: 'en-GB' } },
  { colorScheme: 'dark', locale: { phone: 'en-GB', desktop: 'da-DK' } },
] as const;

/** The whole length of a screen in one picture, with the tab bar at its foot. */
async function takePicture(page: Page, path: string): Promise<void> {
  const viewport = page.viewportSize();
  if (viewport === null) return;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: viewport.width, height: Math.max(viewport.height, height) });
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await page.screenshot({ path });
  await page.setViewportSize(viewport);
}

async function takeLivePictures(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/live/simulated';
  });
  // The second interval: one segment done, one running.
  await page.locator('.intervals li[data-state="done"]').first().waitFor({ timeout: 60_000 });
  await page.locator('.intervals li[data-state="current"]').first().waitFor({ timeout: 60_000 });
  await page.screenshot({ path: `${FOLDER}/running-${name}.png` });
  await page.locator('.live-controls > .primary').click();
  await page.locator('.end-dialog .primary').click();
  await page.locator('.live-ended .verdicts').waitFor();
  await takePicture(page, `${FOLDER}/ended-${name}.png`);
  await page.locator('.live-ended .quiet').click();
  await page.locator('.live-start').waitFor();
}

const dataDir = await makeDirectory('screenshots');
const postgres = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' }, sync: false });
const server = await startPageServer(postgres.url);
const browser = await launchChromium();
try {
  await mkdir(FOLDER, { recursive: true });
  const signedIn = await signIn(browser, server);
  const storageState = await signedIn.storageState();
  let sessionId = '';
  for (const { device, ...options } of DEVICES) {
    for (const { colorScheme, locale } of WAYS) {
      const context = await browser.newContext({
        ...options,
        colorScheme,
        storageState,
        locale: locale[device],
        timezoneId: 'Europe/Copenhagen',
      });
      const page = await context.newPage();
      await page.goto(server.url);
      if (sessionId === '') {
        await page.locator('form').waitFor();
        await takePicture(page, `${FOLDER}/first-run-${device}-${colorScheme}.png`);
        sessionId = await addSample(page);
      }
      for (const screen of SCREENS) {
        await showScreen(page, screen, sessionId);
        await takePicture(page, `${FOLDER}/${screen.name}-${device}-${colorScheme}.png`);
      }
      await takeLivePictures(page, `${device}-${colorScheme}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
