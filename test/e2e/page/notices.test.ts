import { expect, test } from 'vitest';
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
