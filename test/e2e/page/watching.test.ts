import { v7 as uuidV7 } from 'uuid';
import { expect, test } from 'vitest';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { RawLiveClient } from '../../support/raw-live-client.ts';
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

/** One beat, and the word of the coach on it. */
async function beat(sender: Sender): Promise<void> {
  const { client, bpm } = sender;
  const coached = client.received.filter(({ type }) => type === 'coach').length;
  const seq = ++sender.seq;
  client.send({ type: 'samples', first: seq, offset: 0, items: [[1_000 * seq, Date.now(), bpm]] });
  await client.until(
    () => client.received.filter(({ type }) => type === 'coach').length > coached || undefined,
    'coach frame',
  );
}

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
  const watch = await startSender(token, 141, { device: { name: 'Ur', kind: 'watch' } });
  for (let round = 0; round < 6; round++) {
    for (const sender of [simulated, watch, strap]) await beat(sender);
  }
  // Put there by the script above.
  expect(await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])).toEqual([
    '125',
  ]);
  expect(await whose.textContent()).toBe('Bælte');
  for (const { client } of [simulated, watch, strap]) client.socket.close();
  expect(complaints).toEqual([]);
});
