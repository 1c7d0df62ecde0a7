import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium, sharedChromium } from '../../support/chromium.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createDisposers } from '../../support/disposers.ts';
import { startFakeBluez, type FakeBluez } from '../../support/fake-strap/fake-bluez.ts';
import type { FakeStrap, WantedStrap } from '../../support/fake-strap/fake-strap.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';
import { signIn } from '../../support/page-driver.ts';
import { showPagesOfFailures } from '../../support/show-pages-of-failures.ts';

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

/** The same, with a strap within the browser's reach. */
interface StrapTests extends PageTests {
  strap: FakeStrap;
}

/** One installation, with its variables, for all tests of a file. */
export function usePage(
  options: BrowserContextOptions = PHONE,
  configuration: Readonly<Record<string, string>> = {},
): PageTests {
  return useInstallation({} as PageTests, options, sharedChromium, configuration);
}

/** One installation, one browser and one strap for all tests of a file. */
export function useStrapPage(
  strap: WantedStrap,
  configuration: Readonly<Record<string, string>> = {},
): StrapTests {
  const tests = {} as StrapTests;
  const disposers = createDisposers();
  let bluez: FakeBluez;
  beforeAll(async () => {
    bluez = disposers.add(await startFakeBluez(), (each) => each.stop());
    tests.strap = bluez.strap(strap);
  });
  // Last, since what was set up first is taken down last.
  afterAll(() => disposers.run());
  const launch = async () => {
    const browser = await launchChromium({ env: bluez.env });
    return { browser, close: () => browser.close() };
  };
  return useInstallation(tests, {}, launch, configuration);
}

/** Fills `tests` before any test can look. */
function useInstallation<Tests extends PageTests>(
  tests: Tests,
  options: BrowserContextOptions,
  launch: typeof sharedChromium,
  configuration: Readonly<Record<string, string>> = {},
): Tests {
  const disposers = createDisposers();
  showPagesOfFailures(() => tests.browser);
  beforeAll(async () => {
    tests.database = disposers.add(await createTestDatabase(), (each) => each.dispose());
    tests.server = disposers.add(await startPageServer(tests.database.url, configuration), (each) =>
      each.stop(),
    );
    ({ browser: tests.browser } = disposers.add(await launch(), (each) => each.close()));
    tests.context = await signIn(tests.browser, tests.server, options);
    tests.open = async (hash = '') => {
      const page = await tests.context.newPage();
      await page.goto(`${tests.server.url}/${hash}`);
      return page;
    };
  });
  afterAll(() => disposers.run());
  return tests;
}
