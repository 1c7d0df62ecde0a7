import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type {} from '@fastify/rate-limit';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { refusalsOf } from './refusals.ts';

/** The word above the reader, so that it shows whose API it is. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 32"><text y="24" fill="#f3f0e6" ' +
  'font-family="sans-serif" font-size="24" font-weight="700">Zone Coach</text></svg>';

/** Before the routes: collects their schemas. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Zone Coach',
        version: '1',
        description:
          'Instants are UTC in RFC 3339, dates and ISO weeks are the athlete’s own, durations are whole seconds. ' +
          'A refusal is `application/problem+json` with a stable `code`.\n\n' +
          'Sign-in lives under `/v1/auth/`: a one-time link, a session cookie, e-mail with password, and device ' +
          'authorization (RFC 8628). Applications are let in by OAuth 2.1, as `/.well-known/oauth-authorization-server` ' +
          'says: a grant’s scopes open to them what they open to a coach.\n\n' +
          'The live channel is a WebSocket at `/v1/live`; its frames are described by [/asyncapi.json](/asyncapi.json).',
      },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'A token of a device, a session or an application',
          },
          session: { type: 'apiKey', in: 'cookie', name: 'zone-coach.session_token' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    hideUntagged: true,
    transform: ({ schema, url, route }) => ({
      url,
      schema: /^\/(v1\/|r\/|in\/|mcp$)/.test(url) ? withRefusals(schema, route) : schema,
    }),
    transformObject: (document) =>
      'openapiObject' in document ? withAthletePaths(document.openapiObject) : {},
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
  });
}

/** Only for readers: a refusal is written the same way everywhere, so the routes themselves need no schema of it. */
function withRefusals(schema: FastifySchema, { config, method }: RouteOptions): FastifySchema {
  const access = config?.access;
  const refusals = refusalsOf({
    guarded: access !== 'open',
    rateLimited: config?.rateLimit !== undefined,
    readsBody: schema.body !== undefined && method !== 'GET',
    readsInput: schema.querystring !== undefined || schema.params !== undefined,
    isPage: config?.isPage === true,
    own: config?.refusals ?? [],
  });
  const granted = config?.grant === undefined ? {} : { [GRANT_SCOPES]: config.grant.anyOf };
  return { ...schema, ...granted, response: { ...refusals, ...(schema.response as object) } };
}

/** Marks in the document what a grant opens, and by which of its scopes. */
const GRANT_SCOPES = 'x-grant-scopes';

/** What a grant opens is the same route under `/v1/athletes/{athleteId}`. */
function withAthletePaths<Document extends { paths?: object }>(document: Document): Document {
  const paths: Record<string, Record<string, object>> = { ...document.paths };
  for (const [path, operations] of Object.entries(paths)) {
    const granted = Object.entries(operations).filter(([, operation]) => GRANT_SCOPES in operation);
    if (granted.length === 0) continue;
    paths[path.replace('/v1/', '/v1/athletes/{athleteId}/')] = Object.fromEntries(
      granted.map(([method, operation]) => [method, withAthlete(operation)]),
    );
  }
  return { ...document, paths };
}

function withAthlete(operation: { readonly parameters?: readonly object[] }): object {
  const athlete = {
    name: 'athleteId',
    in: 'path',
    required: true,
    description: 'An athlete who gave a grant, or `me`',
    schema: { type: 'string' },
  };
  return { ...operation, parameters: [athlete, ...(operation.parameters ?? [])] };
}

/** `/openapi.json`, and a reader of it under `/docs` that loads nothing from elsewhere. */
export async function serveDocs(app: FastifyInstance, asyncApi: object | undefined): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  if (asyncApi !== undefined) app.get('/asyncapi.json', { schema: { hide: true } }, () => asyncApi);
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Zone Coach API' },
    logo: { type: 'image/svg+xml', content: LOGO, href: '/', target: '_self' },
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true, persistAuthorization: false },
  });
}
