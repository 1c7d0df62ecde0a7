import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';
import { signIn } from '../../support/page-driver.ts';

/** An installation with its page, a browser, and the owner signed in; there once the tests of the file run. */
export interface PageTests {
  database: TestDatabase;
  server: PageServer;
  browser: Browser;
  context: BrowserContext;
  /** A new tab of the owner, on a screen. */
  open(hash?: string): Promise<Page>;
}

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

/** One installation and one browser for all tests of a file. */
export function usePage(options: BrowserContextOptions = PHONE): PageTests {
  // Filled by `beforeAll`, before any test can look.
  const tests = {} as PageTests;
  beforeAll(async () => {
    tests.database = await createTestDatabase();
    tests.server = await startPageServer(tests.database.url);
    tests.browser = await launchChromium();
    tests.context = await signIn(tests.browser, tests.server, options);
    tests.open = async (hash = '') => {
      const page = await tests.context.newPage();
      await page.goto(`${tests.server.url}/${hash}`);
      return page;
    };
  });
  afterAll(async () => {
    await tests.browser.close();
    await tests.server.stop();
    await tests.database.dispose();
  });
  return tests;
}
