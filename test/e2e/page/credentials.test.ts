import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { barriersOf } from '../../support/axe.ts';
import { complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
const FIRST = 'twelve quiet otters';
const SECOND = 'thirteen loud badgers';

test('W: an old sign-in is asked for the current password, and told that other sessions ended, now and later', async () => {
  const page = await tests.open('#/me');
  const complaints = complaintsOf(page);
  await page.getByLabel('E-mail', { exact: true }).fill('anna@example.com');
  await page.getByLabel('Password, at least').fill(FIRST);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Everywhere else you are signed out.').waitFor();
  const elsewhere = await fetch(`${tests.server.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: tests.server.url },
    body: JSON.stringify({ email: 'anna@example.com', password: FIRST }),
  });
  expect(elsewhere.status).toBe(200);
  await sql`update auth_session set "createdAt" = now() - interval '1 hour'`.execute(tests.database.db);

  await page.getByLabel('Password, at least').fill(SECOND);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('alert').getByText('more than ten minutes old').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByLabel('Current password').fill(SECOND);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('alert').getByText('does not fit').waitFor();
  await page.getByLabel('Current password').fill(FIRST);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Everywhere else you are signed out.').waitFor();
  await page.getByLabel('Current password').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByText('E-mail and password set').count()).toBe(2);
  await page.getByText('1 other sign-in ended').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
