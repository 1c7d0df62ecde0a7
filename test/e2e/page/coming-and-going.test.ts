import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countRows, listTables } from '../../../src/adapters/postgres/tables.ts';
import { addDays, parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { isoWeekOf } from '../../../src/domain/calendar/week.ts';
import { barriersOf } from '../../support/axe.ts';
import { createTestDatabase } from '../../support/database.ts';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { createDisposers } from '../../support/disposers.ts';
import { EXPIRING_TABLES } from '../../support/expiring-tables.ts';
import { askServer, signIn } from '../../support/page-driver.ts';
import { startPageServer } from '../../support/page-server.ts';
import { usePage } from './use-page.ts';

const tests = usePage();
const DAY_MS = 86_400_000;
const PATIENCE_MS = 60_000;
const PASSWORD = 'løb hver dag, lidt';

let page: Page;
const elsewhere = createDisposers();

beforeAll(async () => {
  page = await tests.open('#/start');
});
afterAll(() => elsewhere.run());

async function send(on: Page, method: string, path: string, body: unknown): Promise<unknown> {
  return askServer(on, path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const asFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** A life with some of everything, told through the page and its routes. */
async function live(): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill('Åse Ørsted');
  await page.getByLabel('Measured max heart rate').fill('188');
  await page.getByRole('button', { name: 'That’s me' }).click();
  await page.locator('.lanes').waitFor();
  const today = new Date().toISOString().slice(0, 10);
  const lastWeek = isoWeekOf(addDays(parseLocalDate(today)!, -7));
  await send(page, 'PUT', `/v1/athlete/excused-weeks/${lastWeek}`, { reason: 'ferie' });
  await send(page, 'PUT', `/v1/athlete/resting-heart-rates/${today}`, { bpm: 51 });
  await send(page, 'POST', '/v1/athlete/prescriptions', {
    validFrom: '2026-01-05',
    reason: 'efter operation',
    antiInflammatory: { minimumDays: 3, maximumDays: 6, minimumMinutes: 20, maximumMinutes: 45 },
  });
  await send(page, 'POST', '/v1/sessions/logged', {
    startedAt: new Date(Date.now() - 3 * DAY_MS).toISOString(),
    activeSeconds: 1_800,
    sport: 'training',
    subSport: 'strength_training',
    note: 'kettlebells',
  });
  const at = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
  await page.goto(`${tests.server.url}/#/upload`);
  await page
    .getByTestId('files')
    .setInputFiles([
      asFile('one.fit', runFile(at(1), 3)),
      asFile('two.fit', runFile(at(9), 4)),
      asFile('day.fit', monitoringFile(at(5), 900)),
    ]);
  await page.getByText('3 of 3 done').waitFor({ timeout: PATIENCE_MS });
  await page.goto(`${tests.server.url}/#/live/simulated`);
  await page.locator('.intervals').waitFor();
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End and save' }).click();
  await page.getByRole('heading', { name: 'Well run' }).waitFor({ timeout: PATIENCE_MS });
}

/** Reports of the weeks told, without what names rows rather than facts. */
async function weeks(on: Page): Promise<unknown> {
  const today = parseLocalDate(new Date().toISOString().slice(0, 10))!;
  const [from, to] = [isoWeekOf(addDays(today, -21)), isoWeekOf(today)];
  return JSON.parse(
    JSON.stringify(await askServer(on, `/v1/reports/weeks?from=${from}&to=${to}&locale=da`)).replaceAll(
      /"(prescriptionId|sessionId)":"[^"]*"/g,
      '"$1":""',
    ),
  );
}

/** The words of the page in a language: a file each. */
const WORDS = /\/assets\/page-[\w-]{8}\.js$/;

describe('coming back', () => {
  test('words that can’t be loaded are told of in both languages, and asked for once more', async () => {
    const fresh = await tests.browser.newPage({ serviceWorkers: 'block' });
    await fresh.route(WORDS, (route) => route.abort());
    await fresh.goto(tests.server.url);
    await fresh.getByText('Siden kunne ikke hentes.').waitFor();
    await fresh.getByText('The page could not be loaded.').waitFor();
    expect(await barriersOf(fresh)).toEqual([]);
    await fresh.unroute(WORDS);
    await fresh.getByRole('button', { name: 'Try again' }).click();
    await fresh.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await fresh.close();
  });

  test('a password set on the page signs another browser in; a wrong one is refused in words', async () => {
    await live();
    await page.evaluate(() => {
      location.hash = '#/me';
    });
    await page.getByLabel('E-mail', { exact: true }).fill('aase@example.org');
    await page.getByLabel('Password, at least 12 characters').fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Set. Everywhere else you are signed out.').waitFor();

    const other = await tests.browser.newContext({ locale: 'da-DK' });
    const fresh = await other.newPage();
    await fresh.goto(tests.server.url);
    await fresh.getByLabel('E-mail').fill('aase@example.org');
    await fresh.getByRole('textbox', { name: 'Adgangskode' }).fill('det er ikke den');
    await fresh.getByRole('button', { name: 'Log ind' }).click();
    await fresh.getByText('E-mail eller adgangskode passer ikke.').waitFor();
    await fresh.getByRole('textbox', { name: 'Adgangskode' }).fill(PASSWORD);
    await fresh.getByRole('button', { name: 'Log ind' }).click();
    await fresh.getByRole('heading', { name: 'Denne uge' }).waitFor();

    await fresh.evaluate(() => {
      location.hash = '#/me';
    });
    await fresh.getByRole('button', { name: 'Log ud her' }).click();
    await fresh.getByRole('heading', { name: 'Log ind' }).waitFor();
    expect(await fresh.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await other.close();
  });

  test('a lost link is renewed by one command, and works once', async () => {
    const link = await tests.server.freshSignInLink();
    const other = await tests.browser.newContext({ locale: 'en-GB' });
    const fresh = await other.newPage();
    await fresh.goto(link);
    await fresh.getByRole('heading', { name: 'This week' }).waitFor();
    await other.clearCookies();
    await fresh.goto(link);
    await fresh.goto(tests.server.url);
    await fresh.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
  });
});

describe('leaving', () => {
  test('what the page exports gives the same weeks in an empty installation', async () => {
    await page.goto(`${tests.server.url}/#/me`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export everything' }).click();
    const archive = await readFile(await (await downloading).path());

    const database = elsewhere.add(await createTestDatabase(), (each) => each.dispose());
    const server = elsewhere.add(await startPageServer(database.url, { SIGN_UP: 'open' }), (each) =>
      each.stop(),
    );
    const context = await signIn(tests.browser, server);
    const there = await context.newPage();
    await there.goto(`${server.url}/#/upload`);
    await there.getByTestId('files').setInputFiles(asFile('zone-coach-export.zip', archive));
    await there.getByText('1 of 1 done').waitFor({ timeout: PATIENCE_MS });
    expect(await weeks(there)).toEqual(await weeks(page));
    await there.reload();
    await there.evaluate(() => {
      location.hash = '#/me';
    });
    await there.getByRole('heading', { name: 'Åse Ørsted' }).waitFor();
    await context.close();
    // U3: open to all, it takes in a stranger, as an athlete of their own.
    const stranger = await tests.browser.newPage({ locale: 'en-GB' });
    await stranger.goto(server.url);
    await stranger.getByText('New here? Make an account').click();
    const account = stranger.getByRole('form', { name: 'New here? Make an account' });
    await account.getByLabel('Your name').fill('Bo');
    await account.getByLabel('E-mail').fill('bo@example.dk');
    await account.getByLabel('Password').fill(PASSWORD);
    expect(await barriersOf(stranger)).toEqual([]);
    await account.getByRole('button', { name: 'Make the account' }).click();
    await stranger.locator('.start form').waitFor();
    await stranger.close();
  });

  test('after deleting everything no table holds a row, and this browser knows nobody', async () => {
    const { db } = tests.database;
    const tables = await listTables(db);
    const full = await countRows(db, tables);
    expect(Object.values(full).filter((rows) => rows > 0).length).toBeGreaterThan(12);
    await page.goto(`${tests.server.url}/#/me`);
    await page.getByText('Delete everything', { exact: true }).first().click();
    const confirm = page.getByRole('button', { name: 'Delete everything' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Type DELETE to confirm').fill('delete');
    await confirm.click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();

    const left = await countRows(db, tables);
    expect(tables.filter((table) => left[table] !== 0 && !EXPIRING_TABLES.includes(table))).toEqual([]);
    const kept = await page.evaluate(async () => ({
      local: Object.keys(localStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
    }));
    expect(kept).toEqual({ local: [], databases: [] });
  });
});
