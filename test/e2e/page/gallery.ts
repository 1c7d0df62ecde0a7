import type { Page } from 'playwright-core';

/** Every screen, in the order a newcomer meets them, and the words by which each is known to be there. */
export const SCREENS = [
  { name: 'start', hash: '#/start', ready: 'form' },
  { name: 'week', hash: '#/week', ready: '.lanes' },
  { name: 'live', hash: '#/live', ready: '.live-start' },
  { name: 'weeks', hash: '#/weeks', ready: '.small-multiples' },
  { name: 'sessions', hash: '#/session', ready: '.session-log' },
  { name: 'session', hash: '#/session/', ready: '.trace-place canvas' },
  { name: 'upload', hash: '#/upload', ready: '.import-log, .drop-zone + section' },
  { name: 'relays', hash: '#/relays', ready: '.relays form' },
  { name: 'me', hash: '#/me', ready: '.prescription' },
  {
    name: 'prescribe',
    hash: '#/me',
    ready: '.prescription',
    press: 'section[aria-labelledby="prescription"] > .row > button:last-child',
    then: '.language-editor',
  },
  { name: 'consent', hash: '#/consent', ready: '.consent form' },
  { name: 'desk', hash: '#/desk', ready: '.desk form' },
  { name: 'invitation', hash: '#/invitation/zv_x', ready: 'form.stack' },
] as const;

/** Goes to a screen and waits until it has its content and its typefaces. `sessionId` is for the one-session screen. */
export async function showScreen(
  page: Page,
  screen: (typeof SCREENS)[number],
  sessionId: string,
): Promise<void> {
  const hash = screen.name === 'session' ? `${screen.hash}${sessionId}` : screen.hash;
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator(screen.ready).first().waitFor();
  if ('press' in screen) {
    await page.locator(screen.press).click();
    await page.locator(screen.then).waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
}

/** Adds the sample fortnight by the one click that a newcomer has for it, and answers a 4×4 of it. */
export async function addSample(page: Page): Promise<string> {
  await page.locator('.beginnings button').last().click();
  await page.locator('.lanes').waitFor({ timeout: 90_000 });
  return page.evaluate(async () => {
    const response = await fetch('/v1/sessions?limit=200');
    // The contract of the route.
    const { items } = (await response.json()) as {
      items: { id: string; fourByFour: { credited: number } | null }[];
    };
    const interval = items.find(({ fourByFour }) => (fourByFour?.credited ?? 0) >= 4) ?? items[0];
    return interval?.id ?? '';
  });
}
