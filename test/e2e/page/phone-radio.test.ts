import { expect, test } from 'vitest';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { launchChromium } from '../../support/chromium.ts';
import { chooseStrapByName, complaintsOf } from '../../support/page-driver.ts';
import { useStrapPage } from './use-page.ts';

const NAME = 'Emu Watch';
const PATIENCE_MS = 30_000;

const app = useStrapPage({ address: 'AA:BB:CC:00:11:44', name: NAME, advertises: false });

test('F: a machine without a Bluetooth adapter is told so in a sentence, and the page stays usable', async () => {
  const browser = await launchChromium({ env: { DBUS_SYSTEM_BUS_ADDRESS: 'disabled:' } });
  try {
    const context = await browser.newContext({
      storageState: await app.context.storageState(),
      locale: 'en-GB',
    });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${app.server.url}/#/live`);
    await page.getByRole('button', { name: 'Connect a strap' }).click();
    await page.getByRole('alert').getByText('Bluetooth is switched off, or this device has none.').waitFor();
    await page.getByRole('button', { name: 'My device is not listed' }).click();
    await page.getByRole('alert').getByText('Bluetooth is switched off, or this device has none.').waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('F: a watch that does not advertise its heart rate is found by "not listed"; a released wake lock is asked for again', async () => {
  const page = await app.context.newPage();
  const complaints = complaintsOf(page);
  await page.addInitScript(() => {
    const locks: WakeLockSentinel[] = [];
    const { wakeLock } = navigator;
    const ask = wakeLock.request.bind(wakeLock);
    wakeLock.request = async (type) => {
      const lock = await ask(type);
      locks.push(lock);
      return lock;
    };
    Object.assign(globalThis, { locks });
  });
  await chooseStrapByName(page, NAME);
  await page.goto(`${app.server.url}/#/live`);
  await page.getByRole('button', { name: 'My device is not listed' }).click();
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  const bytes = encodeHeartRateMeasurement({ bpm: 123, contact: true, rr: [500] });
  expect(app.strap.notify(bytes)).toBe(true);
  await page.getByTestId('pulse').getByText('123', { exact: true }).waitFor({ timeout: PATIENCE_MS });

  // Put there by the script above.
  const locks = (): Promise<boolean[]> =>
    page.evaluate(() =>
      (globalThis as unknown as { locks: WakeLockSentinel[] }).locks.map((each) => each.released),
    );
  await expect.poll(locks).toEqual([false]);
  await page.evaluate(() => (globalThis as unknown as { locks: WakeLockSentinel[] }).locks[0]!.release());
  await expect.poll(locks, { timeout: PATIENCE_MS }).toEqual([true, false]);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });
  await expect.poll(locks).toEqual([true, true]);
  expect(complaints).toEqual([]);
});
