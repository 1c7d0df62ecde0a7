import { Type } from 'typebox';

const text = Type.String();
const tags = ['oauth'];
const refusal = Type.Object(
  { error: text, error_description: Type.Optional(text) },
  { description: 'A refusal in the words of RFC 6749', additionalProperties: true },
);

/** A form as it is read: text, whose parts the provider looks at. Said for readers of the document. */
function form(parts: readonly string[]): object {
  const properties = Object.fromEntries(parts.map((part) => [part, text]));
  return { content: { 'application/x-www-form-urlencoded': { schema: Type.Unsafe({ properties }) } } };
}

const open = { tags, security: [] };

/** How the routes of OAuth stand in the document; what they take is judged by the provider. */
export const OAUTH_SCHEMAS = {
  authorize: {
    ...open,
    summary: 'Where an application sends the person: on to the page that asks for their consent',
    description:
      'Query: `response_type=code`, `client_id`, `redirect_uri`, `scope`, `state`, `code_challenge`, `code_challenge_method=S256`; `prompt`, `resource`',
    response: { 302: { description: 'To the page, or back to the application' } },
  },
  token: {
    ...open,
    summary: 'A code or a refresh token for tokens (RFC 6749, PKCE by RFC 7636); each is taken once',
    body: form([
      'grant_type',
      'code',
      'redirect_uri',
      'code_verifier',
      'refresh_token',
      'client_id',
      'client_secret',
      'resource',
    ]),
    response: {
      200: Type.Object(
        {
          access_token: text,
          token_type: text,
          expires_in: Type.Integer(),
          scope: text,
          refresh_token: Type.Optional(text),
        },
        { description: 'Tokens', additionalProperties: true },
      ),
      400: refusal,
      401: refusal,
    },
  },
  revoke: {
    ...open,
    summary: 'Takes a token back (RFC 7009)',
    body: form(['token', 'token_type_hint', 'client_id', 'client_secret']),
    response: {
      200: Type.Object({}, { description: 'It opens nothing any more', additionalProperties: true }),
      400: refusal,
      401: refusal,
    },
  },
  register: {
    ...open,
    summary: 'An application registers itself (RFC 7591), where `DYNAMIC_CLIENT_REGISTRATION` is on',
    body: {
      content: {
        'application/json': {
          schema: Type.Unsafe<object>({
            properties: {
              client_name: text,
              redirect_uris: Type.Array(text),
              token_endpoint_auth_method: text,
            },
          }),
        },
      },
    },
    response: {
      201: Type.Object(
        { client_id: text, client_name: Type.Optional(text), redirect_uris: Type.Array(text) },
        { description: 'The application', additionalProperties: true },
      ),
      400: refusal,
      401: refusal,
      403: refusal,
    },
  },
} as const;
