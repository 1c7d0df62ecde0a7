import type { AddressInfo } from 'node:net';
import { type OAuthClientProvider, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WeekReportJson } from '../../../src/adapters/wire/api/week-report.ts';
import { formatDuration } from '../../../src/adapters/wire/messages/render.ts';
import { RULE_VERSION } from '../../../src/domain/rule-version.ts';
import { runFile } from '../../support/day-of-files.ts';
import { createHttpApp, PUBLIC_URL, type HttpApp } from '../../support/http-app.ts';
import { oauthCalls } from '../../support/oauth-application.ts';
import { peopleCalls } from '../../support/people-calls.ts';

interface Answer {
  readonly text: string;
  readonly json: Record<string, unknown>;
  readonly isError: boolean;
}

let http: HttpApp;
let url: URL;
let token: string;
let athleteId: string;
let client: Client;
beforeAll(async () => {
  http = await createHttpApp();
  await http.app.listen({ port: 0, host: '127.0.0.1' });
  url = new URL(`http://127.0.0.1:${(http.app.server.address() as AddressInfo).port}/mcp`);
  ({ athleteId, token } = await http.createAthleteWithToken());
  const headers = { authorization: `Bearer ${token}` };
  const payload = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
  await http.app.inject({ method: 'POST', url: '/v1/athlete/max-heart-rates', headers, payload });
  for (const day of ['05', '10', '12', '17', '19']) {
    await http.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(runFile(`2026-11-${day}T06:00:00Z`, Number(day))),
    });
  }
  client = await connect(token);
});
afterAll(async () => {
  await client.close();
  await http.close();
});

async function connect(bearer: string): Promise<Client> {
  const connected = new Client({ name: 'test', version: '1' });
  const headers = { authorization: `Bearer ${bearer}` };
  await connected.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return connected;
}

async function call(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  const result = await client.callTool({ name, arguments: args });
  const content = result.content as { type: string; text: string }[];
  return {
    text: content[0]!.text,
    json: result.structuredContent as Record<string, unknown>,
    isError: result.isError === true,
  };
}

async function read<T>(path: string): Promise<T> {
  const response = await http.app.inject({ url: path, headers: { authorization: `Bearer ${token}` } });
  return response.json<T>();
}

const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Z]\d+\b/g;
const numbersIn = (text: string): string[] =>
  (text.replaceAll(IDS, '').match(/\d+(?::\d\d)+|\d+(?:[.,]\d+)?/g) ?? []).map((each) =>
    each.includes(':') ? each : String(Number(each.replace(',', '.'))),
  );

/** Every number that an answer of the API holds, also as the words of the product write it. */
function numbersOf(json: unknown, name = ''): string[] {
  if (typeof json === 'string') return numbersIn(json);
  if (typeof json === 'number') {
    const written = [String(json)];
    if (name.endsWith('econds')) written.push(formatDuration(json));
    if (name === 'coverage') written.push(String(Math.floor(json * 100)));
    return written;
  }
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => numbersOf(value, Array.isArray(json) ? name : key));
}

const SAID = {
  en: {
    basis: 'What this rests on: ',
    verdict: /Met|On track|Behind|Missed|Undetermined|Not judged|Counts for|Does not count for/,
    undetermined: 'Undetermined',
    coverage: /\d % of the heart rate known|Coverage undetermined/,
  },
  da: {
    basis: 'Hvad det bygger på: ',
    verdict: /Nået|På vej|Bagud|Ikke nået|Uafklaret|Bedømmes ikke|Tæller for|Tæller ikke for/,
    undetermined: 'Uafklaret',
    coverage: /\d % af pulsen kendt|Dækningen er uafklaret/,
  },
} as const;
const LANGUAGES = ['en', 'da'] as const;

describe('the report for assistants (D3)', () => {
  it('lists tools that read, and nothing else', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'week_report',
      'explain_target',
      'list_sessions',
      'session_summary',
      'plan_rest_of_week',
      'prescription',
      'preview_change',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it('says what the routes say', async () => {
    expect((await call('week_report', { week: '2026-W46' })).json).toEqual(
      await read('/v1/reports/weeks/2026-W46'),
    );
    expect((await call('explain_target', { week: '2026-W46', target: 'zone2', locale: 'da' })).json).toEqual(
      await read('/v1/reports/weeks/2026-W46/explain?target=zone2&locale=da'),
    );
    const sessions = await call('list_sessions', { from: '2026-11-09', to: '2026-11-15' });
    expect(sessions.json).toEqual(await read('/v1/sessions?from=2026-11-09&to=2026-11-15'));
    const [{ id }] = sessions.json['items'] as [{ id: string }];
    expect((await call('session_summary', { id })).json).toEqual(await read(`/v1/sessions/${id}`));
    expect((await call('prescription')).json).toEqual(await read('/v1/athlete/prescriptions/current'));
    const { plan, status, basis } = await read<WeekReportJson>('/v1/reports/weeks/2026-W47');
    expect((await call('plan_rest_of_week')).json).toMatchObject({ week: '2026-W47', plan, status, basis });
  });

  it('200 answers of all tools: verdict, rule, coverage and basis in the language asked for, and no number that the report has not', async () => {
    const { items } = await read<{ items: { id: string }[] }>('/v1/sessions');
    const { targets } = await read<WeekReportJson>('/v1/reports/weeks/2026-W47');
    let answers = 0;
    const ask = async (
      name: string,
      args: object,
      sources: (locale: string) => Promise<readonly unknown[]>,
    ): Promise<void> => {
      for (const locale of LANGUAGES) {
        const { text, isError } = await call(name, { ...args, locale });
        const label = `${name} ${JSON.stringify(args)}: ${text}`;
        const known = new Set((await sources(locale)).flatMap((source) => numbersOf(source)));
        expect(isError, label).toBe(false);
        const { basis, verdict, coverage } = SAID[locale];
        for (const part of [verdict, /\([A-Z]\d+\)/, coverage]) expect(text, label).toMatch(part);
        expect(text, label).toContain(basis);
        expect(text, label).not.toContain(SAID[locale === 'da' ? 'en' : 'da'].basis);
        const unknown = numbersIn(text).filter((number) => !known.has(number));
        expect(unknown, label).toEqual([]);
        answers++;
      }
    };
    const report = (week: string, locale: string) => read(`/v1/reports/weeks/${week}?locale=${locale}`);
    const explained = (week: string, locale: string) =>
      Promise.all(
        targets.map(({ id }) => read(`/v1/reports/weeks/${week}/explain?target=${id}&locale=${locale}`)),
      );
    const weeks = Array.from({ length: 5 }, (_, n) => `2026-W${44 + n}`);
    for (const week of weeks) {
      await ask('week_report', { week }, async (locale) => [await report(week, locale)]);
      for (const { id: target } of targets) {
        await ask('explain_target', { week, target }, async (locale) => [
          await report(week, locale),
          await read(`/v1/reports/weeks/${week}/explain?target=${target}&locale=${locale}`),
        ]);
      }
    }
    for (const { id } of items) {
      await ask('session_summary', { id }, async (locale) => [
        await read(`/v1/sessions/${id}?locale=${locale}`),
      ]);
    }
    for (let day = 1; day <= 16; day++) {
      const [from, to] = [day, day + 4].map((each) => `2026-11-${String(each).padStart(2, '0')}`);
      await ask('list_sessions', { from, to }, async (locale) => [
        await read(`/v1/sessions?from=${from}&to=${to}&locale=${locale}`),
        RULE_VERSION,
      ]);
    }
    for (let bpm = 170; bpm < 206; bpm += 2) {
      const value = { bpm, validFrom: '2026-01-01' };
      await ask('preview_change', value, async (locale) => {
        const preview = await http.app.inject({
          method: 'POST',
          url: `/v1/athlete/max-heart-rates/preview?locale=${locale}`,
          headers: { authorization: `Bearer ${token}` },
          payload: { ...value, source: 'entered' },
        });
        expect(preview.statusCode, preview.body).toBe(200);
        return [preview.json(), await report('2026-W47', locale)];
      });
    }
    const nowMs = http.clock.ms;
    for (let day = 0; day < 14; day++) {
      http.clock.ms = Date.UTC(2026, 10, 16 + day, 12);
      const week = day < 7 ? '2026-W47' : '2026-W48';
      await ask('plan_rest_of_week', {}, async (locale) => [await report(week, locale)]);
      await ask('prescription', {}, async (locale) => [
        await read('/v1/athlete/prescriptions/current'),
        await report(week, locale),
        ...(await explained(week, locale)),
      ]);
    }
    http.clock.ms = nowMs;
    expect(answers).toBeGreaterThanOrEqual(200);
  });

  it('what is undetermined every tool says, in both languages', async () => {
    const other = await http.createAthleteWithToken();
    const logged = await http.app.inject({
      method: 'POST',
      url: '/v1/sessions/logged',
      headers: { authorization: `Bearer ${other.token}` },
      payload: { startedAt: '2026-11-18T16:00:00Z', activeSeconds: 600, sport: 'running' },
    });
    const theirs = await connect(other.token);
    const calls: readonly (readonly [string, object])[] = [
      ['week_report', { week: '2026-W46' }],
      ['explain_target', { week: '2026-W46', target: 'zone2' }],
      ['list_sessions', {}],
      ['list_sessions', { from: '2026-11-01', to: '2026-11-02' }],
      ['session_summary', { id: logged.json<{ id: string }>().id }],
      ['plan_rest_of_week', {}],
      ['prescription', {}],
      ['preview_change', { bpm: 170, validFrom: '2026-01-01' }],
    ];
    for (const locale of LANGUAGES) {
      for (const [name, args] of calls) {
        const { content } = await theirs.callTool({ name, arguments: { ...args, locale } });
        const [{ text }] = content as [{ text: string }];
        expect(text, name).toContain(SAID[locale].undetermined);
      }
    }
    await theirs.close();
  });

  it('refuses in words: an unknown tool, wrong arguments, what is not there', async () => {
    await expect(client.callTool({ name: 'delete_athlete', arguments: {} })).rejects.toThrow(/no such tool/);
    await expect(client.callTool({ name: 'week_report', arguments: { week: '47' } })).rejects.toThrow(/week/);
    await expect(client.callTool({ name: 'week_report', arguments: { surprise: 1 } })).rejects.toThrow();
    const gone = await call('session_summary', { id: crypto.randomUUID() });
    expect([gone.isError, gone.text]).toEqual([true, 'There is no such session.']);
  });

  it('a preview changes nothing', async () => {
    const before = await http.countRows();
    const { json } = await call('preview_change', { bpm: 170, validFrom: '2026-01-01' });
    expect((json['weeks'] as unknown[]).length).toBeGreaterThan(0);
    expect(await http.countRows()).toEqual(before);
  });

  it('without the scope to read: none of the tools answers', async () => {
    const narrow = await http.issueToken(athleteId, ['live', 'upload', 'manage']);
    await expect(connect(narrow)).rejects.toThrow();
    await expect(connect('zc_nothing')).rejects.toThrow();
    for (const bearer of [narrow, 'zc_nothing']) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'week_report' },
        }),
      });
      expect([401, 403]).toContain(response.status);
    }
  });
});

/** The official client with its own OAuth, which finds everything from the first 401 on. */
describe('an assistant that asks to be let in (D2, D3)', () => {
  const { call: byPerson, join, looks, me } = peopleCalls(() => http);
  const { answer, connect: connectApplication, follow, register } = oauthCalls(() => http);
  let person: string;
  let coach: string;

  beforeAll(async () => {
    const operator = await http.signIn();
    person = await join({ as: 'athlete' }, 'Bo', operator);
    const clinic = await byPerson('POST', '/v1/clinics', { as: operator, body: { name: 'Klinik' } });
    coach = await join({ as: 'coach', clinicId: clinic.json<{ id: string }>().id }, 'Carl', operator);
  });

  /** From 401 to a client that is let in: `scope` is what the person says yes to. */
  async function letIn(as: string, scope: string): Promise<{ assistant: Client; asked: string[] }> {
    const asked: string[] = [];
    const kept: Partial<Record<'client' | 'tokens' | 'verifier' | 'address', unknown>> = {};
    const provider: OAuthClientProvider = {
      redirectUrl: 'http://localhost:8765/callback',
      clientMetadata: {
        client_name: 'Assistent',
        redirect_uris: ['http://localhost:8765/callback'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
      clientInformation: () => kept.client as never,
      saveClientInformation: (information) => void (kept.client = information),
      tokens: () => kept.tokens as never,
      saveTokens: (tokens) => void (kept.tokens = tokens),
      redirectToAuthorization: (address) => void (kept.address = address),
      saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
      codeVerifier: () => kept.verifier as string,
    };
    const here = (address: string | URL, init?: RequestInit): Promise<Response> => {
      asked.push(new URL(address).pathname);
      return fetch(String(address).replace(PUBLIC_URL, url.origin), init);
    };
    const open = (): StreamableHTTPClientTransport =>
      new StreamableHTTPClientTransport(new URL('/mcp', PUBLIC_URL), { authProvider: provider, fetch: here });
    const first = open();
    await expect(new Client({ name: 'test', version: '1' }).connect(first)).rejects.toThrow(
      UnauthorizedError,
    );
    const page = await follow(kept.address as URL, as);
    const back = await answer(page, as, { accept: true, scope });
    await first.finishAuth(back.searchParams.get('code')!);
    const assistant = new Client({ name: 'test', version: '1' });
    await assistant.connect(open());
    return { assistant, asked };
  }

  const said = async (assistant: Client, name: string, args: object = {}) => {
    const { isError = false, content } = await assistant.callTool({ name, arguments: { ...args } });
    return { isError: isError === true, text: (content as { text: string }[])[0]!.text };
  };

  it('finds its way from 401 to a token, and sees the tools of its scope alone', async () => {
    const { assistant, asked } = await letIn(person, 'report');
    expect(asked).toEqual(
      expect.arrayContaining([
        '/.well-known/oauth-protected-resource/mcp',
        '/.well-known/oauth-authorization-server',
        '/v1/auth/oauth2/register',
        '/v1/auth/oauth2/token',
      ]),
    );
    const { tools } = await assistant.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'week_report',
      'explain_target',
      'plan_rest_of_week',
      'prescription',
      'preview_change',
    ]);
    expect((await said(assistant, 'week_report', { week: '2026-W46' })).isError).toBe(false);
    for (const [name, args] of [
      ['list_sessions', {}],
      ['session_summary', { id: crypto.randomUUID() }],
    ] as const) {
      expect(await said(assistant, name, args)).toEqual({
        isError: true,
        text: 'The application was not given `sessions`.',
      });
    }
    const who = { name: 'Bo', application: 'Assistent' };
    expect(await looks(person)).toMatchObject([{ who, what: 'week', week: '2026-W46' }]);
    const connections = await byPerson('GET', '/v1/connections', { as: person });
    const [{ id }] = connections.json<{ items: [{ id: string }] }>().items;
    await byPerson('DELETE', `/v1/connections/${id}`, { as: person });
    await expect(said(assistant, 'week_report')).rejects.toThrow();
    await assistant.close();
  });

  it.each([
    ['report', ['week_report', 'explain_target', 'plan_rest_of_week', 'prescription', 'preview_change']],
    ['sessions', ['list_sessions', 'session_summary']],
    ['live prescribe upload', []],
  ])('with %s: of all tools only those of the scope answer', async (scope, open) => {
    const run = { startedAt: '2026-11-19T10:00:00Z', activeSeconds: 1_800, sport: 'running' };
    const logged = await byPerson('POST', '/v1/sessions/logged', { as: person, body: run });
    const max = { bpm: 190, source: 'measured', validFrom: '2020-01-01' };
    await byPerson('POST', '/v1/athlete/max-heart-rates', { as: person, body: max });
    const calls: readonly (readonly [string, object])[] = [
      ['week_report', {}],
      ['explain_target', { target: 'zone2' }],
      ['list_sessions', {}],
      ['session_summary', { id: logged.json<{ id: string }>().id }],
      ['plan_rest_of_week', {}],
      ['prescription', {}],
      ['preview_change', { bpm: 170, validFrom: '2026-11-16' }],
    ];
    const tokens = await connectApplication(await register(person), scope, person);
    const answered: string[] = [];
    for (const [name, args] of calls) {
      const assistant = await connect(tokens.access_token).catch(() => null);
      const { isError } = assistant === null ? { isError: true } : await said(assistant, name, args);
      if (!isError) answered.push(name);
      await assistant?.close();
    }
    expect(answered.toSorted()).toEqual(open.toSorted());
  });

  it('reads another athlete for a coach by a grant alone, not before it, and the log says so', async () => {
    const { assistant } = await letIn(coach, 'report sessions');
    const athlete = (await me(person)).athleteId!;
    const named = { athleteId: athlete, week: '2026-W47' };
    expect(await said(assistant, 'week_report')).toMatchObject({ isError: true });
    expect(await said(assistant, 'week_report', named)).toMatchObject({ isError: true });
    const coachUserId = (await me(coach)).user.id;
    await byPerson('POST', '/v1/grants', { as: person, body: { coachUserId, scopes: ['report'] } });
    expect(await said(assistant, 'week_report', named)).toMatchObject({ isError: false });
    expect(await said(assistant, 'week_report', { ...named, week: '2026-W46' })).toEqual({
      isError: true,
      text: 'This is from before the grant.',
    });
    const change = { athleteId: athlete, bpm: 170, validFrom: '2026-11-16' };
    for (const [name, args] of [
      ['list_sessions', { athleteId: athlete }],
      ['preview_change', change],
    ] as const) {
      expect(await said(assistant, name, args)).toMatchObject({ isError: true });
    }
    const who = { name: 'Carl', application: 'Assistent' };
    expect(await looks(person)).toContainEqual(expect.objectContaining({ who, what: 'week' }));
    await assistant.close();
  });

  it('a device token reads no other athlete', async () => {
    const athlete = (await me(person)).athleteId!;
    expect(await call('week_report', { athleteId: athlete })).toMatchObject({ isError: true });
  });
});
