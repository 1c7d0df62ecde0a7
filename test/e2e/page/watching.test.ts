import type { Page } from 'playwright-core';
import { v7 as uuidV7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { ActivityWriter, fitTime } from '../../../fixtures/activity-writer.ts';
import { barriersOf } from '../../support/axe.ts';
import { countCrossings } from '../../support/oracle/count-crossings.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
import { seenOn, watchAlerts } from './watch-alerts.ts';
import { usePage } from './use-page.ts';

const app = usePage();

interface Sender {
  readonly client: RawLiveClient;
  readonly bpm: number;
  seq: number;
}

async function startSender(token: string, bpm: number, about: Record<string, unknown>): Promise<Sender> {
  const client = await RawLiveClient.connect(`${app.server.url.replace('http', 'ws')}/v1/live`, {
    authorization: `Bearer ${token}`,
  });
  client.send({
    type: 'hello',
    protocol: 1,
    session: uuidV7(),
    lastSeq: 0,
    clock: { mono: 0, wall: Date.now() },
    ...about,
  });
  await client.next('welcome');
  return { client, bpm, seq: 0 };
}

function sendBeat(sender: Sender): void {
  const seq = ++sender.seq;
  const items = [[1_000 * seq, Date.now(), sender.bpm]];
  sender.client.send({ type: 'samples', first: seq, offset: 0, items });
}

/** One beat, and the word of the coach on it. */
async function beat(sender: Sender): Promise<void> {
  const { client } = sender;
  const coached = client.received.filter(({ type }) => type === 'coach').length;
  sendBeat(sender);
  await client.until(
    () => client.received.filter(({ type }) => type === 'coach').length > coached || undefined,
    'coach frame',
  );
}

const post = <T>(page: Page, path: string, body: object): Promise<T> =>
  askServer<T>(page, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const CEILING_BPM = 150;
/** Seconds at a bpm, null where the sensor has none: a crossing that spikes and drop-outs interrupt, one too short, one of two parts. */
const PAST: readonly (readonly [seconds: number, bpm: number | null])[] = [
  [30, 140],
  [8, 155],
  [1, 215],
  [2, null],
  [7, 158],
  [20, 145],
  [3, 155],
  [20, 145],
  [6, 156],
  [8, 148],
  [6, 157],
  [30, 140],
];
const NOW: typeof PAST = [
  [2, 148],
  [7, 157],
];

const eachSecond = (stretches: typeof PAST): (number | null)[] =>
  stretches.flatMap(([seconds, bpm]) => Array<number | null>(seconds).fill(bpm));

interface CrossedSession {
  id: string;
  crossings: { from: string; to: string; peakBpm: number }[];
}

test('X1, X3: who watches is told over the whole screen; the run as a file has crossed as often as live', async () => {
  const page = await app.context.newPage();
  await page.addInitScript(watchAlerts);
  const complaints = complaintsOf(page);
  await page.goto(`${app.server.url}/#/live`);
  const ceiling = { at: { bpm: CEILING_BPM }, sayAfterSeconds: 3, repeatEverySeconds: 10 };
  await post(page, '/v1/athlete/prescriptions', { validFrom: '2024-01-01', ceiling });
  const { token } = await post<{ token: string }>(page, '/v1/devices', {
    name: 'phone',
    scopes: ['live', 'read'],
  });
  await page.getByRole('button', { name: 'Watch a run on another device' }).click();
  await page.getByText('Nobody is running right now').waitFor();

  // What is long past is counted and not told; what is of this moment is told.
  const nowMs = 1000 * Math.floor(Date.now() / 1000);
  const past = eachSecond(PAST);
  const startMs = nowMs - 1000 * (past.length + 60);
  const { client } = await startSender(token, 0, { clock: { mono: 0, wall: startMs } });
  const sent: { atMs: number; bpm: number | null }[] = [];
  const send = async (fromMs: number, bpms: readonly (number | null)[]): Promise<void> => {
    const first = sent.length + 1;
    sent.push(...bpms.map((bpm, second) => ({ atMs: fromMs + 1000 * second, bpm })));
    const items = sent.slice(first - 1).map(({ atMs, bpm }) => [atMs - startMs, atMs, bpm ?? 0]);
    client.send({ type: 'samples', first, offset: 0, items });
    await client.next('ack', ({ seq }) => seq === sent.length);
  };
  await send(startMs, past);
  const now = eachSecond(NOW);
  await send(1000 * Math.floor(Date.now() / 1000) - 1000 * (now.length - 1), now);
  const guard = page.locator('.ceiling-guard');
  await guard.getByText('Above your ceiling of 150. Slow down.').waitFor();
  expect(await guard.boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize()! });
  expect(await barriersOf(page)).toEqual([]);
  const seen = await seenOn(page);
  expect(seen.flatMap(({ what, detail }) => (what === 'tone' ? [detail] : []))).toEqual([
    '1320',
    '880',
    '1320',
  ]);
  expect(seen.filter(({ what }) => what === 'vibration')).toHaveLength(1);
  expect(seen.flatMap(({ what, detail }) => (what === 'word' ? [detail] : []))).toEqual([
    'Above your ceiling of 150. Slow down.',
  ]);
  await page.getByRole('button', { name: 'Stop watching' }).click();
  await guard.waitFor({ state: 'detached' });

  client.send({ type: 'end', lastSeq: sent.length });
  await client.next('ended');
  const { items } = await askServer<{ items: CrossedSession[] }>(page, '/v1/sessions');
  const live = items[0]!;
  const judged = countCrossings(
    sent.map(({ atMs, bpm }) => ({ atMs, what: bpm ?? 'nothing' })),
    { highestBpm: CEILING_BPM, saySeconds: 3, repeatSeconds: 10 },
  );
  expect(judged.crossings).toHaveLength(3);
  expect(live.crossings).toEqual(
    judged.crossings.map(({ fromMs, toMs, peakBpm }) => ({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      peakBpm,
    })),
  );

  await askServer(page, `/v1/sessions/${live.id}`, { method: 'DELETE' });
  const time = (ms: number): number => fitTime(new Date(ms).toISOString());
  const [start, end] = [time(startMs), time(sent.at(-1)!.atMs)];
  const writer = new ActivityWriter().fileId({ created: start }).timer(start, 'start');
  for (const { atMs, bpm } of sent) writer.record(time(atMs), bpm);
  const bytes = writer.timer(end, 'stop_all').session({ start, end }).activity(end).close();
  const upload = await page.evaluate(
    async (file) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(file)]), 'run.fit');
      const response = await fetch('/v1/uploads', { method: 'POST', body: form });
      // The server's declared response.
      return (await response.json()) as { uploads: { sessions: string[] }[] };
    },
    [...bytes],
  );
  const [id] = upload.uploads[0]!.sessions;
  const fromFile = await askServer<CrossedSession>(page, `/v1/sessions/${id!}`);
  expect(fromFile.crossings).toEqual(live.crossings);
  await post(page, '/v1/athlete/prescriptions', { validFrom: '2024-01-01', ceiling: null });
  expect(complaints).toEqual([]);
  await page.close();
});

test('E, L12: of a simulation, a strap and a watch at once the screen shows one, says whose it is, and never flips', async () => {
  const page = await app.open('#/live');
  const complaints = complaintsOf(page);
  const { token } = await askServer<{ token: string }>(page, '/v1/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'phone', scopes: ['live', 'read'] }),
  });
  await page.getByRole('button', { name: 'Watch a run on another device' }).click();
  await page.getByText('Nobody is running right now').waitFor();
  // The phone changes its network: what was open may be dead without a word.
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => sockets.length).toBe(1);
  const pulse = page.getByTestId('pulse');
  const whose = page.getByTestId('watched');

  const simulated = await startSender(token, 175, { simulated: { timeScale: 1 } });
  await beat(simulated);
  await pulse.getByText('175', { exact: true }).waitFor();
  expect(await whose.textContent()).toContain('simulated');

  const strap = await startSender(token, 125, { device: { name: 'Bælte', kind: 'strap' } });
  await beat(strap);
  await pulse.getByText('125', { exact: true }).waitFor();
  expect(await whose.textContent()).toBe('Bælte');

  // Every value that is ever on the screen from now on.
  await pulse.evaluate((element) => {
    const seen = new Set([element.textContent]);
    new MutationObserver(() => seen.add(element.textContent)).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(globalThis, { seen });
  });
  // Without a pause, however long the words on the others take: what is silent is led by nobody.
  const beating = setInterval(() => sendBeat(strap), 1_000);
  onTestFinished(() => clearInterval(beating));
  const watch = await startSender(token, 141, { device: { name: 'Ur', kind: 'watch' } });
  for (let round = 0; round < 6; round++) {
    for (const sender of [simulated, watch]) await beat(sender);
  }
  // Put there by the script above.
  expect(await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])).toEqual([
    '125',
  ]);
  expect(await whose.textContent()).toBe('Bælte');
  clearInterval(beating);
  for (const { client } of [simulated, watch, strap]) client.socket.close();
  expect(complaints).toEqual([]);
});
