/** Coming in and back by mail or with a second factor, and where one is signed in (U2, U4, U5), and the week summed up (D6). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { barriersOf } from '../../support/axe.ts';
import { startMailServer, type MailServer } from '../../support/mail-server.ts';
import { askServer, complaintsOf, signIn } from '../../support/page-driver.ts';
import { sharedChromium } from '../../support/chromium.ts';
import { createDisposers } from '../../support/disposers.ts';
import { createTestDatabase } from '../../support/database.ts';
import { showPagesOfFailures } from '../../support/show-pages-of-failures.ts';
import { totpOf } from '../../support/totp.ts';
import { startPageServer, type PageServer } from '../../support/page-server.ts';

/** Says what it waits for: on a Sunday evening the summary of the week comes between. */
const TO_SIGN_IN = 'Open the link to sign in';
const disposers = createDisposers();
let mailServer: MailServer;
let server: PageServer;
let desk: Page;
let phone: Page;
showPagesOfFailures(() => phone.context().browser()!);

beforeAll(async () => {
  mailServer = disposers.add(await startMailServer(), (each) => each.close());
  const database = disposers.add(await createTestDatabase(), (each) => each.dispose());
  server = disposers.add(await startPageServer(database.url, { SMTP_URL: mailServer.url }), (each) =>
    each.stop(),
  );
  const { browser } = disposers.add(await sharedChromium(), (each) => each.close());
  desk = await (await signIn(browser, server)).newPage();
  const options = { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } } as const;
  const context = await browser.newContext(options);
  phone = await context.newPage();
}, 180_000);
afterAll(() => disposers.run());

/** The page of a link: its server did not know its own port when it made it. */
function here(link: string): string {
  const { pathname, search, hash } = new URL(link);
  return server.url + pathname + search + hash;
}

test('an invitation comes by mail, and a link by mail replaces a forgotten password', async () => {
  const complaints = complaintsOf(desk);
  await desk.goto(`${server.url}/#/desk`);
  await desk.getByRole('button', { name: 'English' }).click();
  await desk.getByLabel('Its name').fill('Heart clinic');
  await desk.getByRole('button', { name: 'Make it' }).click();
  await desk.getByRole('heading', { name: 'Heart clinic' }).waitFor();
  await desk.getByLabel('E-mail, if the link should also be sent').fill('anna@example.dk');
  await desk.getByRole('button', { name: 'Make a link' }).click();
  await desk.getByText('The link is sent by mail as well.').waitFor();
  expect(await barriersOf(desk)).toEqual([]);
  const invitation = await mailServer.next('Heart clinic invites you');

  await phone.goto(here(invitation.link));
  await phone.getByRole('button', { name: 'English' }).click();
  await phone.getByLabel('Your name').fill('Anna');
  await phone.getByRole('button', { name: 'Accept' }).click();
  await phone.getByRole('heading', { name: 'Let Heart clinic see you?' }).waitFor();
  await phone.context().clearCookies();
  await phone.goto(server.url);
  await phone.reload();
  await phone.getByRole('button', { name: 'Mail me a link instead' }).waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByLabel('E-mail').fill('anna@example.dk');
  await phone.getByRole('button', { name: 'Mail me a link instead' }).click();
  await phone.getByText('a link is on its way').waitFor();
  const letter = await mailServer.next(TO_SIGN_IN);
  await phone.goto(here(letter.link));
  await phone.goto(`${server.url}/#/me`);
  await phone.getByRole('heading', { name: 'Anna' }).waitFor();
  expect(complaints).toEqual([]);
});

test('the week is summed up by mail and in this browser once Anna says so, and a message opens its week (D6)', async () => {
  const complaints = complaintsOf(phone);
  await phone.goto(`${server.url}/#/me`);
  const summary = phone.getByRole('region', { name: 'Sunday summary' });
  await summary.getByLabel('By mail to anna@example.dk').check();
  await expect
    .poll(() => askServer<{ mail: boolean }>(phone, '/v1/summary'))
    .toMatchObject({ mail: true, browsers: [] });
  expect(await barriersOf(phone)).toEqual([]);

  await phone.context().grantPermissions(['notifications']);
  const message = { week: '2026-W47', title: 'Week 47: Met', body: 'Done for this week.', locale: 'en' };
  await push(phone, JSON.stringify(message));
  const shown = (): Promise<object[]> =>
    phone.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, data }) => ({
        title,
        body,
        data: data as unknown,
      }));
    });
  await expect
    .poll(shown)
    .toEqual([{ title: 'Week 47: Met', body: 'Done for this week.', data: '/#/week/2026-W47' }]);
  expect(complaints).toEqual([]);
});

/** What a push service would hand to the service worker of the page. */
async function push(page: Page, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((found) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) found(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await session.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data });
  await session.detach();
}

test('the sessions stand on Me with their browsers, end one by one, and all with one tap', async () => {
  const other = await (await phone.context().browser()!.newContext({ locale: 'en-GB' })).newPage();
  const comeThere = async (): Promise<void> => {
    await askServer(phone, '/v1/auth/sign-in-link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'anna@example.dk', locale: 'en' }),
    });
    await other.goto(here((await mailServer.next(TO_SIGN_IN)).link));
    await other.getByRole('link', { name: 'Zone Coach' }).waitFor();
  };
  await comeThere();
  await phone.reload();
  await phone.getByText('Chrome on Linux').nth(1).waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Sign out there: Chrome on Linux' }).click();
  await phone.getByRole('button', { name: 'Sign out everywhere' }).waitFor({ state: 'detached' });
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();

  await comeThere();
  await phone.reload();
  await phone.getByRole('button', { name: 'Sign out everywhere' }).click();
  await phone.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
});

/** Scans nothing: reads the key of the app where the page offers to open it. */
async function setUpTwoFactor(page: Page): Promise<{ uri: string; spare: string }> {
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const uri = await page.getByRole('link', { name: 'Open it in an app on this phone' }).getAttribute('href');
  await page.getByLabel('The six digits that the app shows').fill(totpOf(uri!, Date.now()));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  const codes = page.getByRole('group', { name: 'Your backup codes' });
  return { uri: uri!, spare: await codes.locator('code').first().innerText() };
}

async function comeByLink(email: string): Promise<void> {
  await phone.getByLabel('E-mail').fill(email);
  await phone.getByRole('button', { name: 'Mail me a link instead' }).click();
  await phone.goto(here((await mailServer.next(TO_SIGN_IN)).link));
}

/** A change of the second factor: asked for, then with the password that it wants. */
async function prove(name: string): Promise<void> {
  await phone.getByRole('button', { name }).click();
  await phone.getByLabel('Your password').fill('twelve quiet otters');
  await phone.getByRole('button', { name }).click();
}

async function enterByPassword(): Promise<void> {
  await phone.getByLabel('E-mail').fill('anna@other.example.dk');
  await phone.getByRole('textbox', { name: 'Password' }).fill('twelve quiet otters');
  await phone.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('U4, U5: a code of an app is set up, another address waits for its mail, and both ways in ask for a code', async () => {
  const complaints = complaintsOf(phone);
  await comeByLink('anna@example.dk');
  await phone.goto(`${server.url}/#/me`);
  await phone.getByRole('button', { name: 'Set it up' }).click();
  await phone.getByLabel('The six digits that the app shows').fill('000000');
  await phone.getByRole('button', { name: 'Turn it on' }).click();
  await phone.getByText('This code does not fit.').waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Leave it' }).click();
  const { uri, spare } = await setUpTwoFactor(phone);
  expect(await barriersOf(phone)).toEqual([]);
  const saved = phone.waitForEvent('download');
  await phone.getByRole('button', { name: 'Save as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('zone-coach.txt');
  await phone.getByRole('button', { name: 'I have kept them' }).click();
  await phone.getByText('It is on:').waitFor();

  await phone.getByLabel('E-mail', { exact: true }).fill('anna@other.example.dk');
  await phone.getByLabel('Password, at least').fill('twelve quiet otters');
  await phone.getByRole('button', { name: 'Set password' }).click();
  await phone.getByText('Now answer the mail to anna@other.example.dk').waitFor();
  expect(await mailServer.next('gave it another e-mail address')).toMatchObject({ to: ['anna@example.dk'] });
  const toConfirm = await mailServer.next('sign in with this address');
  expect(toConfirm.to).toEqual(['anna@other.example.dk']);
  await phone.goto(here(toConfirm.link));
  await phone.getByText('The new e-mail address is yours').waitFor();
  await phone.goto(here(toConfirm.link));
  await phone.getByText('This link is not open').waitFor();

  await phone.context().clearCookies();
  await phone.reload();
  await enterByPassword();
  await phone.getByRole('heading', { name: 'One more step' }).waitFor();
  for (let attempt = 0; attempt < 5; attempt++) {
    await phone.getByLabel('Code, six digits').fill('000000');
    const answer = phone.waitForResponse(/verify-totp/);
    await phone.getByRole('button', { name: 'Sign in' }).click();
    expect((await answer).status()).toBe(401);
    await phone.getByText('This code does not fit.').waitFor();
  }
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.getByText('Too many wrong codes.').waitFor();
  expect(await barriersOf(phone)).toEqual([]);
  await phone.getByRole('button', { name: 'Start over' }).click();
  await enterByPassword();
  await phone.getByLabel('Code, six digits').fill(totpOf(uri, Date.now()));
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.getByRole('link', { name: 'Zone Coach' }).waitFor();
  expect(await askServer(phone, '/v1/me')).toMatchObject({ twoFactor: { enabled: true, required: false } });

  await phone.context().clearCookies();
  await phone.reload();
  await comeByLink('anna@other.example.dk');
  await phone.getByRole('button', { name: 'Use a backup code' }).click();
  await phone.getByLabel('Backup code').fill(spare);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.getByRole('link', { name: 'Zone Coach' }).waitFor();
  expect(phone.url()).not.toContain('second_factor');

  await phone.goto(`${server.url}/#/me`);
  await prove('New backup codes');
  const renewed = phone.getByRole('group', { name: 'Your backup codes' }).locator('code');
  await renewed.first().waitFor();
  expect(await renewed.allInnerTexts()).not.toContain(spare);
  await phone.getByRole('button', { name: 'I have kept them' }).click();
  await prove('Turn it off');
  await phone.getByRole('button', { name: 'Set it up' }).waitFor();
  expect(await askServer(phone, '/v1/me')).toMatchObject({ twoFactor: { enabled: false } });
  expect(complaints).toEqual([]);
});

test('U4: a clinic demands the code of all who work there: a coach without one sees its set-up instead of the desk', async () => {
  await desk.getByText('Set it up for yourself first').click();
  await setUpTwoFactor(desk);
  await desk.getByRole('button', { name: 'I have kept them' }).click();
  await desk.goto(`${server.url}/#/desk`);
  await desk.locator('.member').first().waitFor();
  await desk.getByRole('combobox', { name: 'As' }).selectOption({ label: 'Coach' });
  await desk.getByRole('button', { name: 'Make a link' }).click();
  const link = await desk.locator('.invitation code').innerText();
  const coach = await (await phone.context().browser()!.newContext({ locale: 'en-GB' })).newPage();
  await coach.goto(here(link));
  await coach.getByLabel('Your name').fill('Bo');
  await coach.getByRole('button', { name: 'Accept', exact: true }).click();
  await coach.getByRole('link', { name: 'Running now' }).waitFor();

  await desk.getByLabel('Everybody here needs two-factor sign-in').click();
  await expect
    .poll(() => askServer(desk, '/v1/clinics'), { timeout: 30_000 })
    .toMatchObject({ items: [{ requiresTwoFactor: true }] });
  await desk.reload();
  await expect.poll(() => desk.getByText('no two-factor yet').count(), { timeout: 30_000 }).toBe(1);
  expect(await desk.getByLabel('Everybody here needs two-factor sign-in').isChecked()).toBe(true);
  expect(await barriersOf(desk)).toEqual([]);
  // A desk that was open then stays open no longer than its coach looks elsewhere.
  await coach.getByRole('link', { name: 'Templates' }).click();
  await coach.getByRole('heading', { name: 'First set up two-factor sign-in' }).waitFor();
  expect(await barriersOf(coach)).toEqual([]);
  await setUpTwoFactor(coach);
  await coach.getByRole('button', { name: 'I have kept them' }).click();
  await coach.getByRole('link', { name: 'Running now' }).waitFor();
});
