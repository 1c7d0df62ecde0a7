import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { createStores } from '../../../src/adapters/postgres/stores/stores.ts';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { askServer, chooseStrapByName, complaintsOf, waitUntilKept } from '../../support/page-driver.ts';
import { type Seen, seenOn, watchAlerts } from './watch-alerts.ts';
import { useStrapPage } from './use-page.ts';

const NAME = 'Emu Strap';
const PATIENCE_MS = 30_000;
const CEILING_BPM = 150;
const CROSSINGS = 4;
/** X1: from the sample's arrival in the page. */
const ALERT_WITHIN_MS = 1_000;

/** Beats a minute, and the seconds since the beat before: over the ceiling after three seconds, and again every ten. */
const CROSSING: readonly (readonly [bpm: number, afterSeconds: number])[] = [
  [148, 5],
  [154, 1],
  [156, 3],
  [158, 5],
  [157, 5],
  [155, 5],
  [154, 5],
  [153, 5],
  [152, 5],
  [149, 5],
  [148, 5],
  [147, 5],
];
const SAID = ['above', 'still_above', 'still_above', 'still_above', 'back_under'];
/** A second above, a single spike, and the ceiling itself: none of it is a crossing. */
const NO_CROSSING: typeof CROSSING = [
  [148, 5],
  [151, 1],
  [153, 1],
  [150, 5],
  [190, 1],
  [149, 1],
  [150, 5],
];

const app = useStrapPage({ address: 'AA:BB:CC:00:11:44', name: NAME });

/** Beats at their instants of the page's clock, each once the page has taken the one before. */
async function beat(page: Page, sent: number[], beats: typeof CROSSING): Promise<void> {
  for (const [bpm, afterSeconds] of beats) {
    await page.clock.runFor(1_000 * afterSeconds);
    const bytes = encodeHeartRateMeasurement({ bpm, contact: true, rr: [] });
    await expect.poll(() => app.strap.notify(bytes), { timeout: PATIENCE_MS }).toBe(true);
    sent.push(bpm);
    await page.waitForFunction(
      // As in `seenOn`.
      (count) =>
        (globalThis as unknown as { seen: Seen[] }).seen.filter(({ what }) => what === 'sample').length >=
        count,
      sent.length,
      { polling: 5, timeout: PATIENCE_MS },
    );
  }
}

/** Milliseconds from a sample to the first of what it caused. */
function delaysOf(seen: readonly Seen[], what: Seen['what']): number[] {
  return seen.flatMap((each, index) => {
    const before = seen.slice(0, index).findLast((other) => other.what === 'sample' || other.what === what);
    return each.what === what && before?.what === 'sample' ? [each.atMs - before.atMs] : [];
  });
}

/** A page on the start of a run, its clock at `startMs`, with the strap in reach. */
async function pageAt(startMs: number): Promise<Page> {
  const page = await app.context.newPage();
  await page.addInitScript(watchAlerts);
  await page.clock.install({ time: startMs });
  await chooseStrapByName(page, NAME);
  await page.goto(`${app.server.url}/#/live`);
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  return page;
}

/** Crosses the ceiling so many times, with what is no crossing between; answers the beats that the strap sent. */
async function cross(page: Page, prepare: () => Promise<void> = () => Promise.resolve()): Promise<number[]> {
  await page.getByRole('button', { name: 'Connect a strap' }).click();
  await expect.poll(() => app.strap.notifying, { timeout: PATIENCE_MS }).toBe(true);
  await prepare();
  const sent: number[] = [];
  for (let index = 0; index < CROSSINGS; index++) {
    await beat(page, sent, NO_CROSSING);
    await beat(page, sent, CROSSING);
  }
  return sent;
}

/** None missed, none false, each within a second: three tones and a vibration above, one tone when it is over. */
function expectAlerts(seen: readonly Seen[], words: number): void {
  const tones = seen.filter(({ what }) => what === 'tone').map(({ detail }) => detail);
  const expected = SAID.flatMap((event) => (event === 'back_under' ? ['880'] : ['1320', '880', '1320']));
  expect(tones).toEqual(Array.from({ length: CROSSINGS }, () => expected).flat());
  expect(seen.filter(({ what }) => what === 'vibration')).toHaveLength(CROSSINGS * 4);
  expect(seen.filter(({ what }) => what === 'screen')).toHaveLength(CROSSINGS);
  const said = seen.filter(({ what }) => what === 'word').map(({ detail }) => detail);
  expect(said.filter((text) => text.startsWith('Above'))).toHaveLength(words);
  for (const what of ['tone', 'vibration', 'screen'] as const) {
    expect(Math.max(...delaysOf(seen, what)), what).toBeLessThanOrEqual(ALERT_WITHIN_MS);
  }
}

const LASTS_MS =
  1_000 * CROSSINGS * [...NO_CROSSING, ...CROSSING].reduce((sum, [, afterSeconds]) => sum + afterSeconds, 0);

beforeAll(async () => {
  const page = await app.open('#/week');
  const post = (path: string, body: object): Promise<unknown> =>
    askServer(page, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/v1/athlete/max-heart-rates', { bpm: 190, source: 'measured', validFrom: '2020-01-01' });
  const ceiling = { at: { bpm: CEILING_BPM }, sayAfterSeconds: 3, repeatEverySeconds: 10 };
  await post('/v1/athlete/prescriptions', { validFrom: '2024-01-01', ceiling });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.locator('.lanes').waitFor();
  await waitUntilKept(page, '"sayAfterSeconds":3');
  await page.close();
});

test('X1–X3: offline and muted, each crossing is told within a second, and is kept as it was told', async () => {
  const page = await pageAt(Date.now() - LASTS_MS - 300_000);
  const complaints = complaintsOf(page);
  await app.server.kill();
  const sent = await cross(page, () => page.getByRole('button', { name: 'Mute' }).click());
  // Mute silences the words alone.
  expectAlerts(await seenOn(page), 0);
  await page.getByText(`crossed ${CROSSINGS} times`).waitFor();

  // Without a network the week is shown as the phone knows it.
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'How near are the targets of the week?' }).waitFor();
  const behindMs = Date.now() - (await page.evaluate(() => Date.now()));
  if (behindMs > 0) await page.clock.fastForward(behindMs);
  await page.clock.resume();
  await app.server.start();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: 60_000 });
  const { items } = await askServer<{ items: { id: string; crossings: Crossed[] }[] }>(page, '/v1/sessions');
  const { id, crossings } = items[0]!;
  const { id: athleteId } = await askServer<{ id: string }>(page, '/v1/athlete');
  const [recording] = await createStores(app.database.db).recordings.load(athleteId, [id]);
  const { count, code, atMs } = recording!.items;
  expect([...code.subarray(0, count)]).toEqual(sent);
  // From the first beat above to the last, each round.
  const beats = NO_CROSSING.length + CROSSING.length;
  const told = Array.from({ length: CROSSINGS }, (_, round): Crossed => {
    const instant = (index: number): string =>
      new Date(Math.round(atMs[beats * round + NO_CROSSING.length + index]!)).toISOString();
    return { from: instant(1), to: instant(8), peakBpm: 158 };
  });
  expect(crossings).toEqual(told);
  expect(complaints).toEqual([]);
  await page.close();
});

test('X1: with the server there, each crossing is told within a second, in words too', async () => {
  const page = await pageAt(Date.now());
  await page.getByRole('button', { name: 'Connect a strap' }).waitFor();
  const sent = await cross(page, async () => {
    const unmute = page.getByRole('button', { name: 'Mute', pressed: true });
    if (await unmute.isVisible()) await unmute.click();
  });
  expect(sent).toHaveLength(CROSSINGS * (NO_CROSSING.length + CROSSING.length));
  expectAlerts(await seenOn(page), CROSSINGS * 4);
});

interface Crossed {
  readonly from: string;
  readonly to: string;
  readonly peakBpm: number;
}
