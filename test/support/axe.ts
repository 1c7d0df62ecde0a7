import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rule, place and reason of each violation of WCAG 2.2 AA: short enough to read in a failed test. */
export async function barriersOf(page: Page): Promise<string[]> {
  // A screen is judged once it is there, not while its code is on the way.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // Through the debugger: the content policy keeps injected script elements out. Half a megabyte, so once a document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await axeSource);
  const found = await page.evaluate(async () => {
    // Named here: a program of Node knows no page.
    const { document, axe } = globalThis as unknown as {
      document: { getAnimations(): { finished: Promise<unknown> }[] };
      // The line above has just put it there.
      axe: { run(options: object): Promise<AxeResults> };
    };
    // A button on its way from one colour to another has the contrast of neither.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // The place of whatever passes would cost most of the time.
    return axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
