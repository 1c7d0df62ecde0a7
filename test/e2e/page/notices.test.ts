import { expect, test } from 'vitest';
import { complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const app = usePage();

test('F: notices above the large pulse are read one after the other, and pressed away', async () => {
  const page = await app.context.newPage();
  await page.addInitScript(() => {
    WakeLock.prototype.request = () => Promise.reject(new DOMException('battery saver', 'NotAllowedError'));
    Reflect.deleteProperty(globalThis, 'speechSynthesis');
  });
  await page.goto(`${app.server.url}/#/live/simulated`);
  const notice = page.locator('.line-notice');
  await notice.getByText('The browser does not keep the screen on').waitFor();
  await page.getByTestId('pulse').getByText(/\d/).waitFor();
  const read = notice.getByRole('button', { name: 'OK', exact: true });
  // What a finger in the middle of the button meets.
  expect(
    await read.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === button;
    }),
  ).toBe(true);
  await read.click();
  await notice.getByText('This browser has no voice').waitFor();
  await read.click();
  await notice.waitFor({ state: 'detached' });
});

test('L16: a browser that keeps nothing at all says so once, and the run is sent to its end', async () => {
  const page = await app.context.newPage();
  const complaints = complaintsOf(page);
  // As where site data is blocked: looking is refused already.
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
  await page.goto(`${app.server.url}/#/live`);
  await page.getByRole('button', { name: 'Dansk' }).click();
  await page.getByRole('button', { name: 'Prøv med et simuleret løb' }).click();
  await page.locator('.line-notice').getByText('Browserens lager virker ikke.').waitFor();
  await page.getByTestId('unsent').getByText('intet lager').waitFor();
  await page.locator('.intervals').waitFor();
  await page.getByRole('button', { name: 'Slut', exact: true }).click();
  await page.getByRole('button', { name: 'Slut og gem' }).click();
  await page.getByRole('link', { name: 'Se passet' }).waitFor();
  expect(complaints).toEqual([]);
});
