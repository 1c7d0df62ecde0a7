import type { Browser } from 'playwright-core';
import { beforeEach } from 'vitest';

/**
 * What a person would read on the open pages of a browser when a test fails, and what is filled in: its error names only
 * what is not there.
 */
export function showPagesOfFailures(browserOf: () => Browser): void {
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async () => {
      for (const page of browserOf()
        .contexts()
        .flatMap((context) => context.pages())) {
        const shown = await page.locator('body').innerText({ timeout: 1_000 }).catch(String);
        const filled = await page
          .getByRole('textbox')
          .evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value))
          .catch(String);
        process.stderr.write(
          `${page.url().replace(/^[^#]*/, '')}\n${shown}\nfilled in: ${JSON.stringify(filled)}\n`,
        );
      }
    });
  });
}
