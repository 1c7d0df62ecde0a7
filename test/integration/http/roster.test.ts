/** The desk's list of athletes (R1–R3), over the real app and database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RULE_VERSION } from '../../../src/domain/rule-version.ts';
import { createHttpApp, QUICK_SIGN_INS, type HttpApp } from '../../support/http-app.ts';
import { peopleCalls } from '../../support/people-calls.ts';

interface Line {
  readonly athleteId: string;
  readonly name: string;
  readonly week: string;
  readonly status: string;
  readonly lastSeenAt: string | null;
  readonly weeks: readonly string[];
  readonly targets: readonly {
    readonly id: string;
    readonly name?: string;
    readonly credited: number;
    readonly streakWeeks: number | null;
  }[];
  readonly why: { readonly rule: string; readonly text: string };
}

let http: HttpApp;
const { call, status, join, newClinic, me } = peopleCalls(() => http);
let operator: string;
let clinicId: string;
let coach: string;

beforeAll(async () => {
  http = await createHttpApp({ limits: QUICK_SIGN_INS });
  operator = await http.signIn();
});
afterAll(() => http.close());
beforeEach(async () => {
  http.clock.ms = Date.UTC(2026, 10, 20, 12);
  clinicId = await newClinic('Heart clinic', operator);
  coach = await join({ as: 'coach', clinicId }, 'Coach', operator);
});

async function athlete(
  name: string,
  grant: object = { history: true },
): Promise<{ cookie: string; id: string }> {
  const cookie = await join({ as: 'athlete' }, name, operator);
  const body = { clinicId, ...grant };
  expect(await status('POST', '/v1/grants', { as: cookie, body })).toBe(201);
  return { cookie, id: (await me(cookie)).athleteId! };
}

async function log(as: string, startedAt: string, sport = 'strength_training'): Promise<void> {
  const body = { startedAt, activeSeconds: 3_000, sport };
  expect(await status('POST', '/v1/sessions/logged', { as, body })).toBe(201);
}

async function roster(query = '', as = coach): Promise<{ items: Line[]; nextCursor?: string }> {
  const response = await call('GET', `/v1/clinics/${clinicId}/athletes?locale=en${query}`, { as });
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}

const names = async (query = ''): Promise<string[]> => (await roster(query)).items.map(({ name }) => name);

describe('the roster (R1, R2)', () => {
  it('shows who needs a word first, and why in one sentence with its rule', async () => {
    await athlete('Never');
    const silent = await athlete('Silent');
    await log(silent.cookie, '2026-11-12T10:00:00Z');
    const trains = await athlete('Trains');
    await log(trains.cookie, '2026-11-19T10:00:00Z');
    const { items } = await roster();
    expect(items.map(({ name }) => name)).toEqual(['Never', 'Silent', 'Trains']);
    expect(items[0]).toMatchObject({
      week: '2026-W47',
      lastSeenAt: null,
      why: { rule: 'R1', text: 'Nothing has been recorded yet.' },
    });
    expect(items[1]!.why).toEqual({ rule: 'R1', text: 'Nothing recorded for 8 days.' });
    expect(items[2]).toMatchObject({ lastSeenAt: '2026-11-19T10:50:00.000Z', why: { rule: 'T13' } });
    expect(items[2]!.weeks).toHaveLength(4);
    const danish = await call('GET', `/v1/clinics/${clinicId}/athletes`, { as: coach });
    expect(danish.body).toContain('Intet optaget i 8 dage.');
  });

  it('the same verdicts as the athlete’s own report, also after it has changed', async () => {
    const { cookie, id } = await athlete('Anna');
    const compare = async (): Promise<number> => {
      const [line] = (await roster()).items;
      const own = (await call('GET', '/v1/reports/weeks/2026-W47', { as: cookie })).json<Line>();
      expect(line!.status).toBe(own.status);
      const targets = own.targets.map((target) => expect.objectContaining({ ...pick(target) }) as unknown);
      expect(line!.targets).toEqual(targets);
      return line!.targets.find((target) => target.id === 'strength')!.credited;
    };
    expect(await compare()).toBe(0);
    await log(cookie, '2026-11-19T10:00:00Z');
    expect(await compare()).toBe(1);
    const { rows } = await http.pool.query('select mark from roster_week where athlete_id = $1', [id]);
    await compare();
    const again = await http.pool.query('select mark from roster_week where athlete_id = $1', [id]);
    expect(again.rows).toEqual(rows);
    // As it was remembered before rows had a version of their own.
    const olderRow = `update roster_week r set row = '{}', mark =
      $2 || ' ' || (select evidence_revision from athlete a where a.athlete_id = r.athlete_id) || ' 2026-W47 2026-11-20'
      where athlete_id = $1`;
    await http.pool.query(olderRow, [id, RULE_VERSION]);
    expect(await compare()).toBe(1);
    const max = { bpm: 190, source: 'entered', validFrom: '2026-11-16' };
    expect(await status('POST', '/v1/athlete/max-heart-rates', { as: cookie, body: max })).toBe(201);
    await compare();
    http.clock.ms += 3 * 24 * 3_600_000;
    expect((await roster('&week=2026-W47')).items[0]).toMatchObject({ week: '2026-W47' });
    expect((await roster()).items[0]).toMatchObject({ week: '2026-W48' });
  });

  it('a target that a person named stands there under that name, and in the sentence that says why', async () => {
    const { cookie } = await athlete('Anna');
    await log(cookie, '2026-11-19T10:00:00Z');
    const name = { da: 'Løft', en: 'Lifting' };
    const dose = { unit: 'sessions', minimum: 7, maximum: 7, seconds: { least: 900, most: null } };
    const body = {
      validFrom: '2026-11-16',
      bands: [{ id: 'easy', name: { da: 'Let', en: 'Easy' }, low: { percentOfMax: 60 }, high: null }],
      targets: [{ id: 'lift', name, band: null, dose, sports: ['strength'], judged: true }],
    };
    const given = await call('POST', '/v1/athlete/prescriptions', { as: cookie, body });
    expect(given.statusCode, given.body).toBe(201);
    const [line] = (await roster()).items;
    expect(line!.targets[0]).toMatchObject({ id: 'lift', name: 'Lifting', credited: 1, minimum: 7 });
    expect(line!.why.text).toBe('Lifting: 1 of 7, out of reach this week.');
    const danish = await call('GET', `/v1/clinics/${clinicId}/athletes`, { as: coach });
    expect(danish.json<{ items: Line[] }>().items[0]!.why.text).toBe(
      'Løft: 1 af 7, kan ikke nås i denne uge.',
    );
  });

  it('R3: is made ready before anybody looks, after something was recorded and when a day has begun', async () => {
    const { cookie, id } = await athlete('Anna');
    const kept = async (): Promise<unknown> => {
      const row = 'select mark, xmin from roster_week where athlete_id = $1 order by week desc limit 1';
      return (await http.pool.query(row, [id])).rows[0];
    };
    const before: unknown[] = [];
    for (const change of [() => log(cookie, '2026-11-19T10:00:00Z'), () => void (http.clock.ms += DAY_MS)]) {
      await change();
      await http.warmRosters();
      const made = await kept();
      expect(made).toBeDefined();
      expect(before).not.toContainEqual(made);
      expect((await roster()).items[0]!.targets.find((target) => target.id === 'strength')!.credited).toBe(1);
      expect(await kept()).toEqual(made);
      before.push(made);
    }
  });

  it('is filtered by name and status, sorted, and read page by page', async () => {
    for (const name of ['Åse', 'Bo', 'Anna']) await athlete(name);
    expect(await names('&sort=name')).toEqual(['Anna', 'Bo', 'Åse']);
    expect(await names('&q=ås')).toEqual(['Åse']);
    expect(await names('&status=silent')).toHaveLength(3);
    expect(await names('&status=met')).toEqual([]);
    // Silent as well: the status of the week is found whatever the athlete stands there for.
    expect(await names('&status=undetermined')).toHaveLength(3);
    const first = await roster('&sort=name&limit=2');
    expect(first.items.map(({ name }) => name)).toEqual(['Anna', 'Bo']);
    const rest = await roster(`&sort=name&limit=2&cursor=${first.nextCursor!}`);
    expect(rest.items.map(({ name }) => name)).toEqual(['Åse']);
    expect(rest.nextCursor).toBeUndefined();
    expect(await status('GET', `/v1/clinics/${clinicId}/athletes?cursor=x`, { as: coach })).toBe(400);
  });

  it('holds only who lets the clinic see reports now, and no week of before the grant', async () => {
    await athlete('Live only', { scopes: ['live'], history: true });
    const revoked = await athlete('Revoked');
    const { items: grants } = (await call('GET', '/v1/grants', { as: revoked.cookie })).json<{
      items: { id: string }[];
    }>();
    await status('DELETE', `/v1/grants/${grants[0]!.id}`, { as: revoked.cookie });
    const late = await athlete('From now on', { history: false });
    for (const day of ['03', '05', '10', '12']) await log(late.cookie, `2026-11-${day}T07:00:00Z`);
    expect(await names()).toEqual(['From now on']);
    // C6: two weeks of strength, none of which is told by the trend, the streaks or the last session.
    expect((await roster()).items[0]).toMatchObject({ lastSeenAt: null, weeks: ['undetermined'] });
    const { targets } = (await roster()).items[0]!;
    expect(targets.map(({ streakWeeks }) => streakWeeks ?? 0)).toEqual(targets.map(() => 0));
    expect(await names('&week=2026-W46')).toEqual([]);
    const admin = await join({ as: 'clinic_admin', clinicId }, 'Admin', operator);
    const stranger = await join({ as: 'athlete' }, 'Stranger', operator);
    const list = (as: string): Promise<number> => status('GET', `/v1/clinics/${clinicId}/athletes`, { as });
    expect([await list(admin), await list(operator), await list(stranger)]).toEqual([403, 403, 404]);
  });

  it('C4: is one look at each athlete on the page', async () => {
    const anna = await athlete('Anna');
    const bo = await athlete('Bo');
    await roster('&sort=name&limit=1');
    await roster('&sort=name&limit=1');
    const looks = async ({ cookie }: { cookie: string }): Promise<unknown> =>
      (await call('GET', '/v1/access-log', { as: cookie })).json();
    expect(await looks(anna)).toMatchObject({ items: [{ what: 'roster', week: '2026-W47', count: 2 }] });
    expect(await looks(bo)).toEqual({ items: [] });
  });
});

const DAY_MS = 24 * 3_600_000;

function pick({ id, credited }: { readonly id: string; readonly credited: number }): object {
  return { id, credited };
}
