/** The ways out under Me: what is secret is shown once, each way says what it was used for last, and ends at one tap. */
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriersOf } from '../../support/axe.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { startWebhookReceiver } from '../../support/webhook-receiver.ts';
import { usePage } from './use-page.ts';

const receiver = await startWebhookReceiver();
const tests = usePage(undefined, {
  FHIR_SERVER_URL: new URL('/r4', receiver.url).href,
  WEBHOOK_ALLOW: '127.0.0.1',
});
afterAll(() => receiver.close());
const PATIENCE = { timeout: 30_000, interval: 200 };

let page: Page;
let complaints: string[];
beforeAll(async () => {
  page = await tests.open('#/me/connections');
  complaints = complaintsOf(page);
  // What stands above grows as it is answered: a button that is pressed then may move from under the finger.
  for (const answered of ['No application is connected.', 'No device is paired.']) {
    await page.getByText(answered).waitFor();
  }
});

const connections = () => page.getByRole('region', { name: 'Connections' });

/** What stands in the box that is shown once, which is then put away. */
async function secretOf(label: string): Promise<string> {
  const box = connections().getByRole('group', { name: label, exact: true });
  const secret = await box.locator('output').innerText();
  await box.getByText('shown only this once').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await box.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await connections().getByRole('heading', { name: 'Webhooks' }).waitFor();
  expect(await page.content()).not.toContain(secret);
  return secret;
}

test('D1: a webhook’s secret is shown once and verifies what comes; deliveries are listed, sent again, and end', async () => {
  await connections().getByLabel('Address of the receiver').fill('http://192.168.1.5/hook');
  await connections().getByRole('button', { name: 'Add a webhook' }).click();
  await connections().getByRole('alert').waitFor();
  await connections().getByLabel('Address of the receiver').fill(receiver.url);
  await connections().getByRole('button', { name: 'Add a webhook' }).click();
  const secret = await secretOf('Secret for checking signatures');
  const { items } = await askServer<{ items: object[] }>(page, '/v1/webhooks');
  expect(JSON.stringify(items)).not.toContain(secret);

  await connections().getByText('nothing delivered yet').waitFor();
  await connections().getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(() => receiver.received.length, PATIENCE).toBe(1);
  expect(receiver.verified(secret)).toMatchObject([{ type: 'webhook.test' }]);
  await expect
    .poll(() => askServer<{ items: object[] }>(page, '/v1/webhooks'), PATIENCE)
    .toMatchObject({ items: [{ pending: 0, dead: 0 }] });
  await page.reload();
  await connections().getByText('last delivered').waitFor();
  await connections().getByText('Deliveries').click();
  await connections().getByText(', delivered').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await connections().getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => receiver.received.length, PATIENCE).toBe(2);
  expect(receiver.received[1]!.id).toBe(receiver.received[0]!.id);

  await connections().getByRole('button', { name: 'New secret' }).click();
  const next = await secretOf('Secret for checking signatures');
  expect(next).not.toBe(secret);
  await connections().getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(() => receiver.received.length, PATIENCE).toBe(3);
  const { body, headers } = receiver.received[2]!;
  for (const each of [secret, next]) expect(() => new Webhook(each).verify(body, headers)).not.toThrow();

  await connections().getByRole('button', { name: 'Remove', exact: true }).click();
  await connections().getByText(receiver.url).waitFor({ state: 'detached' });
  expect(await askServer(page, '/v1/webhooks')).toMatchObject({ items: [] });
});

test('D5: a calendar’s address is shown once, says when it was read, and answers nobody once revoked', async () => {
  await connections().getByLabel('Name of the calendar').fill('Phone');
  await connections().getByRole('button', { name: 'Make an address' }).click();
  const url = await secretOf('The plan in your calendar');
  await connections().getByText('not read yet').waitFor();
  const read = await fetch(url);
  expect(await read.text()).toMatch(/^BEGIN:VCALENDAR/);
  await page.reload();
  await connections().getByText('last read').waitFor();
  await connections().getByRole('button', { name: 'Revoke Phone' }).click();
  await connections().getByText('Phone').waitFor({ state: 'detached' });
  expect((await fetch(url)).ok).toBe(false);
});

test('D5: a workout for the watch that cannot be is refused in words, on the spot', async () => {
  await connections().getByRole('button', { name: 'Download the workout' }).click();
  await connections().getByRole('alert').waitFor();
});

test('D4: a week is sent to the clinical system, and the page says that it has arrived', async () => {
  const before = receiver.received.length;
  await connections()
    .getByText(`to ${new URL(receiver.url).host}`)
    .waitFor();
  await connections().getByRole('button', { name: 'Send the week' }).click();
  const states = async (): Promise<string[]> => {
    const { items } = await askServer<{ items: { state: string }[] }>(page, '/v1/fhir/deliveries');
    return items.map(({ state }) => state);
  };
  await expect.poll(states, PATIENCE).toEqual(['delivered']);
  expect(receiver.received.slice(before)).toMatchObject([{ path: '/r4/Bundle' }]);
  await page.reload();
  await connections().getByText(', delivered').waitFor();
  expect(complaints).toEqual([]);
});
