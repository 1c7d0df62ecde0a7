import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { applicationTypeOf } from '../../wire/application-type.ts';
import { AppError } from '../../../application/errors.ts';
import { isOwnResource } from '../oauth-metadata.ts';
import { OAUTH_SCHEMAS } from './oauth-schemas.ts';

export interface OAuthRoutesDeps {
  /** The identity library's own handler of everything under `/v1/auth/`. */
  readonly handle: (request: Request, address: string) => Promise<Response>;
  readonly publicUrl: string;
  readonly authPerMinute: number;
}

/** What an application may say of itself when it registers itself; the rest of RFC 7591 is left out. */
const REGISTERED = [
  'client_name',
  'client_uri',
  'redirect_uris',
  'token_endpoint_auth_method',
  'grant_types',
  'response_types',
  'scope',
  'application_type',
];
const PAGE = '/#/authorize';
const AUTHENTICATED_BY = ['none', 'client_secret_basic', 'client_secret_post'];

/**
 * OAuth 2.1 for applications (D2), in the words of its standards: refusals are those of RFC 6749, not problems. Tokens are
 * for this service alone, so a named resource (RFC 8707) must be ours and goes no further. No cookie is looked at but
 * where the person's browser comes by itself.
 */
export const oauthRoutes =
  (deps: OAuthRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const config = {
      access: 'open',
      rateLimit: { max: deps.authPerMinute, timeWindow: '1 minute' },
    } as const;
    const { publicUrl } = deps;
    const addressOf = (path: string): URL => new URL(`/v1/auth/oauth2/${path}`, publicUrl);

    app.get('/auth/oauth2/authorize', { config, schema: OAUTH_SCHEMAS.authorize }, async (request, reply) => {
      const asked = new URL(request.url, publicUrl);
      const target = addressOf('authorize');
      target.search = asked.search;
      if (!takeResources(target.searchParams, publicUrl)) {
        return reply.redirect(PAGE, 302);
      }
      const headers = new Headers({ accept: 'text/html' });
      if (request.headers.cookie !== undefined) headers.set('cookie', request.headers.cookie);
      const answer = await deps.handle(new Request(target, { headers }), request.ip);
      const location = answer.headers.get('location');
      if (location === null) throw new AppError('invalid_input', 'This is no request of an application.');
      for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
      return reply.redirect(pageOr(location, publicUrl), 302);
    });

    await app.register((forms, _options, done) => {
      forms.removeAllContentTypeParsers();
      forms.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string' },
        (_request, body, parsed) => parsed(null, body),
      );
      for (const path of ['token', 'revoke'] as const) {
        forms.post(
          `/auth/oauth2/${path}`,
          { config, schema: OAUTH_SCHEMAS[path] },
          async (request, reply) => {
            const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
            if (!takeResources(form, publicUrl)) {
              return refuse(reply, 'invalid_target', 'Tokens are for this service alone.');
            }
            const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
            const { authorization } = request.headers;
            if (authorization !== undefined) headers.set('authorization', authorization);
            const body = form.toString();
            return passOn(
              await deps.handle(new Request(addressOf(path), { method: 'POST', headers, body }), request.ip),
              reply,
            );
          },
        );
      }
      done();
    });

    app.post('/auth/oauth2/register', { config, schema: OAUTH_SCHEMAS.register }, async (request, reply) => {
      const said = Object.entries((request.body ?? {}) as Record<string, unknown>);
      const metadata = Object.fromEntries(said.filter(([name]) => REGISTERED.includes(name)));
      const { token_endpoint_auth_method: method, redirect_uris: uris } = metadata;
      if (method !== undefined && !AUTHENTICATED_BY.some((each) => each === method)) {
        return refuse(reply, 'invalid_client_metadata', `One of ${AUTHENTICATED_BY.join(', ')}.`);
      }
      if (Array.isArray(uris) && metadata['application_type'] === undefined) {
        metadata['application_type'] = applicationTypeOf(uris.map(String));
      }
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(metadata);
      return passOn(
        await deps.handle(new Request(addressOf('register'), { method: 'POST', headers, body }), request.ip),
        reply,
      );
    });
  };

/** Whether all resources that are named are ours; takes them out. */
function takeResources(parameters: URLSearchParams, publicUrl: string): boolean {
  const areOurs = parameters.getAll('resource').every((resource) => isOwnResource(resource, publicUrl));
  parameters.delete('resource');
  return areOurs;
}

/**
 * Our own page under whatever name the browser reached us, or the address that the application registered. What is asked
 * stands behind the `#`: it goes to nobody but the page. Without it the page says that nothing is asked.
 */
function pageOr(location: string, publicUrl: string): string {
  const { origin, pathname, search } = new URL(location, publicUrl);
  if (origin !== new URL(publicUrl).origin) return location;
  return pathname === '/authorize' ? `${PAGE}/${encodeURIComponent(search.slice(1))}` : PAGE;
}

function refuse(reply: FastifyReply, error: string, description: string): FastifyReply {
  return reply.code(400).header('cache-control', 'no-store').send({ error, error_description: description });
}

async function passOn(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  const challenge = answer.headers.get('www-authenticate');
  if (challenge !== null) void reply.header('www-authenticate', challenge);
  const text = await answer.text();
  if (answer.status >= 500) throw new Error('the OAuth provider failed');
  return reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(text === '' ? '{}' : text);
}
