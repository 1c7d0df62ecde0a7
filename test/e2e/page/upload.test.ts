import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { monitoringFile, runFile } from '../../support/day-of-files.ts';
import { makeDirectory } from '../../support/guarded.ts';
import { zipOf } from '../../support/zip-of.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();

let folder: string;
beforeAll(async () => {
  folder = await makeDirectory('folder');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A run of an hour at this hour of November: hours apart, no two are one session. */
const run = (hour: number): Uint8Array =>
  runFile(new Date(Date.UTC(2026, 9, 1, hour)).toISOString(), hour + 1);

const asFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** Two batches and a half of what an import stores at once. */
const FILES = 40;
/** What a row says of an import that has brought some of them. */
const IN_THE_MIDDLE = new RegExp(`^(?!0 |${FILES} )\\d+ of ${FILES} done`);

/** An archive of runs, none of them at the hours of another archive. */
const yearsFrom = (hour: number): Uint8Array =>
  zipOf(Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`${i}.fit`, run(hour + i * 3)])));

/**
 * From its first progress on, another runner than the server's has the lease of each import, and does nothing: it stays in
 * the middle on any machine, until somebody stops it or it is let go on. A lock would not do, since the batch that waited
 * for it would hold up the Stop as well.
 */
async function keepInTheMiddle(): Promise<void> {
  const { db } = tests.database;
  await sql`create function take_over() returns trigger language plpgsql as $$
    begin
      new.epoch := new.epoch + 1;
      new.lease_until := now() + interval '1 hour';
      return new;
    end $$`.execute(db);
  await sql`create trigger take_over before update on import_job
    for each row when (old.done = 0 and new.done > 0) execute function take_over()`.execute(db);
  onTestFinished(async () => {
    await sql`drop function take_over cascade`.execute(db);
  });
}

/** The server's runner takes what nobody holds. */
async function letGoOn(): Promise<void> {
  await sql`update import_job set lease_until = null where state = 'running'`.execute(tests.database.db);
}

async function countSessions(page: Page): Promise<number> {
  return (await askServer<{ items: unknown[] }>(page, '/v1/sessions?limit=200')).items.length;
}

describe('upload', () => {
  test('files are taken, known again, refused in words, and undone', async () => {
    const page = await tests.open('#/upload');
    const complaints = complaintsOf(page);
    const input = page.getByTestId('files');
    await input.setInputFiles([asFile('one.fit', run(0)), asFile('two.fit', run(3))]);
    await page.getByText('2 of 2 done').waitFor();
    await input.setInputFiles([asFile('again.fit', run(0)), asFile('holiday.jpg', Buffer.from('no run'))]);
    const rows = page.locator('.queue-row');
    await rows.filter({ hasText: 'again.fit' }).getByText('Already here').waitFor();
    await rows.filter({ hasText: 'holiday.jpg' }).getByText('Refused').waitFor();
    expect(await rows.filter({ hasText: 'holiday.jpg' }).textContent()).toContain(
      'not a FIT, TCX or GPX file',
    );
    expect(await countSessions(page)).toBe(2);

    // What was here before is not this file's to take back.
    expect(await page.getByRole('button', { name: 'Undo again.fit' }).count()).toBe(0);
    await page.locator('.import-log').getByRole('button', { name: 'Undo two.fit' }).click();
    await expect.poll(() => countSessions(page), { timeout: 10_000 }).toBe(1);
    await page.locator('.queue').getByRole('button', { name: 'Undo one.fit' }).click();
    await rows.filter({ hasText: 'one.fit' }).getByText('undone').waitFor();
    expect(await countSessions(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('a folder is walked to the bottom, without what an operating system left there, and undone as one', async () => {
    await mkdir(join(folder, 'watch/2026'), { recursive: true });
    await writeFile(join(folder, 'watch/easy.fit'), run(10));
    await writeFile(join(folder, 'watch/2026/day.fit'), monitoringFile('2026-10-05T00:00:00Z', 600));
    await writeFile(join(folder, 'watch/2026/long.fit'), run(20));
    await writeFile(join(folder, 'watch/.DS_Store'), 'clutter');
    const page = await tests.open('#/upload');
    await page.getByTestId('folder').setInputFiles(join(folder, 'watch'));
    await page.getByText('3 of 3 done').waitFor();
    expect(await countSessions(page)).toBe(2);
    await page.getByRole('button', { name: 'Undo all of these' }).click();
    await page.locator('.queue-row[data-state="undone"]').nth(2).waitFor();
    expect(await countSessions(page)).toBe(0);
    await page.close();
  });

  test('a large archive goes on while nobody looks, tells what became of each file, and is undone as one', async () => {
    const entries = Array.from({ length: 30 }, (_, i) => [`runs/${i}.fit`, run(100 + i * 3)] as const);
    const zip = zipOf({ ...Object.fromEntries(entries), 'notes.txt': Buffer.from('no run') });
    const page = await tests.open('#/upload');
    await page.getByTestId('files').setInputFiles(asFile('everything.zip', zip));
    await page.locator('.queue-row').getByText('of 31 done').waitFor();
    await page.close();

    const later = await tests.open('#/upload');
    const job = later.locator('.import-log > li', { hasText: 'everything.zip' });
    await job.getByText('31 of 31 done · 30 imported · 1 refused').waitFor({ timeout: 60_000 });
    await job.getByText('Each file').click();
    await job.locator('.outcomes li').filter({ hasText: 'notes.txt' }).getByText('Refused').waitFor();
    expect(await countSessions(later)).toBe(30);
    await job.getByRole('button', { name: 'Undo everything.zip' }).click();
    await job.getByText('undone').waitFor({ timeout: 60_000 });
    expect(await countSessions(later)).toBe(0);
    await later.close();
  });

  test('an import is stopped in the middle; what it brought until then is undone', async () => {
    await keepInTheMiddle();
    const page = await tests.open('#/upload');
    await page.getByTestId('files').setInputFiles(asFile('years.zip', yearsFrom(400)));
    const row = page.locator('.queue-row', { hasText: 'years.zip' });
    await row.getByText(IN_THE_MIDDLE).waitFor({ timeout: 60_000 });
    await row.getByRole('button', { name: 'Stop years.zip' }).click();
    await row.getByText('stopped').waitFor();
    const brought = await countSessions(page);
    expect(brought).toBeGreaterThan(0);
    expect(brought).toBeLessThan(FILES);
    await row.getByRole('button', { name: 'Undo years.zip' }).click();
    await row.getByText('undone').waitFor({ timeout: 60_000 });
    expect(await countSessions(page)).toBe(0);
    await page.close();
  });

  test('an import that ends before its Stop arrives is shown as done, without a fault, and can be undone', async () => {
    await keepInTheMiddle();
    const first = await tests.open('#/upload');
    await first.getByTestId('files').setInputFiles(asFile('decades.zip', yearsFrom(700)));
    await first.locator('.queue-row').getByText(IN_THE_MIDDLE).waitFor({ timeout: 60_000 });
    await first.close();

    const page = await tests.open();
    const stopOnItsWay = new Promise<Route>((resolve) => {
      void page.route('**/v1/uploads/jobs/*', (route) =>
        route.request().method() === 'DELETE' ? resolve(route) : route.continue(),
      );
    });
    await page.goto(`${tests.server.url}/#/upload`);
    const job = page.locator('.import-log > li', { hasText: 'decades.zip' });
    await job.getByRole('button', { name: 'Stop decades.zip' }).click();
    const stop = await stopOnItsWay;
    await letGoOn();
    await job.getByText(`${FILES} of ${FILES} done`).waitFor({ timeout: 60_000 });
    const undo = job.getByRole('button', { name: 'Undo decades.zip' });
    // Not what it does, which waits for the answer to Stop.
    expect(await undo.textContent()).toBe('Undo');
    expect(await undo.isDisabled()).toBe(true);
    const answered = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await stop.continue();
    expect((await answered).status()).toBe(409);
    await expect.poll(() => undo.isEnabled()).toBe(true);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await job.getAttribute('data-state')).toBe('done');
    await undo.click();
    await job.getByText('undone').waitFor({ timeout: 60_000 });
    expect(await countSessions(page)).toBe(0);
    await page.close();
  });

  test('V2: what another app or site shares is shown, and uploaded only when a person says so', async () => {
    const page = await tests.open();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await page.evaluate(
      (bytes) => {
        const form = document.createElement('form');
        form.action = '/share';
        form.method = 'post';
        form.enctype = 'multipart/form-data';
        const input = document.createElement('input');
        input.type = 'file';
        input.name = 'file';
        const given = new DataTransfer();
        given.items.add(new File([new Uint8Array(bytes)], 'løb på vej.fit'));
        input.files = given.files;
        form.append(input);
        document.body.append(form);
        form.submit();
      },
      [...run(1000)],
    );
    await page.getByText('løb på vej.fit').waitFor();
    expect(await page.locator('.queue-row').count()).toBe(0);
    await page.getByRole('button', { name: 'Upload it' }).click();
    const row = page.locator('.queue-row', { hasText: 'løb på vej.fit' });
    await row.getByText('Imported').waitFor();
    expect(page.url()).toBe(`${tests.server.url}/#/upload`);
    await page.reload();
    await page.locator('.import-log').first().waitFor();
    expect(await page.locator('.queue-row').count()).toBe(0);
    await page.close();
  });
});
