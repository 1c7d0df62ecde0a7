/** A clinic's live wall in a real browser (R5): how long a beat takes from capture to the screen, and what the page keeps. */
import { randomUUID } from 'node:crypto';
import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { createDisposers } from '../support/disposers.ts';
import { askServer, signIn } from '../support/page-driver.ts';
import { startPageServer } from '../support/page-server.ts';
import { RawLiveClient } from '../support/raw-live-client.ts';
import { tokensFor } from '../support/tokens.ts';
import { percentile, spreadOf, type Bench, type BenchRow } from './bench.ts';
import { withBenchDatabase, type BenchDatabase } from './bench-database.ts';

const RUNNERS = 50;
const SECONDS = 30;
/** A beat a second; each tells its number by its bpm, so that the page's text says which capture it shows. */
const LOWEST_BPM = 100;

/**
 * Notes when each change of a pulse was on the screen: after the frame that drew it. As text: what compiles this file
 * would name functions by a helper that the page does not have.
 */
const NOTE_PAINTS = `(() => {
  globalThis.painted = [];
  let dirty = new Set();
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      // A runner's first beat comes as a new card.
      for (const node of [target, ...addedNodes]) {
        const card = (node.nodeType === 3 ? node.parentElement : node)?.closest('.runner');
        if (card) dirty.add(card);
      }
    }
    const now = dirty;
    if (now.size === 0) return;
    dirty = new Set();
    requestAnimationFrame(() => setTimeout(() => {
      const atMs = Date.now();
      for (const card of now) {
        const bpm = parseInt(card.querySelector('.runner-pulse').firstChild.data, 10);
        globalThis.painted.push([card.querySelector('h3').textContent, bpm, atMs]);
      }
    }));
  }).observe(document.querySelector('.runners'), { subtree: true, characterData: true, childList: true });
})()`;

/** A clinic of the operator, and runners who let it see their pulse: their tokens. */
async function seedRunners(
  page: Page,
  { stores }: BenchDatabase,
): Promise<{ clinicId: string; tokens: string[] }> {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Wall' });
  const clinic = await askServer<{ id: string }>(page, '/v1/clinics', {
    method: 'POST',
    headers: json,
    body,
  });
  const { user } = await askServer<{ user: { id: string } }>(page, '/v1/me');
  await askServer(page, `/v1/clinics/${clinic.id}/members/${user.id}`, {
    method: 'PATCH',
    headers: json,
    body: JSON.stringify({ roles: ['admin', 'coach'] }),
  });
  const ids: string[] = [];
  for (let i = 0; i < RUNNERS; i++) {
    const id = randomUUID();
    ids.push(id);
    const name = `Runner ${i}`;
    const who = { id, name, locale: 'en', birthDate: null, flags: [], ownerUserId: null } as const;
    await stores.athletes.create({ ...who, timeZone: 'Europe/Copenhagen' });
    await stores.grants.add(id, {
      id: randomUUID(),
      to: { clinicId: clinic.id, coachUserId: null },
      scopes: ['live'],
      history: false,
      reason: null,
      createdAtMs: Date.now() - 1,
      expiresAtMs: null,
    });
  }
  return { clinicId: clinic.id, tokens: await tokensFor(stores, ids, ['live']) };
}

async function listenersOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? NaN;
}

async function openRunners(url: string, tokens: readonly string[]): Promise<RawLiveClient[]> {
  const runners: RawLiveClient[] = [];
  for (const token of tokens) {
    const runner = await RawLiveClient.connect(`${url.replace('http', 'ws')}/v1/live`);
    const clock = { mono: 0, wall: Date.now() };
    runner.send({ type: 'hello', protocol: 1, session: randomUUID(), token, lastSeq: 0, clock });
    await runner.next('welcome');
    runners.push(runner);
  }
  return runners;
}

/** Each runner sends a beat a second, spread over the second: capture instants by runner and bpm. */
async function run(page: Page, runners: readonly RawLiveClient[]): Promise<Map<string, number>> {
  const captured = new Map<string, number>();
  for (let second = 0; second < SECONDS; second++) {
    const startMs = performance.now();
    for (const [i, runner] of runners.entries()) {
      await page.waitForTimeout(Math.max(0, startMs + (1_000 * i) / RUNNERS - performance.now()));
      const bpm = LOWEST_BPM + second;
      const wall = Date.now();
      captured.set(`Runner ${i} ${bpm}`, wall);
      const items = [[second * 1_000, wall, bpm]];
      runner.send({ type: 'samples', first: second + 1, offset: 0, items });
    }
    await page.waitForTimeout(Math.max(0, startMs + 1_000 - performance.now()));
  }
  return captured;
}

async function* measure(database: BenchDatabase): AsyncGenerator<BenchRow> {
  const disposers = createDisposers();
  try {
    const server = disposers.add(await startPageServer(database.url), (each) => each.stop());
    const browser = disposers.add(await launchChromium(), (each) => each.close());
    const context = await signIn(browser, server, { viewport: { width: 1_600, height: 1_000 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/#/me`);
    const { clinicId, tokens } = await seedRunners(page, database);
    await page.goto(`${server.url}/#/desk/${clinicId}/templates`);
    // The page is installed once its screen stands: listeners of that belong to no wall.
    const installing = page.waitForResponse(/workbox-window/);
    await page.reload();
    await page.getByRole('link', { name: 'Templates' }).waitFor();
    await installing;
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    const before = await listenersOf(cdp);
    await page.getByRole('link', { name: 'Running now' }).click();
    await page.locator('.runners').waitFor({ state: 'attached' });
    const runners = await openRunners(server.url, tokens);
    await page.evaluate(NOTE_PAINTS);
    const captured = await run(page, runners);
    const painted = await page.evaluate(
      // Put there by the observer.
      () => (globalThis as unknown as { painted: [string, number, number][] }).painted,
    );
    for (const runner of runners) runner.socket.close();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.locator('.runners').waitFor({ state: 'detached' });
    const leaked = (await listenersOf(cdp)) - before;
    const first = new Map<string, number>();
    for (const [name, bpm, atMs] of painted) {
      const key = `${name} ${bpm}`;
      if (!first.has(key)) first.set(key, atMs);
    }
    const delays = [...first].flatMap(([key, atMs]) => {
      const capturedMs = captured.get(key);
      return capturedMs === undefined ? [] : [atMs - capturedMs];
    });
    delays.sort((a, b) => a - b);
    const note = `${RUNNERS} runners at 1 Hz on one wall for ${SECONDS} s, ${delays.length} of ${captured.size} beats seen`;
    yield {
      what: 'from capture to paint on a wall, p99',
      unit: 'ms',
      measured: spreadOf([percentile(delays, 0.99)]),
      goal: { of: 'measured', atMost: 1_000 },
      note: `${note}; median ${percentile(delays, 0.5)} ms`,
    };
    yield {
      what: 'listeners that a wall leaves behind',
      unit: 'listeners',
      measured: spreadOf([leaked]),
      goal: { of: 'measured', atMost: 0 },
      note,
    };
  } finally {
    await disposers.run();
  }
}

export const benches: readonly Bench[] = [{ name: 'wall', run: () => withBenchDatabase(measure) }];
