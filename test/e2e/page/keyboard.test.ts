import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { usePage } from './use-page.ts';

const tests = usePage();
/** More stops than any screen has. */
const MOST_STOPS = 60;

interface Focused {
  /** Null where nothing has it. */
  readonly name: string | null;
  readonly id: string;
  readonly outlined: boolean;
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    // A radio that is drawn by its label is outlined there.
    const drawn =
      element instanceof HTMLInputElement && element.type === 'radio' ? element.parentElement! : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    return {
      name:
        element === document.body
          ? null
          : (element.getAttribute('aria-label') ?? drawn.textContent).trim().replaceAll(/\s+/g, ' '),
      id: element.id,
      outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    };
  });
}

/** Presses Tab until something of this name has the focus; whatever has it on the way must be seen to have it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    // The browser's own buttons come between the last and the first.
    if (at.name === null) continue;
    passed.push(at.name);
    expect(at, `focus is not seen on ${at.name}`).toMatchObject({ outlined: true });
    if (name.test(at.name)) return;
  }
  throw new Error(`no way by Tab to ${name.source}; passed ${passed.join(' | ')}`);
}

test('a run, its end, the week and how it is known: by the keyboard alone, the focus always seen and never lost', async () => {
  const page = await tests.open('#/week');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toMatchObject({ name: 'Skip to content', outlined: true });
  await page.keyboard.press('Enter');
  expect((await focused(page)).id).toBe('content');

  await tabTo(page, /^Try it with a simulated run/);
  await page.keyboard.press('Enter');
  await page.locator('.intervals').waitFor();
  await expect.poll(() => page.title()).toBe('Live · Zone Coach');
  expect((await focused(page)).id).toBe('content');
  await tabTo(page, /^Mute/);
  await page.keyboard.press('Space');
  expect(await page.getByRole('button', { name: 'Mute' }).getAttribute('aria-pressed')).toBe('true');
  await tabTo(page, /^Pause$/);
  await page.keyboard.press('Enter');
  await page.locator('.cue [role="status"]').getByText('Paused').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pause' }).waitFor();

  // Long enough to have something to zoom into.
  await page
    .locator('.live-clock > p > .numeral')
    .getByText(/^([3-9]|\d\d):/)
    .waitFor();
  await tabTo(page, /^End$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect((await focused(page)).name).toBe('End');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await focused(page)).name).toBe('End and save');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Well run' }).waitFor();
  expect((await focused(page)).id).toBe('content');

  await tabTo(page, /^See the session$/);
  await page.keyboard.press('Enter');
  await page.locator('.trace-place canvas').waitFor();
  await expect.poll(() => page.title()).toBe('Sessions · Zone Coach');
  const shown = page.locator('.trace-tools > span').first();
  await tabTo(page, /^Heart rate over/);
  const whole = await shown.textContent();
  await page.keyboard.press('+');
  await expect.poll(() => shown.textContent()).not.toBe(whole);

  await page.evaluate(() => {
    location.hash = '#/week';
  });
  await page.locator('.lanes').waitFor();
  await tabTo(page, /^How do you know\?: Zone 2/);
  await page.keyboard.press('Enter');
  await page.locator('.target-details[open]').getByText('(T3)').first().waitFor();
  await page.close();
});

test('that there is no advice is shown, and not announced each time', async () => {
  const page = await tests.open('#/live/simulated');
  await page.locator('.intervals').waitFor();
  await page.getByText('Nothing to say: keep going.').waitFor();
  await expect
    .poll(() => page.getByRole('status').evaluateAll((all) => all.map((each) => each.textContent)))
    // The last is where the run has come to, which goes on.
    .toEqual(['simulated strap', 'server', '', expect.stringMatching(/./)]);
  await page.close();
});
