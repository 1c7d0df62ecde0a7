/** People on one page: invited, letting a clinic see them, looked at, written to, and stopping it (U2, C1, C2, C4, R2, R4). */
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { barriersOf } from '../../support/axe.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
let desk: Page;
let athlete: Page;
let complaints: string[];

interface Me {
  readonly user: { readonly id: string };
  readonly clinics: readonly { readonly id: string }[];
}

interface Prescriptions {
  readonly items: readonly object[];
}

const asJson = { 'content-type': 'application/json' };

beforeAll(async () => {
  desk = await tests.open('#/desk');
  complaints = complaintsOf(desk);
  await desk.getByRole('button', { name: 'English' }).click();
  const options = { locale: 'en-GB', timezoneId: 'Europe/Copenhagen', viewport: { width: 390, height: 844 } };
  const phone: BrowserContext = await tests.browser.newContext(options);
  athlete = await phone.newPage();
}, 180_000);

describe('a clinic and an athlete', () => {
  test('the operator makes a clinic and a link that lets an athlete in', async () => {
    await desk.getByLabel('Its name').fill('Heart clinic');
    await desk.getByRole('button', { name: 'Make it' }).click();
    await desk.getByRole('heading', { name: 'Heart clinic' }).waitFor();
    const { user, clinics } = await askServer<Me>(desk, '/v1/me');
    await askServer(desk, `/v1/clinics/${clinics[0]!.id}/members/${user.id}`, {
      method: 'PATCH',
      headers: asJson,
      body: JSON.stringify({ roles: ['admin', 'coach'] }),
    });
    await desk.reload();
    await desk.getByRole('link', { name: 'People' }).click();
    await desk.getByRole('button', { name: 'Make a link' }).click();
    await desk.getByRole('img', { name: 'QR code of the invitation' }).waitFor();
  });

  test('the athlete accepts on a phone and lets the clinic see the week', async () => {
    const link = await desk.locator('.invitation code').innerText();
    await athlete.goto(link.replace(/^https?:\/\/[^/]+/, tests.server.url));
    await athlete.getByRole('button', { name: 'English' }).click();
    await athlete.getByLabel('Your name').fill('Anna');
    await athlete.getByRole('button', { name: 'Accept' }).click();
    await athlete.getByRole('heading', { name: 'Let Heart clinic see you?' }).waitFor();
    await athlete.getByText('Nobody can see you.').waitFor();
    await athlete.getByLabel('My pulse while I run').check();
    await athlete.getByLabel('Prescribe for me and excuse weeks').check();
    await athlete.getByRole('button', { name: 'Let them see this' }).click();
    await athlete.getByRole('button', { name: 'Stop Heart clinic seeing you' }).waitFor();
    const again = await athlete.context().newPage();
    await again.goto(link.replace(/^https?:\/\/[^/]+/, tests.server.url));
    await again.getByLabel('Your name').fill('Bo');
    await again.getByRole('button', { name: 'Accept' }).click();
    await again.getByRole('heading', { name: 'This link is not open' }).waitFor();
    await again.close();
  });

  test('the desk shows the athlete, why they stand there, and sends a note', async () => {
    await desk.getByRole('link', { name: 'Athletes' }).click();
    await desk.getByText('Nothing has been recorded yet.').waitFor();
    await desk.getByRole('button', { name: 'Write to Anna' }).click();
    await desk.getByRole('textbox', { name: 'Write to Anna' }).fill('Welcome, begin gently.');
    await desk.getByRole('button', { name: 'Send' }).click();
    await desk.getByText('Sent', { exact: true }).waitFor();
  });

  test('R6: a template is made from a preset and given from a Monday', async () => {
    await desk.getByRole('link', { name: 'Templates' }).click();
    await desk.getByRole('heading', { name: 'No templates yet' }).waitFor();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Make a template' }).click();
    await desk.getByLabel('Its name').fill('Heart rehabilitation');
    await desk.getByLabel('Why? Athletes read this').fill('the first four weeks');
    await desk.getByLabel('Begin with').selectOption({ label: 'Norwegian 4 × 4' });
    await desk.getByRole('button', { name: 'Save the template' }).click();
    await desk.getByRole('button', { name: 'Give Heart rehabilitation to athletes' }).click();
    await desk.getByLabel('Anna').check();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Prescribe to 1 athlete' }).click();
    await desk.getByText('Prescribed to Anna from').waitFor();
    const { items } = await askServer<Prescriptions>(athlete, '/v1/athlete/prescriptions');
    expect(items).toMatchObject([{ reason: 'the first four weeks', targets: [{ id: 'norwegian_4x4' }] }]);
  });

  test('R5: the wall shows who runs, and says what to do while nobody does', async () => {
    await desk.getByRole('link', { name: 'Running now' }).click();
    await desk.getByRole('heading', { name: 'Nobody is running right now' }).waitFor();
    await athlete.goto(`${tests.server.url}/#/live`);
    await athlete.getByRole('button', { name: 'Try it with a simulated run' }).click();
    const runner = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: 'Anna' }) });
    await runner.getByText('simulated').waitFor();
    expect(await runner.locator('.runner-pulse').innerText()).toMatch(/^\d{2,3}/);
    expect(await barriersOf(desk)).toEqual([]);
    await athlete.goto(`${tests.server.url}/#/consent`);
  });

  test('the athlete reads the note and who has looked, and stops it with one tap', async () => {
    await athlete.reload();
    await athlete.getByText('Welcome, begin gently.').waitFor();
    await athlete.getByText('you on their list').waitFor();
    await athlete.getByRole('button', { name: 'Stop Heart clinic seeing you' }).click();
    await athlete.getByText('Nobody can see you.').waitFor();
    await desk.getByRole('link', { name: 'Athletes' }).click();
    await desk.getByText('No athlete lets this clinic see reports yet.').waitFor();
    expect(complaints).toEqual([]);
  });
});
