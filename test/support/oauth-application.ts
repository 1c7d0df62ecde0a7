import { createHash, randomBytes } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { PUBLIC_URL, type HttpApp } from './http-app.ts';

export const CALLBACK = 'https://app.example/callback';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly token_type: string;
}

export interface Application {
  readonly id: string;
  readonly secret: string | null;
}

/** What an application and the browser of a person do in OAuth, on a real app. */
export function oauthCalls(http: () => HttpApp) {
  const verifier = randomBytes(32).toString('base64url');
  const inject = http;

  const register = async (
    as: string,
    body: object = { name: 'Løbedagbog', redirectUris: [CALLBACK], confidential: true },
  ): Promise<Application> => {
    const response = await inject().app.inject({
      method: 'POST',
      url: '/v1/applications',
      headers: { cookie: as },
      payload: body,
    });
    expect(response.statusCode, response.body).toBe(201);
    return response.json<Application>();
  };

  /** Where a person's browser comes to that goes to the address of a request. */
  const follow = async ({ pathname, search }: URL, as?: string): Promise<URL> => {
    const response = await inject().app.inject({
      url: pathname + search,
      headers: as === undefined ? {} : { cookie: as },
    });
    expect(response.statusCode, response.body).toBe(302);
    return questionOf(String(response.headers.location));
  };

  /** The same by a request of the application. */
  const ask = async (
    application: Application,
    scope: string,
    { as, ...changed }: { readonly as?: string; readonly [parameter: string]: string | undefined } = {},
  ): Promise<URL> => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: application.id,
      redirect_uri: CALLBACK,
      scope,
      state: 'xyz',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    for (const [name, value] of Object.entries(changed)) {
      if (value === undefined || value === '') query.delete(name);
      else query.set(name, value);
    }
    return follow(new URL(`/v1/auth/oauth2/authorize?${query.toString()}`, PUBLIC_URL), as);
  };

  /** Says yes or no on the page to which the browser was sent; answers where it goes from there. */
  const answer = async (page: URL, as: string, said: object = { accept: true }): Promise<URL> => {
    const response = await inject().app.inject({
      method: 'POST',
      url: '/v1/auth/oauth2/consent',
      headers: { cookie: as, origin: PUBLIC_URL },
      payload: { ...said, oauth_query: page.search.slice(1) },
    });
    expect(response.statusCode, response.body).toBe(200);
    return new URL(response.json<{ url: string }>().url);
  };

  const post = (
    path: 'token' | 'revoke',
    application: Application,
    form: Record<string, string>,
  ): Promise<LightMyRequestResponse> => {
    const { id, secret } = application;
    return inject().app.inject({
      method: 'POST',
      url: `/v1/auth/oauth2/${path}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(secret !== null && {
          authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        }),
      },
      payload: new URLSearchParams({ ...(secret === null && { client_id: id }), ...form }).toString(),
    });
  };

  const exchange = (
    application: Application,
    code: string,
    changed: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> =>
    post('token', application, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
      ...changed,
    });

  const refresh = (application: Application, token: string): Promise<LightMyRequestResponse> =>
    post('token', application, { grant_type: 'refresh_token', refresh_token: token });

  /** From the question to tokens of this scope, with the person's yes. */
  const connect = async (application: Application, scope: string, as: string): Promise<Tokens> => {
    const page = await ask(application, scope, { as, prompt: 'consent' });
    const back = await answer(page, as);
    const response = await exchange(application, back.searchParams.get('code')!);
    expect(response.statusCode, response.body).toBe(200);
    return response.json<Tokens>();
  };

  return { register, follow, ask, answer, exchange, refresh, connect, post };
}

/** The page's question, which stands behind the `#`, as path and query; where else the browser is sent, as it is. */
function questionOf(location: string): URL {
  const [, page, query = ''] = /^\/#(\/authorize)(?:\/(.*))?$/.exec(location) ?? [];
  return page === undefined ? new URL(location) : new URL(`${page}?${decodeURIComponent(query)}`, PUBLIC_URL);
}
