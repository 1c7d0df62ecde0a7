import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { barriersOf } from '../../support/axe.ts';
import { addSample, SCREENS, showScreen } from './gallery.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
let page: Page;
let complaints: string[];
let sessionId: string;

beforeAll(async () => {
  page = await tests.open();
  complaints = complaintsOf(page);
  sessionId = await addSample(page);
}, 180_000);

async function go(to: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, to);
}

// A colour is judged by its scheme, and a name by its being there: each scheme in one of the languages shows both.
describe.each([
  ['light', 'English', 'en'],
  ['dark', 'Dansk', 'da'],
] as const)('%s, %s', (colorScheme, language, tag) => {
  beforeAll(async () => {
    await page.emulateMedia({ colorScheme });
    await showScreen(page, SCREENS[0], sessionId);
    await page.getByRole('button', { name: language }).first().click();
  });

  test.each(SCREENS)('no barrier of WCAG 2.2 AA on $name', async (screen) => {
    await showScreen(page, screen, sessionId);
    // A language is loaded when it is chosen.
    await page.locator(`html[lang="${tag}"]`).waitFor();
    expect(await barriersOf(page)).toEqual([]);
  });
});

test('the sample goes by one click, and weeks that are empty again say what to do, without a barrier', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  // Early on a Monday its newest session is of the week before.
  const { items } = await askServer<{ items: { localDate: string }[] }>(page, '/v1/sessions?limit=1');
  await go(`#/week/${isoWeekOf(parseLocalDate(items[0]!.localDate)!)}`);
  await page.getByRole('button', { name: 'Remove everything simulated' }).click();
  await expect.poll(() => askServer(page, '/v1/sessions')).toMatchObject({ items: [] });
  await go('#/week');
  await page.getByRole('heading', { name: 'Nothing recorded yet' }).waitFor();
  for (const hash of ['#/week', '#/weeks', '#/session']) {
    await go(hash);
    await page.locator('.beginnings').waitFor();
    expect(await barriersOf(page)).toEqual([]);
  }
});

test('no barrier while running, paused and ended; nothing breaks the content policy anywhere', async () => {
  await go('#/live');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('button', { name: 'See the week' }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
