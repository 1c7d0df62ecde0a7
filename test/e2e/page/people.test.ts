/** A clinic and an athlete, from the invitation to the last row that is gone (U2, U4, C1, C2, C4, C6, R2, R4, R5, R6). */
import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeHeartRateMeasurement } from '../../../src/adapters/wire/live/heart-rate-measurement.ts';
import { barriersOf } from '../../support/axe.ts';
import { freePort } from '../../support/free-port.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { addAuthenticator, askServer, chooseStrapByName, complaintsOf } from '../../support/page-driver.ts';
import { readQr } from './read-qr.ts';
import { useStrapPage } from './use-page.ts';

const STRAP = 'Emu Strap';
// A passkey belongs to a name, never to an IP address.
const port = String(await freePort());
const address = `http://localhost:${port}`;
const mailServer = await startMailServer();
afterAll(() => mailServer.close());
const tests = useStrapPage(
  { address: 'AA:BB:CC:00:11:44', name: STRAP },
  { PORT: port, PUBLIC_URL: address, SMTP_URL: mailServer.url },
);
let desk: Page;
let athlete: Page;
let athleteId: string;
/** An invitation that was taken back. */
let takenBack: string;
let complaints: string[];

interface Me {
  readonly athleteId: string;
}

beforeAll(async () => {
  desk = await tests.context.newPage();
  // The phone is light: each scheme is judged where it costs nothing more.
  await desk.emulateMedia({ colorScheme: 'dark' });
  await desk.goto(`${address}/#/desk`);
  complaints = complaintsOf(desk);
  await desk.getByRole('button', { name: 'English' }).click();
  const options = { locale: 'en-GB', timezoneId: 'Europe/Copenhagen', viewport: { width: 390, height: 844 } };
  const phone: BrowserContext = await tests.browser.newContext(options);
  athlete = await phone.newPage();
  await addAuthenticator(athlete);
}, 180_000);

/** One beat after the other until the coach sees the last on the wall. */
async function beatUntilSeen(seen: () => Promise<boolean>): Promise<void> {
  const beat = encodeHeartRateMeasurement({ bpm: 131, contact: true, rr: [469] });
  await expect
    .poll(
      async () => {
        tests.strap.notify(beat);
        return seen();
      },
      { timeout: 30_000, interval: 250 },
    )
    .toBe(true);
}

describe('a clinic and an athlete', () => {
  test('the operator makes a clinic and a link that lets an athlete in', async () => {
    await desk.getByLabel('Its name').fill('Heart clinic');
    await desk.getByRole('button', { name: 'Make it' }).click();
    await desk.getByRole('heading', { name: 'Heart clinic' }).waitFor();
    // Answered by the server before it shows.
    await desk.getByRole('checkbox', { name: /^coach/ }).click();
    await desk.getByRole('link', { name: 'Running now' }).waitFor();
    await desk.getByRole('button', { name: 'Make a link' }).click();
    await desk.getByRole('img', { name: 'QR code of the invitation' }).waitFor();
    await desk.getByRole('heading', { name: 'Open invitations' }).waitFor();
    expect(await barriersOf(desk)).toEqual([]);
    const link = desk.locator('.invitation code');
    takenBack = await link.innerText();
    await desk.getByRole('button', { name: /^Take back/ }).click();
    await desk.getByRole('heading', { name: 'Open invitations' }).waitFor({ state: 'detached' });
    await desk.getByLabel('E-mail, if the link should also be sent').fill('anna@example.dk');
    await desk.getByRole('button', { name: 'Make a link' }).click();
    await desk.getByText('The link is sent by mail as well.').waitFor();
    expect(await link.innerText()).not.toBe(takenBack);
  });

  test('the athlete accepts on a phone with a passkey and lets the clinic see, watch and prescribe', async () => {
    // U2: as a camera reads it from the desk, as it stands there to be passed on, and as it came by mail.
    const link = await readQr(desk.getByRole('img', { name: 'QR code of the invitation' }));
    expect(await desk.locator('.invitation code').innerText()).toBe(link);
    expect(await mailServer.next()).toMatchObject({ to: ['anna@example.dk'], link });
    await athlete.goto(link);
    await athlete.getByRole('button', { name: 'English' }).click();
    await athlete.getByLabel('Your name').fill('Anna');
    await athlete.getByRole('button', { name: 'Accept with a passkey' }).click();
    await athlete.getByRole('heading', { name: 'Let Heart clinic see you?' }).waitFor();
    await athlete.getByText('Nobody can see you.').waitFor();
    for (const scope of ['Each session', 'My pulse while I run', 'Prescribe for me and excuse weeks']) {
      await athlete.getByLabel(scope).check();
    }
    await athlete.getByLabel('Why, if you like').fill('rehabilitation');
    await athlete.getByRole('button', { name: 'Let them see this' }).click();
    await athlete.getByText('“rehabilitation”').waitFor();
    await athlete.getByRole('button', { name: 'Stop Heart clinic seeing you' }).waitFor();
    ({ athleteId } = await askServer<Me>(athlete, '/v1/me'));
    // Of the phone: days and weeks are theirs, not the server's.
    expect(await askServer(athlete, '/v1/athlete')).toMatchObject({ timeZone: 'Europe/Copenhagen' });
    const again = await athlete.context().newPage();
    const refusals = new Set<string>();
    for (const closed of [link, takenBack, link.replace(/.{8}$/, 'AAAAAAAA')]) {
      await again.goto('about:blank');
      await again.goto(closed);
      await again.getByLabel('Your name').fill('Bo');
      await again.getByRole('button', { name: 'Accept', exact: true }).click();
      await again.getByRole('heading', { name: 'This link is not open' }).waitFor();
      refusals.add(await again.locator('main').innerText());
    }
    // U2: used, taken back or guessed, in the same words.
    expect(refusals.size).toBe(1);
    await again.close();
  });

  test('R6: a template is made from a preset and given from a Monday', async () => {
    await desk.getByRole('link', { name: 'Templates' }).click();
    await desk.getByRole('heading', { name: 'No templates yet' }).waitFor();
    await desk.getByRole('button', { name: 'Make a template' }).click();
    await desk.getByLabel('Its name').fill('Heart rehabilitation');
    await desk.getByLabel('Why? Athletes read this').fill('the first four weeks');
    // Bands of nobody in particular are drawn, and in nobody's bpm.
    await desk.getByLabel('Begin with').selectOption({ label: 'Cardiac rehabilitation' });
    await expect
      .poll(() => desk.locator('.band-bars').innerText())
      .toMatch(/^Moderate\s+40–59 % of reserve\s+Vigorous\s+60–89 % of reserve$/);
    expect(await desk.locator('.band-bars .bar').count()).toBe(2);
    await desk.getByLabel('Begin with').selectOption({ label: 'Norwegian 4 × 4' });
    await desk.getByRole('button', { name: 'Save the template' }).click();
    await desk.getByRole('button', { name: /^Give it to athletes.*Heart rehabilitation/ }).click();
    await desk.getByLabel('Anna').check();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Prescribe to 1 athlete' }).click();
    await desk.getByText('Prescribed to Anna from').waitFor();
    await athlete.goto(`${address}/#/me/prescription`);
    await athlete.reload();
    const prescribed = athlete.locator('.notice').filter({ hasText: 'the first four weeks' });
    await prescribed.getByRole('button', { name: 'Say no to it' }).click();
    await prescribed.getByLabel('Why? They read it').fill('I am travelling');
    expect(await barriersOf(athlete)).toEqual([]);
    await prescribed.getByRole('button', { name: 'Say no', exact: true }).click();
    await prescribed.waitFor({ state: 'detached' });
    await athlete.goto(`${address}/#/week`);
    await desk.getByRole('link', { name: 'Athletes', exact: true }).click();
    await desk.getByRole('link', { name: 'Anna', exact: true }).click();
    await desk.getByText('I am travelling').waitFor();
  });

  test('R2, R4, C6: the desk shows why the athlete stands there, opens their week, writes and suggests', async () => {
    await desk.getByRole('link', { name: 'Athletes', exact: true }).click();
    await desk.getByText('Nothing has been recorded yet.').waitFor();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('link', { name: 'Anna', exact: true }).click();
    await desk.getByRole('heading', { name: 'This week' }).waitFor();
    await desk.locator('.lanes article').first().waitFor();
    await desk.getByRole('heading', { name: 'Did Anna get the dose?' }).waitFor();
    await desk.getByRole('textbox', { name: 'Write to Anna' }).fill('Welcome, begin gently.');
    await desk.getByRole('button', { name: 'Send' }).click();
    await desk.getByText('Welcome, begin gently.').waitFor();
    await desk.getByLabel('New value, bpm').fill('188');
    await desk.getByRole('button', { name: 'Suggest it' }).click();
    await desk.getByText('not answered yet').waitFor();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'Dansk' }).click();
    await desk.getByText('ikke besvaret endnu').waitFor();
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('button', { name: 'English' }).click();
  });

  test('C6: the athlete confirms the suggestion after a preview, and the coach reads it', async () => {
    await athlete.goto(`${address}/#/me`);
    await athlete.getByText('suggests 188 bpm').waitFor();
    expect(await barriersOf(athlete)).toEqual([]);
    await athlete
      .locator('.notice')
      .filter({ hasText: 'suggests 188 bpm' })
      .getByRole('button', { name: 'See what changes' })
      .click();
    await athlete.getByRole('button', { name: 'Use this value' }).click();
    await athlete.locator('.max-now').getByText('188').waitFor();
    await desk.reload();
    await desk.getByText('confirmed', { exact: true }).waitFor();
  });

  test('R4, R5: the athlete reads the note before a run, and runs with a strap; the coach sees it on the wall', async () => {
    await desk.getByRole('link', { name: 'Running now' }).click();
    await desk.getByRole('heading', { name: 'Nobody is running right now' }).waitFor();
    await chooseStrapByName(athlete, STRAP);
    await athlete.goto(`${address}/#/live`);
    await athlete.getByText('Welcome, begin gently.').waitFor();
    expect(await barriersOf(athlete)).toEqual([]);
    await athlete.getByRole('button', { name: 'Connect a strap' }).click();
    await expect.poll(() => tests.strap.notifying, { timeout: 30_000 }).toBe(true);
    const runner = desk.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: 'Anna' }) });
    await beatUntilSeen(() => runner.getByText('131').isVisible());
    await runner.getByText('Zone 2').waitFor();
    expect(await athlete.getByText('Welcome, begin gently.').count()).toBe(0);
    expect(await barriersOf(desk)).toEqual([]);
    // A look elsewhere during the run leads back to it.
    await athlete.goto(`${address}/#/consent`);
    const strip = athlete.locator('.live-strip');
    await strip.waitFor();
    expect(await barriersOf(athlete)).toEqual([]);
    await strip.click();
    await athlete.getByRole('button', { name: 'End', exact: true }).click();
    await athlete.getByRole('button', { name: 'End and save' }).click();
    await athlete.getByRole('heading', { name: 'Well run' }).waitFor();
  });

  test('C1, T11: the desk opens the session with its trace and what counted, and excuses a week', async () => {
    await desk.getByRole('link', { name: 'Athletes', exact: true }).click();
    await desk.getByRole('link', { name: 'Anna', exact: true }).click();
    await desk.getByText('How do you know?').first().click();
    await desk.getByRole('heading', { name: 'The rule' }).first().waitFor();
    await desk.getByRole('link', { name: 'All sessions' }).click();
    await desk.locator('.session-row').click();
    await desk.getByRole('heading', { name: 'What did the heart do?' }).waitFor();
    await desk.locator('.trace-place canvas').waitFor();
    expect(await desk.getByText('Share by link').count()).toBe(0);
    expect(await barriersOf(desk)).toEqual([]);
    await desk.getByRole('link', { name: 'Their week' }).click();
    await desk.getByText('Ill or away?').click();
    await desk.getByLabel('Reason, if you like').fill('a cold');
    await desk.getByRole('button', { name: 'Excuse this week' }).click();
    await desk.getByText('The athlete took this week off').waitFor();
    expect(await barriersOf(desk)).toEqual([]);
  });

  test('R4: a word is pinned to next week as well', async () => {
    await desk.getByRole('textbox', { name: 'Write to Anna' }).fill('Ease off next week.');
    await desk.getByLabel('For the week').selectOption({ index: 1 });
    await desk.getByRole('button', { name: 'Send' }).click();
    await desk.getByText('Ease off next week.').waitFor();
    const { items } = await askServer<{ items: { text: string; week: string }[] }>(athlete, '/v1/notes');
    const weekOf = (text: string): string => items.find((note) => note.text === text)!.week;
    expect(weekOf('Ease off next week.') > weekOf('Welcome, begin gently.')).toBe(true);
  });

  test('C2: one tap takes away one thing, and the desk shows the rest', async () => {
    await athlete.goto(`${address}/#/consent`);
    await athlete.getByRole('button', { name: /^Take away.*Each session/ }).click();
    await athlete.getByRole('button', { name: /^Take away.*Each session/ }).waitFor({ state: 'detached' });
    expect(await barriersOf(athlete)).toEqual([]);
    await desk.reload();
    await desk.getByText('Lets the clinic: see weeks and goals · see the pulse while running').waitFor();
    await desk.getByRole('link', { name: 'All sessions' }).waitFor({ state: 'detached' });
  });

  test('C1: one coach is let in by their own link, through no clinic, without an end', async () => {
    await desk.getByRole('link', { name: 'Your own' }).click();
    const link = await desk.getByText('/#/consent/coachUserId').innerText();
    expect(await barriersOf(desk)).toEqual([]);
    // Whoever passes it on can't say who asks: the server does.
    await athlete.goto(`${link}%20Heart%20clinic`);
    await athlete.getByRole('heading', { name: 'Let somebody without a name see you?' }).waitFor();
    await athlete.goto(link);
    await athlete.getByRole('heading', { name: 'Let somebody without a name see you?' }).waitFor();
    await athlete.getByLabel('Last day').fill('');
    await athlete.getByText('It lasts until you end it.').waitFor();
    await athlete.getByRole('button', { name: 'Let them see this' }).click();
    const stop = athlete.getByRole('button', { name: 'Stop One coach seeing you' });
    await stop.waitFor();
    await desk.reload();
    await desk.getByRole('link', { name: 'Anna', exact: true }).click();
    await desk.getByRole('heading', { name: 'Did Anna get the dose?' }).waitFor();
    await stop.click();
    await stop.waitFor({ state: 'detached' });
  });

  test('D2: an application is registered, let in with less than it asks, and disconnected with one tap', async () => {
    const callback = 'https://log.example/back';
    let answerList = (): void => undefined;
    const isRegistered = new Promise<void>((resolve) => {
      answerList = resolve;
    });
    await athlete.route(
      '**/v1/applications',
      async (route) => {
        const answer = await route.fetch();
        await isRegistered;
        await route.fulfill({ response: answer });
      },
      { times: 1 },
    );
    await athlete.goto(`${address}/#/me`);
    await athlete.getByText('Register an application', { exact: true }).click();
    await athlete.getByLabel('What it is called').fill('Running log');
    await athlete.getByLabel('Addresses to which people are sent back').fill(callback);
    await athlete.getByRole('button', { name: 'Register it' }).click();
    const id = /[0-9a-f-]{36}/.exec(await athlete.getByText('Client id:').innerText())![0];
    answerList();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: callback,
      scope: 'report sessions offline_access',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    await athlete.route(`${callback}*`, (route) => route.fulfill({ body: 'back' }));
    await athlete.goto(`${address}/v1/auth/oauth2/authorize?${query.toString()}`);
    await athlete.getByRole('heading', { name: 'Give Running log access?' }).waitFor();
    await athlete.getByText('You are sent back to log.example.').waitFor();
    expect(await barriersOf(athlete)).toEqual([]);
    await athlete.getByLabel('see each session with its pulse').uncheck();
    await athlete.getByRole('button', { name: 'Give access' }).click();
    await athlete.waitForURL(`${callback}?code=*`);
    await athlete.goto(`${address}/#/me`);
    const applications = athlete.getByRole('region', { name: 'Connected applications' });
    await applications.getByText('Weeks and goals', { exact: true }).waitFor();
    expect(await barriersOf(athlete)).toEqual([]);
    await applications.getByRole('button', { name: 'Disconnect Running log' }).click();
    await applications.getByText('No application is connected.').waitFor();
  });

  test('C3: a link shows one session without a sign-in, until the athlete ends it', async () => {
    const { items } = await askServer<{ items: { id: string }[] }>(athlete, '/v1/sessions?limit=1');
    await athlete.goto(`${address}/#/session/${items[0]!.id}`);
    await athlete.getByText('Share by link').click();
    await athlete.getByRole('button', { name: 'Make a link' }).click();
    const link = await athlete.getByRole('group', { name: 'The link' }).locator('output').innerText();
    const stranger = await tests.browser.newPage({ locale: 'da-DK', viewport: { width: 360, height: 740 } });
    await stranger.goto(`${link}?locale=en`);
    await stranger.getByRole('heading', { name: 'Session' }).waitFor();
    expect(await barriersOf(stranger)).toEqual([]);
    await athlete.goto(`${address}/#/consent`);
    await athlete.getByRole('button', { name: /^End it.*One session/ }).click();
    await athlete.getByRole('heading', { name: 'Open links' }).waitFor({ state: 'detached' });
    expect((await stranger.goto(link))?.status()).toBe(410);
    await stranger.getByRole('heading', { name: 'Linket er ikke åbent' }).waitFor();
    expect(await barriersOf(stranger)).toEqual([]);
    await stranger.close();
  });

  test('the athlete reads who has looked, and stops it with one tap', async () => {
    await athlete.goto(`${address}/#/consent`);
    await athlete.getByText('Welcome, begin gently.').waitFor();
    for (const look of ['you on their list', 'your pulse while you ran', 'a new prescription for you']) {
      await athlete.getByText(look).waitFor();
    }
    // C4: which session it was.
    const look = athlete.getByRole('listitem').filter({ hasText: 'Heart clinic: one session' });
    await look.getByRole('link').waitFor();
    await athlete.getByRole('button', { name: 'Stop Heart clinic seeing you' }).click();
    await athlete.getByText('Nobody can see you.').waitFor();
    await desk.getByRole('link', { name: 'Heart clinic', exact: true }).click();
    await desk.getByText('No athlete lets this clinic see reports yet.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the athlete takes everything along and has it erased: no row is left', async () => {
    await athlete.goto(`${address}/#/me`);
    const download = athlete.waitForEvent('download');
    await athlete.getByRole('link', { name: 'Export everything' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await athlete.getByText('Delete everything').first().click();
    await athlete.getByLabel('Type DELETE to confirm').fill('delete');
    await athlete.getByRole('button', { name: 'Delete everything' }).click();
    await athlete.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    const { db } = tests.database;
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = current_schema() and column_name = 'athlete_id'
    `.execute(db);
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { rows } = await sql`select 1 from ${sql.table(name)} where athlete_id = ${athleteId}`.execute(
        db,
      );
      expect(rows, name).toEqual([]);
    }
  });

  test('the operator looks around in a demo clinic, made by one click and gone by another', async () => {
    const athletes = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from athlete`.execute(
        tests.database.db,
      );
      return rows[0]!.n;
    };
    const before = await athletes();
    await desk.getByRole('link', { name: 'People', exact: true }).click();
    await desk.getByRole('button', { name: 'Make the demo clinic' }).click();
    await expect.poll(() => desk.locator('.roster-name').count(), { timeout: 60_000 }).toBe(20);
    expect(await athletes()).toBe(before + 20);
    expect(await barriersOf(desk)).toEqual([]);
    // R1: found among many by name, by what they stand there for, and in another order or week.
    const shown = desk.locator('.roster-name');
    await desk.getByRole('searchbox', { name: 'Name' }).fill('lund');
    await expect.poll(() => shown.allTextContents()).toEqual(['Thea Lund']);
    await desk.getByRole('searchbox', { name: 'Name' }).fill('');
    await desk.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Silent for a week' });
    await expect.poll(async () => (await shown.allTextContents()).includes('Thea Lund')).toBe(true);
    await expect.poll(() => shown.count()).toBeLessThan(20);
    // Of the week before: a week under way may have no hard day yet.
    await desk.getByRole('combobox', { name: 'Week' }).selectOption({ index: 1 });
    await desk.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Too hard' });
    await expect.poll(() => shown.allTextContents()).toEqual(['Emil Krogh', 'Mads Toft']);
    await desk.getByRole('combobox', { name: 'Week' }).selectOption({ index: 0 });
    await desk.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Everybody' });
    await desk.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'By name' });
    await expect.poll(() => shown.first().textContent()).toBe('Agnes Holm');
    await desk.getByRole('searchbox', { name: 'Name' }).fill('nobody of this name');
    await desk.getByText('No athlete is like that.').waitFor();
    await desk.getByRole('link', { name: 'People', exact: true }).click();
    await desk.getByRole('button', { name: 'Remove the demo clinic' }).click();
    await desk.getByRole('heading', { name: 'Heart clinic' }).waitFor();
    await expect.poll(athletes, { timeout: 30_000 }).toBe(before);
  });
});
