import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Applications that act for people (D2). About users, not athletes; gone with the user. Columns as better-auth names them,
 * lists as JSON text as it writes them; tokens and secrets are hashes. A consent is what connects an application to a
 * person: its tokens end with it, and the end of a token is told to every process as it commits, like a revoked grant's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table auth_oauth_client (
    id text constraint auth_oauth_client_pk primary key,
    "clientId" text not null constraint auth_oauth_client_once unique,
    "clientSecret" text,
    "clientDiscoveryId" text,
    disabled boolean not null default false,
    "skipConsent" boolean constraint auth_oauth_client_asks check ("skipConsent" is not true),
    "enableEndSession" boolean,
    "subjectType" text,
    scopes text,
    "clientCredentialsScopes" text,
    "userId" text constraint auth_oauth_client_user references auth_user (id) on delete cascade,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz,
    name text,
    uri text,
    icon text,
    contacts text,
    tos text,
    policy text,
    "softwareId" text,
    "softwareVersion" text,
    "softwareStatement" text,
    "redirectUris" text not null,
    "postLogoutRedirectUris" text,
    "backchannelLogoutUri" text,
    "backchannelLogoutSessionRequired" boolean,
    "tokenEndpointAuthMethod" text,
    "applicationType" text,
    jwks text,
    "jwksUri" text,
    "grantTypes" text,
    "responseTypes" text,
    "requirePKCE" boolean constraint auth_oauth_client_pkce check ("requirePKCE" is not false),
    "dpopBoundAccessTokens" boolean,
    "referenceId" text,
    metadata jsonb
  )`,
  `create index auth_oauth_client_by_user on auth_oauth_client ("userId")`,
  `create table auth_oauth_refresh_token (
    id text constraint auth_oauth_refresh_token_pk primary key,
    token text not null constraint auth_oauth_refresh_token_once unique,
    "clientId" text not null constraint auth_oauth_refresh_token_client
      references auth_oauth_client ("clientId") on delete cascade,
    "sessionId" text constraint auth_oauth_refresh_token_session references auth_session (id) on delete set null,
    "userId" text not null constraint auth_oauth_refresh_token_user references auth_user (id) on delete cascade,
    "referenceId" text,
    "authorizationCodeId" text,
    resources text,
    "requestedUserInfoClaims" text,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null,
    revoked timestamptz,
    "rotatedAt" timestamptz,
    "rotationReplayResponse" text,
    "rotationReplayExpiresAt" timestamptz,
    "authTime" timestamptz,
    confirmation jsonb,
    scopes text not null
  )`,
  `create index auth_oauth_refresh_token_by_user on auth_oauth_refresh_token ("userId", "clientId")`,
  `create index auth_oauth_refresh_token_by_client on auth_oauth_refresh_token ("clientId")`,
  `create index auth_oauth_refresh_token_by_session on auth_oauth_refresh_token ("sessionId")`,
  `create index auth_oauth_refresh_token_by_code on auth_oauth_refresh_token ("authorizationCodeId")`,
  `create table auth_oauth_access_token (
    id text constraint auth_oauth_access_token_pk primary key,
    token text not null constraint auth_oauth_access_token_once unique,
    "clientId" text not null constraint auth_oauth_access_token_client
      references auth_oauth_client ("clientId") on delete cascade,
    "sessionId" text constraint auth_oauth_access_token_session references auth_session (id) on delete set null,
    "userId" text not null constraint auth_oauth_access_token_user references auth_user (id) on delete cascade,
    "referenceId" text,
    "authorizationCodeId" text,
    resources text,
    "requestedUserInfoClaims" text,
    "refreshId" text constraint auth_oauth_access_token_refresh
      references auth_oauth_refresh_token (id) on delete cascade,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null,
    revoked timestamptz,
    confirmation jsonb,
    scopes text not null
  )`,
  `create index auth_oauth_access_token_by_user on auth_oauth_access_token ("userId", "clientId")`,
  `create index auth_oauth_access_token_by_client on auth_oauth_access_token ("clientId")`,
  `create index auth_oauth_access_token_by_session on auth_oauth_access_token ("sessionId")`,
  `create index auth_oauth_access_token_by_refresh on auth_oauth_access_token ("refreshId")`,
  `create index auth_oauth_access_token_by_code on auth_oauth_access_token ("authorizationCodeId")`,
  `create trigger auth_oauth_access_token_removed after delete on auth_oauth_access_token
    for each row execute function tell_authority_ended('access')`,
  `create trigger auth_oauth_access_token_revoked after update of revoked on auth_oauth_access_token
    for each row when (old.revoked is null and new.revoked is not null)
    execute function tell_authority_ended('access')`,
  // "lastUsedAt" is ours: when a token of it was last let in.
  `create table auth_oauth_consent (
    id text constraint auth_oauth_consent_pk primary key,
    "clientId" text not null constraint auth_oauth_consent_client
      references auth_oauth_client ("clientId") on delete cascade,
    "userId" text not null constraint auth_oauth_consent_user references auth_user (id) on delete cascade,
    "referenceId" text,
    resources text,
    "requestedUserInfoClaims" text,
    scopes text not null,
    "createdAt" timestamptz not null,
    "updatedAt" timestamptz not null,
    "lastUsedAt" timestamptz,
    constraint auth_oauth_consent_once unique ("userId", "clientId")
  )`,
  `create index auth_oauth_consent_by_client on auth_oauth_consent ("clientId")`,
  // Codes that wait to be exchanged lie among better-auth's single-use values.
  `create function end_oauth_consent() returns trigger language plpgsql as $$
  begin
    delete from auth_oauth_access_token where "clientId" = old."clientId" and "userId" = old."userId";
    delete from auth_oauth_refresh_token where "clientId" = old."clientId" and "userId" = old."userId";
    delete from auth_verification
      where case when starts_with(value, '{"type":"authorization_code"')
        then value::jsonb ->> 'userId' = old."userId" and value::jsonb #>> '{query,client_id}' = old."clientId"
        else false end;
    return null;
  end $$`,
  `create trigger auth_oauth_consent_removed after delete on auth_oauth_consent
    for each row execute function end_oauth_consent()`,
  `create function narrow_oauth_consent() returns trigger language plpgsql as $$
  begin
    delete from auth_oauth_access_token
      where "clientId" = new."clientId" and "userId" = new."userId" and not scopes::jsonb <@ new.scopes::jsonb;
    delete from auth_oauth_refresh_token
      where "clientId" = new."clientId" and "userId" = new."userId" and not scopes::jsonb <@ new.scopes::jsonb;
    return null;
  end $$`,
  `create trigger auth_oauth_consent_narrowed after update of scopes on auth_oauth_consent
    for each row when (not old.scopes::jsonb <@ new.scopes::jsonb) execute function narrow_oauth_consent()`,
  // Through which application somebody looked, by its name of then; null where by none.
  'alter table access_look add column application text',
  `create or replace function keep_access_look() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if old.last_at > now() - interval '24 months' and exists (
        select from athlete where athlete_id = old.athlete_id
      ) then raise exception 'the access log keeps its rows';
      end if;
      return old;
    end if;
    if (new.athlete_id, new.id, new.user_id, new.who_name, new.clinic_name, new.grant_id, new.what, new.week,
        new.session_id, new.first_at, new.application)
      is distinct from (old.athlete_id, old.id, old.user_id, old.who_name, old.clinic_name, old.grant_id, old.what,
        old.week, old.session_id, old.first_at, old.application)
      or new.count <> old.count + 1 or new.last_at < old.last_at
    then raise exception 'the access log changes no row';
    end if;
    return new;
  end $$`,
];
