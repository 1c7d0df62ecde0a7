import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseLocalDate } from '../../../src/domain/calendar/local-time.ts';
import { isoWeekOf, mondayOf } from '../../../src/domain/calendar/week.ts';
import { DAY_MS, type IsoWeek } from '../../../src/domain/units.ts';
import { barriersOf } from '../../support/axe.ts';
import { runFile } from '../../support/day-of-files.ts';
import { askServer, complaintsOf } from '../../support/page-driver.ts';
import { usePage } from './use-page.ts';

const tests = usePage();

let page: Page;
let complaints: string[];
/** A week that has finished, with a run in it. */
let lastWeek: IsoWeek;

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  return askServer<T>(page, path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

interface Preview {
  previewId: string;
  weeks: { week: string; changes: unknown[] }[];
}

beforeAll(async () => {
  page = await tests.open();
  complaints = complaintsOf(page);
  await send('PATCH', '/v1/athlete', { name: 'Anna' });
  const max = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
  const { previewId } = await send<Preview>('POST', '/v1/athlete/max-heart-rates/preview', max);
  await send('POST', '/v1/athlete/max-heart-rates', { ...max, previewId });
  // At noon: a run over midnight would belong to two days.
  const startMs = DAY_MS * Math.floor(Date.now() / DAY_MS) - 6.5 * DAY_MS;
  const bytes = [...runFile(new Date(startMs).toISOString())];
  await page.evaluate(async (file) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), 'run.fit');
    await fetch('/v1/uploads', { method: 'POST', body: form });
  }, bytes);
  const { items } = await send<{ items: { localDate: string }[] }>('GET', '/v1/sessions');
  lastWeek = isoWeekOf(parseLocalDate(items[0]!.localDate)!);
  await page.goto(`${tests.server.url}/#/week`);
  await page.reload();
});

async function go(hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

const lane = (title: string) =>
  page.locator('.lane').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

describe('told by hand', () => {
  test('T6: a strength session is logged on the week and counts there', async () => {
    // Of a week that is over, no hour lies ahead.
    await go(`#/week/${lastWeek}`);
    await lane('Strength').getByLabel('0 of 2').waitFor();
    await page.getByText('Log a session').click();
    await page.getByLabel('Day', { exact: true }).fill(mondayOf(lastWeek));
    await page.getByLabel('Started at').fill('00:00');
    await page.getByLabel('Minutes').fill('15');
    await page.getByRole('button', { name: 'Log it' }).click();
    await lane('Strength').getByLabel('1 of 2').waitFor();
    const { items } = await send<{ items: { subSport: string; logged: boolean }[] }>('GET', '/v1/sessions');
    expect(items.filter(({ logged }) => logged)).toMatchObject([{ subSport: 'strength_training' }]);
  });

  test('T11: a week is excused and counts again, from the week itself', async () => {
    await go(`#/week/${lastWeek}`);
    await page.getByText('Ill or away?').click();
    await page.getByLabel('Reason, if you like').fill('a cold');
    await page.getByRole('button', { name: 'Excuse this week' }).click();
    await page.getByText('You took this week off').waitFor();
    expect(await send('GET', `/v1/reports/weeks/${lastWeek}`)).toMatchObject({ excused: true });
    await page.getByText('This week is excused').click();
    await page.getByRole('button', { name: 'Let it count again' }).click();
    await page.getByText('Ill or away?').waitFor();
    expect(await send('GET', `/v1/reports/weeks/${lastWeek}`)).toMatchObject({ excused: false });
  });

  test('C3: a link made on the week shows it to whoever has it, until it is ended', async () => {
    await page.getByText('Share by link').click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const { pathname } = new URL(await page.locator('.secret-text').innerText());
    const look = (): Promise<Response> => fetch(tests.server.url + pathname);
    expect(await (await look()).text()).toContain('Anna');
    await go('#/consent');
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^End it/ }).click();
    await page.getByRole('heading', { name: 'Open links' }).waitFor({ state: 'detached' });
    expect((await look()).ok).toBe(false);
  });

  test('D4, D5, D7: the week and a session of it are taken along as files', async () => {
    const taken = async (label: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: label, exact: true }).click();
      const file = await download;
      return `${file.suggestedFilename()} ${(await readFile(await file.path())).toString('latin1')}`;
    };
    await go(`#/week/${lastWeek}`);
    await page.getByText('Take it along').click();
    expect(await barriersOf(page)).toEqual([]);
    expect(await taken('Signed report')).toMatch(/^\S+\.signed\.json .*"signature"/s);
    expect(await taken('FHIR')).toMatch(/^\S+\.fhir\.json .*"resourceType":"Bundle"/s);
    const { items } = await send<{ items: { id: string; logged: boolean }[] }>('GET', '/v1/sessions');
    await go(`#/session/${items.find(({ logged }) => !logged)!.id}`);
    await page.getByText('Take it along').click();
    expect(await barriersOf(page)).toEqual([]);
    expect(await taken('FIT')).toMatch(/^\S+\.fit .{8}\.FIT/s);
    expect(await taken('TCX')).toMatch(/^\S+\.tcx .*<TrainingCenterDatabase/s);
    expect(await taken('CSV')).toMatch(/^\S+\.csv \S/s);
  });

  test('R: a resting pulse is entered for a day', async () => {
    await go('#/weeks');
    await page.getByLabel('Resting pulse, bpm').fill('51');
    await page.getByRole('button', { name: 'Enter it' }).click();
    await page.getByText('Entered', { exact: true }).waitFor();
    const today = await page.getByLabel('Day').inputValue();
    expect(await send('GET', `/v1/athlete/resting-heart-rates/${today}`)).toMatchObject({ bpm: 51 });
  });

  test('P2, P3, P7: a draft shows every band in per cent and bpm, and tells each fault where it is, in what the field counts', async () => {
    await go('#/me');
    await page.getByRole('button', { name: 'Change it' }).click();
    const editor = page.locator('.language-editor');
    const beginWith = editor.getByLabel('Begin with');
    await beginWith.selectOption('Cardiac rehabilitation');
    // 51 + 0.40 · (190 − 51) = 106.6 and 51 + 0.59 · 139 = 133.01.
    await page.locator('.band-bars').getByText('40–59 % of reserve107–133 bpm').waitFor();
    // 51 + 0.89 · 139 = 174.71.
    await editor.getByText('174 bpm', { exact: true }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    // A field that is empty while somebody writes takes its own band from the drawing alone.
    const moderate = editor.getByRole('group', { name: 'Moderate', exact: true }).first();
    await moderate.getByText('Change it').click();
    await moderate.getByRole('textbox', { name: 'Lower bound' }).fill('');
    await page.locator('.band-bars').getByText('–', { exact: true }).waitFor();
    expect((await page.locator('.band-bars .bar').boundingBox())?.width).toBeGreaterThan(20);

    await beginWith.selectOption('Norwegian 4 × 4');
    const band = editor.getByRole('group', { name: 'Interval', exact: true });
    await band.getByText('Change it').click();
    await band.getByRole('button', { name: 'Remove' }).click();
    await editor.getByRole('button', { name: 'Show what would change' }).click();
    const tooFew = editor.getByText('From 1 to 8 are possible.');
    await tooFew.waitFor();
    await editor.locator('[data-at-fault="true"]:focus').waitFor();

    await beginWith.selectOption('The article’s');
    await tooFew.waitFor({ state: 'detached' });
    const target = editor.getByRole('group', { name: 'Zone 2', exact: true }).last();
    await target.getByText('Change it').click();
    const least = target.getByLabel('Minutes, at least');
    await least.fill('2000');
    await target.getByText('Must be a whole number from 1 to 1440.').waitFor();
    expect(await least.getAttribute('aria-describedby')).toBe('fault-targets.0.dose.seconds.least');
    expect(await barriersOf(page)).toEqual([]);
    await least.fill('30');
    await target.getByLabel('Above the band, % of the time in it, or empty').fill('7');
    await target.getByText('and at most 7 % of that time above').waitFor();
    await editor.getByRole('button', { name: 'Leave as it is' }).click();
    expect(complaints).toEqual([]);
  });

  test('T15: another prescription is written with its reason, refused in words, and everything follows it', async () => {
    await go('#/me');
    await page.getByRole('button', { name: 'Change it' }).click();
    const zone2 = page.getByRole('group', { name: 'Zone 2', exact: true }).first();
    await zone2.getByText('Change it').click();
    const from = zone2.getByRole('textbox', { name: 'Lower bound' });
    await from.fill('999');
    expect(await from.getAttribute('aria-invalid')).toBe('false');
    await from.press('Tab');
    await zone2.getByText('Must be a whole number from 20 to 100.').waitFor();
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    await from.fill('75');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByText('The lower bound must not be above the upper bound.').waitFor();
    expect(await from.evaluate((field) => field === document.activeElement)).toBe(true);
    await from.fill('58');
    await page.locator('.band-bars').getByText('111–133 bpm').waitFor();
    const light = page.getByRole('group', { name: 'Light daily activity', exact: true }).last();
    await light.getByText('Change it').click();
    await light.getByLabel('Minutes, at least').fill('10');
    await light.getByLabel('At least, a week').fill('2');
    await light.getByLabel('At most, a week').fill('4');
    const editor = page.locator('.language-editor');
    await editor.getByLabel('From', { exact: true }).fill('2020-01-06');
    await editor.getByText('Weeks from 6 January 2020 on are judged again').waitFor();
    await editor.getByLabel('Why?').fill('knee');
    await editor.getByRole('button', { name: 'Show what would change' }).click();
    await editor.getByRole('button', { name: 'Prescribe' }).click();
    await page.getByText('In force since 6 January 2020. “knee”').waitFor();
    await page.getByText('1 change', { exact: true }).click();
    await page.getByText('Zone 2: 60–70 % → 58–70 %').waitFor();

    await go(`#/week/${lastWeek}`);
    await lane('Light daily activity').getByLabel('1 of 4').waitFor();
    // Cells of other bands are named by their beats, and wear the looks of the bands that hold them.
    await page.locator('.cell-bar').getByText('111–123 bpm zone 2 + light').waitFor();
    await go('#/weeks');
    await page.getByText('minutes a week; line: 40, a dose every day').waitFor();
    await go('#/live');
    await page.getByText('10–45 min').waitFor();
  });

  test('M3: a preview names every field that changes, now and then; confirmed it holds, undone it is gone', async () => {
    await go('#/me');
    const section = page.getByRole('region', { name: 'Max heart rate' });
    await section.getByLabel('New value, bpm').fill('170');
    await section.getByText('Zone 2 99–119').waitFor();
    await section.getByLabel('Valid from').fill('2020-01-02');
    await section.getByRole('button', { name: 'See what changes' }).click();
    const asked = { bpm: 170, source: 'measured', validFrom: '2020-01-02' };
    const { weeks } = await send<Preview>('POST', '/v1/athlete/max-heart-rates/preview', asked);
    await page.locator('.preview-weeks > li').first().waitFor();
    expect(await page.locator('.preview-weeks > li').count()).toBe(weeks.length);
    for (const summary of await page.locator('.preview-weeks summary').all()) await summary.click();
    const fields = weeks.reduce((sum, { changes }) => sum + changes.length, 0);
    expect(await page.locator('.preview-weeks tbody tr').count()).toBe(fields);
    // In words, never as the path of a field.
    expect(await page.locator('.preview-weeks tbody').allTextContents()).not.toContainEqual(
      expect.stringMatching(/targets\.|undefined|\[object|[0-9a-f]{8}-/),
    );
    await section.getByRole('button', { name: 'Use this value' }).click();
    await page.locator('.max-now').getByText('170').waitFor();
    await section.getByText('2 values').click();
    await section.getByRole('button', { name: 'Undo 170 bpm' }).click();
    await page.locator('.max-now').getByText('190').waitFor();
  });

  test('P: a target is told its sports and what else counts there; saved, page and report say so', async () => {
    const cardioOf = async (): Promise<object | undefined> => {
      const path = '/v1/athlete/prescriptions/current';
      const { targets } = await send<{ targets: { id: string }[] }>('GET', path);
      return targets.find(({ id }) => id === 'cardio');
    };
    const before = await cardioOf();
    await go('#/me');
    await page.getByRole('button', { name: 'Change it', exact: true }).click();
    const cardio = page.getByRole('group', { name: 'Cardio', exact: true });
    await cardio.getByText('Change it').click();
    await cardio.getByLabel('Sports that count').first().selectOption('only these');
    await page.locator('.language-editor input[type="date"]').fill('2020-01-13');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await cardio.getByText('From 1 to 20 are possible.').waitFor();
    await cardio.getByLabel('Run', { exact: true }).check();
    await cardio.getByLabel('4 × 4', { exact: true }).uncheck();
    await cardio
      .getByText('Only these count: Run. A session counts here too if it counts as Zone 2.')
      .waitFor();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('button', { name: 'Prescribe' }).click();
    await page.getByText('In force since 13 January 2020.').waitFor();
    await page.locator('.prescription').getByText('Only these count: Run.').waitFor();
    const after = { ...before, exceptSports: undefined, sports: ['running'], alsoCounts: ['zone2'] };
    expect(await cardioOf()).toEqual(after);
    await go(`#/week/${lastWeek}`);
    await lane('Cardio').locator('summary').click();
    await lane('Cardio').getByText('Only these count: Run.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('D4: what a clinic asks for by FHIR waits with what it would change, and holds once the athlete says yes', async () => {
    const asked = page.waitForResponse((response) => response.url().endsWith('/proposals'));
    await go('#/me');
    await asked;
    await send('POST', '/v1/athlete/prescriptions/proposals', {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/1' },
      code: { coding: [{ system: 'http://loinc.org', code: '82291-6' }] },
      occurrenceTiming: {
        repeat: { frequency: 4, period: 1, periodUnit: 'wk', boundsPeriod: { start: '2026-11-02' } },
      },
      note: [{ text: 'Stronger legs' }],
    });
    // Me stands open: who looks at it again finds what has come meanwhile.
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    const proposal = page.getByRole('group', { name: 'Proposed from 2 November 2026' });
    await proposal.getByText('Strength: 2–3 times').waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await proposal.getByRole('button', { name: 'Show what would change' }).click();
    await proposal.getByRole('button', { name: 'Use this' }).click();
    await proposal.waitFor({ state: 'detached' });
    await page.getByText('In force since 2 November 2026. “Stronger legs”').waitFor();
    expect(await send('GET', '/v1/athlete/prescriptions/proposals')).toEqual({ items: [] });
    expect(complaints).toEqual([]);
  });

  test('P5: a resting pulse that finished weeks rest on is entered after a look at what changes, and undone', async () => {
    const reserve = {
      id: 'moderate',
      name: { da: 'Moderat', en: 'Moderate' },
      low: { percentOfReserve: 40 },
      high: { percentOfReserve: 59 },
    };
    const { targets } = await send<{ targets: { id: string }[] }>('GET', '/v1/athlete/prescriptions/current');
    const walk = { ...targets.find(({ id }) => id === 'zone2')!, band: reserve.id, alsoCounts: undefined };
    await send('POST', '/v1/athlete/prescriptions', {
      validFrom: mondayOf(lastWeek),
      bands: [reserve],
      targets: [walk],
      ceiling: null,
    });
    const date = mondayOf(lastWeek);
    await go('#/me');
    const section = page.getByRole('region', { name: 'Resting pulse and threshold' });
    await section.getByLabel('Resting pulse, bpm').fill('47');
    await section.getByLabel('Day').fill(date);
    await section.getByRole('button', { name: 'Enter it' }).click();
    await section.getByRole('button', { name: 'Use this value' }).click();
    await section.getByRole('status').getByText('Entered').waitFor();
    const path = `/v1/athlete/resting-heart-rates/${date}`;
    expect(await send('GET', path)).toMatchObject({ bpm: 47 });
    await section.getByRole('button', { name: 'Undo', exact: true }).click();
    await section.getByRole('status').getByText('Entered').waitFor({ state: 'detached' });
    expect(await send('GET', path)).toMatchObject({ code: 'not_found' });
    expect(complaints).toEqual([]);
  });
});
