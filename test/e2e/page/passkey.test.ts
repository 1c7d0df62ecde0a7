/** Coming in by an invitation with a passkey on a phone-sized page, and back by it (U2, U4): Chromium's virtual authenticator. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { barriersOf } from '../../support/axe.ts';
import { sharedChromium } from '../../support/chromium.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createDisposers } from '../../support/disposers.ts';
import { freePort } from '../../support/free-port.ts';
import { addAuthenticator, askServer, complaintsOf, followLink } from '../../support/page-driver.ts';
import { startPageServer } from '../../support/page-server.ts';

const disposers = createDisposers();
let database: TestDatabase;
let browser: Browser;
let address: string;
let operator: Page;
let phone: Page;
let complaints: string[];
let device: CDPSession;
let authenticatorId: string;

beforeAll(async () => {
  const port = String(await freePort());
  // A passkey belongs to a name, never to an IP address.
  address = `http://localhost:${port}`;
  database = disposers.add(await createTestDatabase(), (each) => each.dispose());
  const server = disposers.add(
    await startPageServer(database.url, { PORT: port, PUBLIC_URL: address }),
    (each) => each.stop(),
  );
  ({ browser } = disposers.add(await sharedChromium(), (each) => each.close()));
  operator = await (await followLink(browser, server)).newPage();
  await operator.goto(address);
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
  phone = await context.newPage();
  complaints = complaintsOf(phone);
  ({ device, authenticatorId } = await addAuthenticator(phone));
}, 180_000);
afterAll(() => disposers.run());

test('U1: the first screen asks whether the operator trains; who does not gets the desk, and may begin under Me', async () => {
  expect(await barriersOf(operator)).toEqual([]);
  // No screen of an athlete is theirs before they say so.
  await operator.goto(`${address}/#/upload`);
  await operator.getByRole('heading', { name: 'Do you train yourself?' }).waitFor();
  await operator.getByRole('button', { name: 'No, I am here for others' }).click();
  await operator.getByRole('heading', { name: 'A new clinic' }).waitFor();
  expect(await askServer(operator, '/v1/me')).toMatchObject({ trains: false });
  const tabs = operator.getByRole('navigation', { name: 'Main' }).getByRole('link');
  expect(await tabs.allInnerTexts()).toEqual(['Desk', 'Me']);
  await operator.getByRole('link', { name: 'Me', exact: true }).click();
  await operator.getByRole('button', { name: 'Begin to train' }).click();
  await operator.getByRole('heading', { name: 'Let’s run' }).waitFor();
  expect(await tabs.allInnerTexts()).toContain('Upload');
});

async function invitation(): Promise<string> {
  const { url } = await askServer<{ url: string }>(operator, '/v1/invitations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'athlete' }),
  });
  return url;
}

async function signOut(): Promise<void> {
  await phone.context().clearCookies();
  await phone.goto(address);
  await phone.reload();
  await phone.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
}

test('an invitation is accepted with a passkey, which is the way back without a word typed', async () => {
  await phone.goto(await invitation());
  await phone.getByRole('button', { name: 'English' }).click();
  await phone.getByLabel('Your name').fill('Anna');
  await phone.getByRole('button', { name: 'Accept with a passkey' }).waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Accept with a passkey' }).click();
  await phone.getByRole('heading', { name: 'You are invited' }).waitFor({ state: 'detached' });
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials.map(({ rpId, isResidentCredential }) => ({ rpId, isResidentCredential }))).toEqual([
    { rpId: 'localhost', isResidentCredential: true },
  ]);

  await signOut();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await phone.getByRole('link', { name: 'Me', exact: true }).waitFor();
  const { user } = await askServer<{ user: { name: string } }>(phone, '/v1/me');
  expect(user.name).toBe('Anna');
  expect(complaints).toEqual([]);
});

test('a passkey is added under Me only soon after the sign-in, and one that was removed opens nothing', async () => {
  await phone.goto(`${address}/#/me`);
  await phone.getByText('Chrome, Linux').waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await sql`update auth_session set "createdAt" = now() - interval '11 minutes'`.execute(database.db);
  await phone.getByRole('button', { name: 'Add a passkey' }).click();
  await phone.getByRole('alert').getByText('more than ten minutes old').waitFor();
  await phone.getByRole('button', { name: 'Remove Chrome, Linux' }).click();
  await phone.getByText('Chrome, Linux').waitFor({ state: 'detached' });
  await signOut();
  await phone.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await phone.getByText('This passkey is not known here').waitFor();
  expect((await phone.context().cookies()).some(({ name }) => name.endsWith('session_token'))).toBe(false);
});
