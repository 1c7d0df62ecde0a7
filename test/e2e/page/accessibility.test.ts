import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { addSample, SCREENS, showScreen } from './gallery.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
let page: Page;
let complaints: string[];
let sessionId: string;
let axeSource: string;

beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  page = await tests.open();
  complaints = complaintsOf(page);
  sessionId = await addSample(page);
}, 180_000);

/** Rule, place and reason of each violation of WCAG 2.2 AA: short enough to read in a failed test. */
async function violations(): Promise<string[]> {
  // Through the debugger: the content policy keeps injected script elements out.
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    // The line above has just put it there.
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run({ runOnly: { type: 'tag', values: tags } });
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each(['English', 'Dansk'])('%s', (language) => {
    test.each(SCREENS)('no barrier of WCAG 2.2 AA on $name', async (screen) => {
      await page.emulateMedia({ colorScheme });
      await showScreen(page, screen, sessionId);
      await page.getByRole('button', { name: language }).first().click();
      await showScreen(page, screen, sessionId);
      expect(await violations()).toEqual([]);
    });
  });
});

test('the sample goes by one click, and weeks that are empty again say what to do, without a barrier', async () => {
  await page.evaluate(() => {
    location.hash = '#/week';
  });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Remove everything simulated' }).click();
  await page.getByRole('heading', { name: 'Nothing recorded yet' }).waitFor();
  expect(await askServer(page, '/v1/sessions')).toMatchObject({ items: [] });
  for (const hash of ['#/week', '#/weeks', '#/session']) {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.locator('.beginnings').waitFor();
    expect(await violations()).toEqual([]);
  }
});

test('no barrier while running, paused and ended; nothing breaks the content policy anywhere', async () => {
  await page.evaluate(() => {
    location.hash = '#/live';
  });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  expect(await violations()).toEqual([]);
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('button', { name: 'See the week' }).waitFor();
  expect(await violations()).toEqual([]);
  expect(complaints).toEqual([]);
});
