import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ActivityWriter, fitTime } from '../../fixtures/activity-writer.ts';
import { heartTrace } from '../../fixtures/heart.ts';
import { launchChromium } from '../support/chromium.ts';
import { askServer, signIn } from '../support/page-driver.ts';
import { startPageServer, type PageServer } from '../support/page-server.ts';
import { alternate, spreadOf, type Bench, type BenchRow } from './bench.ts';
import { withBenchDatabase, type BenchDatabase } from './bench-database.ts';

const HOURS = 3;
const PAN_STEPS = 240;
const REPEATS = 5;
/** Of a large clinic (R3). */
const LISTED = 500;

/** As large as it travels: what the live page loads until a run is coached; service worker and later screens not included. */
async function scriptBytes(browser: Browser, context: BrowserContext, server: PageServer): Promise<number> {
  const fresh = await browser.newContext({ storageState: await context.storageState(), locale: 'en-GB' });
  const page = await fresh.newPage();
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body());
  });
  await page.goto(`${server.url}/#/live`);
  const rules = page.waitForResponse((response) => response.url().includes('local-coach'));
  await page.getByRole('button', { name: 'Try it with a simulated run' }).click();
  await page.locator('.intervals').waitFor();
  await rules;
  const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  await fresh.close();
  return bytes;
}

/** Milliseconds from the navigation to the first thing seen, by a browser that has never been there. */
async function firstPaintMs(browser: Browser, state: BrowserState, url: string): Promise<number> {
  const fresh = await browser.newContext({ storageState: state });
  const page = await fresh.newPage();
  await page.goto(url);
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint !== undefined) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await fresh.close();
  return ms;
}

/** A clinic of the operator's, whose athletes have recorded nothing: what a list of them costs is what its page costs. */
async function seedClinic({ db, stores }: BenchDatabase, page: Page): Promise<string> {
  const { id: clinicId } = await askServer<{ id: string }>(page, '/v1/clinics', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Bench' }),
  });
  await sql`update clinic_member set role = 'coach' where clinic_id = ${clinicId}`.execute(db);
  for (let index = 0; index < LISTED; index++) {
    const id = randomUUID();
    const athlete = { id, name: `Athlete ${index}`, timeZone: 'UTC', locale: 'en', birthDate: null } as const;
    await stores.athletes.create({ ...athlete, flags: [], ownerUserId: null });
    const terms = { scopes: ['report'], history: true, reason: null, expiresAtMs: null } as const;
    const to = { clinicId, coachUserId: null };
    await stores.grants.add(id, { id: randomUUID(), to, ...terms, createdAtMs: 0 });
  }
  return clinicId;
}

/** Milliseconds from the navigation until the first athletes of a list are seen, by a browser that has never been there. */
async function rosterPaintMs(browser: Browser, state: BrowserState, url: string): Promise<number> {
  const fresh = await browser.newContext({ storageState: state });
  const page = await fresh.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('.roster > li').first().waitFor();
  const ms = await page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  );
  await fresh.close();
  return ms;
}

type BrowserState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What a browser needs for a page without anything: one line of text from a server without anything. */
async function withBarePage<T>(work: (url: string) => Promise<T>): Promise<T> {
  const bare = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>bare</title><p>Zone Coach</p>');
  });
  bare.listen(0, '127.0.0.1');
  await once(bare, 'listening');
  try {
    return await work(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`);
  } finally {
    bare.close();
  }
}

async function uploadLongRun(page: Page): Promise<string> {
  const start = fitTime('2026-11-20T08:00:00Z');
  const seconds = HOURS * 3_600;
  const bpms = heartTrace(
    [
      { seconds: 900, bpm: 110 },
      { seconds: seconds - 1_800, bpm: 130 },
      { seconds: 900, bpm: 105 },
    ],
    3,
  );
  const bytes = new ActivityWriter()
    .fileId({ created: start })
    .timer(start, 'start')
    .trace(start, bpms)
    .timer(start + seconds - 1, 'stop_all')
    .session({ start, end: start + seconds - 1 })
    .activity(start + seconds - 1)
    .close();
  await page.evaluate(
    async (file) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), 'long.fit');
      await fetch('/v1/uploads', { method: 'POST', body: form });
    },
    [...bytes],
  );
  const { items } = await askServer<{ items: { id: string }[] }>(page, '/v1/sessions');
  return items[0]!.id;
}

/** As text: what compiles this file would name the function by a helper that the page does not have. */
const COUNT_FRAMES = `(() => {
  const mine = (globalThis.seen = []);
  requestAnimationFrame(function look(at) {
    mine.push(at);
    // Another count has begun, or this one has been read.
    if (globalThis.seen === mine) requestAnimationFrame(look);
  });
})()`;

/** Frames a second that the page draws while `move` goes on, and the main thread's milliseconds for each. */
async function framesWhile(
  page: Page,
  move: () => Promise<void>,
): Promise<{ perSecond: number; ms: number }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  };
  await page.evaluate(COUNT_FRAMES);
  const before = await taskSeconds();
  await move();
  const spent = (await taskSeconds()) - before;
  const frames = await page.evaluate(() => {
    // Put there just above.
    const page = globalThis as unknown as { seen: number[] };
    const { seen } = page;
    page.seen = [];
    return { count: seen.length - 1, ms: seen.at(-1)! - seen[0]! };
  });
  await cdp.detach();
  return { perSecond: (1_000 * frames.count) / frames.ms, ms: (1_000 * spent) / frames.count };
}

async function* panRows(page: Page, url: string, sessionId: string): AsyncGenerator<BenchRow> {
  await page.goto(`${url}/#/session/${sessionId}`);
  await page.locator('.trace-place canvas').waitFor();
  const plot = (await page.locator('.trace-place .u-over').boundingBox())!;
  const y = plot.y + plot.height / 2;
  const costs: number[] = [];
  const drag = async (): Promise<void> => {
    const right = plot.x + plot.width - 5;
    await page.mouse.move(right, y);
    await page.mouse.down();
    for (let step = 0; step < PAN_STEPS; step++) {
      // There and back, so that there is always something to pan to.
      const away = Math.abs(((step * 4) % 400) - 200);
      await page.mouse.move(right - away, y);
    }
    await page.mouse.up();
  };
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const { measured, baseline } = await alternate(
    async () => {
      const { perSecond, ms } = await framesWhile(page, drag);
      costs.push(ms);
      return perSecond;
    },
    async () => (await framesWhile(page, () => page.waitForTimeout(1_000))).perSecond,
    REPEATS,
  );
  const note = `${HOURS} h at 1 Hz, all drawn, half of it in the window`;
  yield {
    what: 'a trace of three hours while it is panned',
    unit: 'frames/s',
    measured,
    baseline: { name: 'the same page while nothing moves', spread: baseline },
    goal: { of: 'ratio', atLeast: 0.95 },
    note,
  };
  yield {
    what: 'main thread for a frame of it',
    unit: 'ms',
    measured: spreadOf(costs.slice(1)),
    goal: { of: 'measured', atMost: 1_000 / 60 },
    note,
  };
}

export const benches: readonly Bench[] = [
  {
    name: 'page',
    run: () =>
      withBenchDatabase(async function* (database) {
        const server = await startPageServer(database.url);
        const browser = await launchChromium();
        try {
          const context = await signIn(browser, server);
          const state = await context.storageState();
          yield {
            what: 'script of the live page until a run is coached',
            unit: 'KB gzipped',
            measured: spreadOf([(await scriptBytes(browser, context, server)) / 1_024]),
            goal: { of: 'measured', atMost: 120 },
          };
          const paint = await withBarePage((bareUrl) =>
            alternate(
              () => firstPaintMs(browser, state, `${server.url}/#/live`),
              () => firstPaintMs(browser, state, bareUrl),
              REPEATS,
            ),
          );
          yield {
            what: 'first contentful paint, nothing cached',
            unit: 'ms',
            measured: paint.measured,
            baseline: { name: 'one line of text from a bare server', spread: paint.baseline },
            goal: { of: 'measured', atMost: 1_000 },
          };
          const page = await context.newPage();
          await page.goto(server.url);
          const clinicId = await seedClinic(database, page);
          const roster = `${server.url}/#/desk/${clinicId}/athletes`;
          const listed: number[] = [];
          // The first look makes the rows: it stands for no other.
          for (let look = 0; look <= REPEATS; look++)
            listed.push(await rosterPaintMs(browser, state, roster));
          yield {
            what: `roster of ${LISTED} athletes on the screen, nothing cached`,
            unit: 'ms',
            measured: spreadOf(listed.slice(1)),
            goal: { of: 'measured', atMost: 1_000 },
            note: 'from the navigation to the frame that shows the first of them; each look is logged',
          };
          const sessionId = await uploadLongRun(page);
          yield* panRows(page, server.url, sessionId);
        } finally {
          await browser.close();
          await server.stop();
        }
      }),
  },
];
