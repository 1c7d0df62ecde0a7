import type { Browser } from 'playwright-core';
import { beforeEach } from 'vitest';

/** What a person would read on the open pages of a browser when a test fails: its error names only what is not there. */
export function showPagesOfFailures(browserOf: () => Browser): void {
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async () => {
      for (const page of browserOf()
        .contexts()
        .flatMap((context) => context.pages())) {
        const shown = await page.locator('body').innerText({ timeout: 1_000 }).catch(String);
        process.stderr.write(`${page.url().replace(/^[^#]*/, '')}\n${shown}\n`);
      }
    });
  });
}
