import type { FastifyPluginCallback } from 'fastify';
import { APPLICATION_SCOPES } from '../../domain/consent-scopes.ts';

export interface OAuthMetadataOptions {
  readonly publicUrl: string;
  readonly dynamicRegistration: boolean;
}

const SERVER_PATH = '/.well-known/oauth-authorization-server';
const RESOURCE_PATH = '/.well-known/oauth-protected-resource';
const MCP_PATH = '/mcp';
/** An assistant reads; it can be given no more unless it asks. */
const MCP_SCOPES = ['report', 'sessions', 'prescribe'];
const CACHED = 'public, max-age=300';

/** Whether a resource that a client names (RFC 8707) is this service, or one of its doors. */
export function isOwnResource(resource: string, publicUrl: string): boolean {
  return [publicUrl, `${publicUrl}/`, `${publicUrl}${MCP_PATH}`].includes(resource);
}

/** How a client without a token is told where to get one (RFC 9728). */
export const challengeOf = {
  api: (publicUrl: string): string => `Bearer resource_metadata="${publicUrl}${RESOURCE_PATH}"`,
  mcp: (publicUrl: string): string => `Bearer resource_metadata="${publicUrl}${RESOURCE_PATH}${MCP_PATH}"`,
} as const;

/** The documents by which a client finds its way (RFC 8414, RFC 9728), read by any origin. */
export function oauthMetadata(options: OAuthMetadataOptions): FastifyPluginCallback {
  const documents: Readonly<Record<string, object>> = {
    [SERVER_PATH]: serverMetadata(options),
    [RESOURCE_PATH]: resourceMetadata(options.publicUrl, '', APPLICATION_SCOPES),
    [`${RESOURCE_PATH}${MCP_PATH}`]: resourceMetadata(options.publicUrl, MCP_PATH, MCP_SCOPES),
  };
  return (app, _options, done) => {
    for (const [url, document] of Object.entries(documents)) {
      app.get(url, { config: { access: 'open' }, schema: { hide: true } }, (_request, reply) =>
        reply.header('cache-control', CACHED).header('access-control-allow-origin', '*').send(document),
      );
    }
    done();
  };
}

function serverMetadata({ publicUrl, dynamicRegistration }: OAuthMetadataOptions): object {
  const endpoint = (name: string): string => `${publicUrl}/v1/auth/oauth2/${name}`;
  const authenticatedBy = ['none', 'client_secret_basic', 'client_secret_post'];
  return {
    issuer: publicUrl,
    authorization_endpoint: endpoint('authorize'),
    token_endpoint: endpoint('token'),
    revocation_endpoint: endpoint('revoke'),
    ...(dynamicRegistration && { registration_endpoint: endpoint('register') }),
    scopes_supported: [...APPLICATION_SCOPES, 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: authenticatedBy,
    revocation_endpoint_auth_methods_supported: authenticatedBy,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${publicUrl}/docs`,
  };
}

function resourceMetadata(publicUrl: string, path: string, scopes: readonly string[]): object {
  return {
    resource: `${publicUrl}${path}`,
    authorization_servers: [publicUrl],
    scopes_supported: scopes,
    bearer_methods_supported: ['header'],
    resource_name: 'Zone Coach',
  };
}
