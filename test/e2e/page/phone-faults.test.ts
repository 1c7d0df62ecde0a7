import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { askServer, chooseStrapByName, complaintsOf } from '../../support/page-driver.ts';
import { useStrapPage } from './use-page.ts';

const NAME = 'Emu Strap';
const PATIENCE_MS = 30_000;

const app = useStrapPage({ address: 'AA:BB:CC:00:11:33', name: NAME });

async function startRun(
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  url = app.server.url,
): Promise<Page> {
  const page = await app.context.newPage();
  await chooseStrapByName(page, NAME);
  await prepare(page);
  await page.goto(`${url}/#/live`);
  await page.getByRole('button', { name: 'Connect a strap' }).click();
  await strapIsConnected(page);
  return page;
}

async function strapIsConnected(page: Page): Promise<void> {
  await page.getByRole('status').getByText('strap', { exact: true }).waitFor({ timeout: PATIENCE_MS });
}

/** Sends beats one by one, each as soon as the page shows the one before. */
async function beats(page: Page, sent: number[], from: number, count: number): Promise<void> {
  for (let bpm = from; bpm < from + count; bpm++) {
    const bytes = encodeHeartRateMeasurement({ bpm, contact: true, rr: [Math.round(61_440 / bpm)] });
    await expect.poll(() => app.strap.notify(bytes), { timeout: PATIENCE_MS }).toBe(true);
    sent.push(bpm);
    await page.getByTestId('pulse').getByText(String(bpm), { exact: true }).waitFor({ timeout: PATIENCE_MS });
  }
}

/** As a strap does, a beat a second until something shows: silent for half a minute, it would be asked for by a tap. */
async function beatsUntil(page: Page, sent: number[], bpm: number, text: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await beats(page, sent, bpm, 1);
        return page.getByText(text).isVisible();
      },
      { timeout: PATIENCE_MS, interval: 1_000 },
    )
    .toBe(true);
}

async function endRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });
}

/** What the server keeps of the newest run. */
async function storedBeats(page: Page): Promise<number[]> {
  const { id: athleteId } = await askServer<{ id: string }>(page, '/v1/athlete');
  const { items } = await askServer<{ items: { id: string }[] }>(page, '/v1/sessions');
  const [recording] = await createStores(app.database.db).recordings.load(athleteId, [items[0]!.id]);
  return [...recording!.items.code.subarray(0, recording!.items.count)];
}

/** An upgrade of the database that never comes, since its own tab does not let go of the version before. */
function blockUpgrade(): Promise<void> {
  return new Promise((resolve, reject) => {
    const held = indexedDB.open('zone-coach');
    held.onerror = reject;
    held.onsuccess = () => {
      const upgrade = indexedDB.open('zone-coach', held.result.version + 1);
      upgrade.onblocked = () => resolve();
      upgrade.onsuccess = reject;
    };
  });
}

/** A version that our page did not make, and without one of its stores. */
function makeNewer(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('zone-coach', 7);
    request.onupgradeneeded = () => request.result.deleteObjectStore('entries');
    request.onerror = reject;
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

/** All that was asked of the storage before is done. */
function storageIsDone(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open('zone-coach');
    opened.onerror = reject;
    opened.onsuccess = () => {
      const { result } = opened;
      const last = result.transaction([...result.objectStoreNames], 'readwrite');
      last.oncomplete = () => {
        result.close();
        resolve();
      };
    };
  });
}

/**
 * Winds the clock of the page on. A write that is under way meets a second of it at most: a storage that stands still
 * while seconds pass would be told of, in the place of what the strap does.
 */
async function wind(page: Page, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await page.evaluate(storageIsDone);
    await page.clock.runFor(1_000);
  }
}

/**
 * Each test begins with an empty server, an idle strap and a browser that keeps what it is given. Not tidied up after
 * one: of a test that failed the pages are looked at.
 */
beforeEach(async () => {
  app.strap.inRange = true;
  const page = await app.open();
  const cdp = await app.context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: app.server.url });
  for (const other of app.context.pages()) if (other !== page) await other.close();
  await cdp.send('Storage.clearDataForOrigin', { origin: app.server.url, storageTypes: 'indexeddb' });
  const { items } = await askServer<{ items: { id: string }[] }>(page, '/v1/sessions');
  for (const { id } of items) await askServer(page, `/v1/sessions/${id}`, { method: 'DELETE' });
  await page.close();
  await expect.poll(() => app.strap.connected, { timeout: PATIENCE_MS }).toBe(false);
});

test('L16: site data cleared, a database deleted or made newer by another tab lose no beat, are told once, and End ends', async () => {
  const page = await startRun();
  const complaints = complaintsOf(page);
  const sent: number[] = [];
  await beats(page, sent, 100, 5);

  const cdp = await app.context.newCDPSession(page);
  await cdp.send('Storage.clearDataForOrigin', { origin: app.server.url, storageTypes: 'indexeddb' });
  await beats(page, sent, 110, 5);
  await page.getByText('storage does not work').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('The storage works again').waitFor({ timeout: PATIENCE_MS });

  const other = await app.open();
  await other.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('zone-coach');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  await beats(page, sent, 120, 5);
  await page.getByTestId('unsent').getByText('all sent').waitFor({ timeout: PATIENCE_MS });
  await other.evaluate(makeNewer);
  await other.close();

  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // Away from the server, what was reopened is what a reload goes on from.
  await app.server.kill();
  await beats(page, sent, 130, 5);
  await page.getByTestId('unsent').getByText('5 unsent').waitFor({ timeout: PATIENCE_MS });
  await page.reload();
  await page.getByTestId('unsent').getByText('5 unsent').waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Tap to reconnect the strap' }).click();
  await strapIsConnected(page);
  await app.server.start();
  await beats(page, sent, 140, 5);

  await endRun(page);
  expect(await storedBeats(page)).toEqual(sent);
  expect(complaints).toEqual([]);
});

test('L16: a storage that is full from the first beat on loses none, is told, and End ends', async () => {
  const page = await startRun(async (fresh) => {
    const cdp = await app.context.newCDPSession(fresh);
    // The browser remembers for half a minute how much space an open database had.
    await cdp.send('Storage.clearDataForOrigin', { origin: app.server.url, storageTypes: 'indexeddb' });
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: app.server.url, quotaSize: 1 });
  });
  const complaints = complaintsOf(page);
  const sent: number[] = [];
  await beats(page, sent, 100, 5);
  await page.getByTestId('unsent').getByText('no storage').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('storage does not work').waitFor();
  await endRun(page);
  expect(await storedBeats(page)).toEqual(sent);
  expect(complaints).toEqual([]);
});

test('L16: an upgrade that another tab blocks loses no beat, is told, ends with that tab, and End ends', async () => {
  const page = await startRun();
  const complaints = complaintsOf(page);
  const sent: number[] = [];
  await beats(page, sent, 100, 5);
  const other = await app.open();
  await other.evaluate(blockUpgrade);
  await beats(page, sent, 110, 5);
  await beatsUntil(page, sent, 115, 'storage does not work');
  await page.getByTestId('unsent').getByText('no storage').waitFor({ timeout: PATIENCE_MS });
  await other.close();
  await beatsUntil(page, sent, 116, 'The storage works again');
  await beats(page, sent, 120, 5);

  const stuck = await app.open();
  await stuck.evaluate(blockUpgrade);
  await beats(page, sent, 130, 5);
  await endRun(page);
  expect(await storedBeats(page)).toEqual(sent);
  expect(complaints).toEqual([]);
});

test('F: a strap that falls silent or is lost, a refused wake lock (asked for again) and a missing voice are said, and the run goes on', async () => {
  const page = await startRun(async (fresh) => {
    // Time goes on as everywhere, and is wound on where something is waited for.
    await fresh.clock.install();
    await fresh.addInitScript(() => {
      Object.assign(globalThis, { asked: 0 });
      WakeLock.prototype.request = () => {
        (globalThis as unknown as { asked: number }).asked++;
        return Promise.reject(new DOMException('battery saver', 'NotAllowedError'));
      };
      Reflect.deleteProperty(globalThis, 'speechSynthesis');
    });
  });
  const complaints = complaintsOf(page);
  // Two at once: the second waits behind the first until that is read.
  await page.getByText('The browser does not keep the screen on').waitFor();
  await page.getByRole('button', { name: 'OK', exact: true }).click();
  await page.getByText('This browser has no voice').waitFor();
  const sent: number[] = [];
  await beats(page, sent, 100, 3);
  const connections = app.strap.connections;
  await wind(page, 9);
  await page.getByRole('status').getByText('strap silent, trying again').waitFor({ timeout: PATIENCE_MS });
  await page.getByTestId('pulse').getByText('--').waitFor();
  await page.getByText('The strap is connected but silent.').waitFor();
  await wind(page, 9);
  await expect.poll(() => app.strap.connections, { timeout: PATIENCE_MS }).toBe(connections + 1);
  await wind(page, 15);
  await page.getByRole('button', { name: 'Tap to reconnect the strap' }).waitFor({ timeout: 45_000 });
  // Let go of, so that it can be chosen.
  await expect.poll(() => app.strap.connected, { timeout: PATIENCE_MS }).toBe(false);
  await page.getByRole('button', { name: 'Tap to reconnect the strap' }).click();
  await strapIsConnected(page);
  await beats(page, sent, 110, 3);
  expect(await page.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBeGreaterThan(1);

  // Out of reach, as where Bluetooth is switched off.
  app.strap.inRange = false;
  app.strap.drop();
  await page.getByRole('status').getByText('strap lost, searching').waitFor();
  await wind(page, 11);
  const lost = page.getByText('The strap is out of reach, or Bluetooth is off.');
  await lost.waitFor();
  app.strap.inRange = true;
  await wind(page, 9);
  await strapIsConnected(page);
  await beats(page, sent, 120, 3);
  await lost.waitFor({ state: 'detached' });
  await endRun(page);
  expect(await storedBeats(page)).toEqual(sent);
  expect(complaints).toEqual([]);
});

test('L15: a run that was deleted from another screen is let go of, in words', async () => {
  const page = await startRun();
  const sent: number[] = [];
  await beats(page, sent, 100, 5);
  await page.getByTestId('unsent').getByText('all sent').waitFor({ timeout: PATIENCE_MS });
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('zone-coach');
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction('sessions').objectStore('sessions').getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return (all.result as { id: string }[]).map(({ id }) => id);
  });
  const { id: athleteId } = await askServer<{ id: string }>(page, '/v1/athlete');
  // Deleted while the phone was away.
  await app.server.kill();
  await createStores(app.database.db).liveRuns.markDeleted(athleteId, kept, Date.now());
  await app.server.start();
  await page.getByText('This run was deleted from another screen.').waitFor({ timeout: PATIENCE_MS });
  expect(await askServer<{ items: unknown[] }>(page, '/v1/sessions')).toMatchObject({ items: [] });
});

test('H: the service worker leaves what the server answers to the server, and a way without Upgrade is named', async () => {
  const page = await app.open('#/live');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.goto(`${app.server.url}/asyncapi.json`);
  expect(await page.locator('body').textContent()).toContain('"asyncapi"');
  await page.goto(`${app.server.url}/#/week`);
  await page.close();

  // A proxy that passes requests on, and no Upgrade: without a listener for it, Node answers it as a plain request.
  const proxy = createServer((request, response) => {
    const headers = { ...request.headers };
    delete headers.upgrade;
    delete headers.connection;
    const onward = ask(
      { port: new URL(app.server.url).port, path: request.url, method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const blocked = await startRun(() => Promise.resolve(), `http://127.0.0.1:${port}`);
  await blocked.getByText('A likely cause is a proxy').waitFor({ timeout: PATIENCE_MS });
  await blocked.getByRole('status').getByText('no live connection').waitFor();
  await blocked.close();
  proxy.close();
  proxy.closeAllConnections();
});
