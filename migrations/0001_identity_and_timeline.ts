import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Every table of an athlete has a primary key that begins with `athlete_id` and refers to nothing outside that
 * athlete, so the schema shards by athlete as it stands. Removing the athlete's row removes all of theirs.
 *
 * Instants of heartbeats are `double precision` milliseconds since the epoch, exactly as the domain has them;
 * `timestamptz` says when something happened to a row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...IDENTITY, ...ATHLETE, ...EVIDENCE, ...DERIVED])
    await sql.raw(statement).execute(db);
}

/** Tables of the identity library, with its own column names. */
const IDENTITY = [
  `create table auth_user (
    id text constraint auth_user_pk primary key,
    name text not null,
    email text not null constraint auth_user_email_once unique,
    "emailVerified" boolean not null default false,
    image text,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now()
  )`,
  `create table auth_session (
    id text constraint auth_session_pk primary key,
    "expiresAt" timestamptz not null,
    token text not null constraint auth_session_token_once unique,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now(),
    "ipAddress" text,
    "userAgent" text,
    "userId" text not null constraint auth_session_user references auth_user (id) on delete cascade
  )`,
  `create index auth_session_by_user on auth_session ("userId")`,
  `create table auth_account (
    id text constraint auth_account_pk primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null constraint auth_account_user references auth_user (id) on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    scope text,
    password text,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now()
  )`,
  `create index auth_account_by_user on auth_account ("userId")`,
  `create table auth_verification (
    id text constraint auth_verification_pk primary key,
    identifier text not null,
    value text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now()
  )`,
  `create index auth_verification_by_identifier on auth_verification (identifier)`,
  `create table auth_device_code (
    id text constraint auth_device_code_pk primary key,
    "deviceCode" text not null constraint auth_device_code_once unique,
    "userCode" text not null constraint auth_device_code_user_code_once unique,
    "userId" text constraint auth_device_code_user references auth_user (id) on delete cascade,
    "expiresAt" timestamptz not null,
    status text not null,
    "lastPolledAt" timestamptz,
    "pollingInterval" integer,
    "clientId" text,
    scope text
  )`,
];

const ATHLETE = [
  `create table athlete (
    athlete_id text constraint athlete_pk primary key,
    name text not null,
    locale text not null constraint athlete_locale check (locale in ('da', 'en')),
    birth_date date,
    flags text[] not null default '{}'
      constraint athlete_flags check (flags <@ array['rate_limiting_medication', 'pacemaker']),
    owner_user_id text,
    created_at timestamptz not null default now()
  )`,
  `create index athlete_by_owner on athlete (owner_user_id) where owner_user_id is not null`,
  `create table athlete_time_zone (
    athlete_id text not null constraint athlete_time_zone_athlete references athlete on delete cascade,
    valid_from date not null,
    time_zone text not null,
    constraint athlete_time_zone_pk primary key (athlete_id, valid_from)
  )`,
  `create table max_heart_rate (
    athlete_id text not null constraint max_heart_rate_athlete references athlete on delete cascade,
    id text not null,
    bpm smallint not null constraint max_heart_rate_bpm check (bpm between 100 and 230),
    source text not null
      constraint max_heart_rate_source check (source in ('measured', 'entered', 'confirmed', 'formula')),
    valid_from date not null,
    method text,
    created_at timestamptz not null,
    constraint max_heart_rate_pk primary key (athlete_id, id)
  )`,
  `create table prescription (
    athlete_id text not null constraint prescription_athlete references athlete on delete cascade,
    id text not null,
    valid_from date not null,
    reason text,
    content jsonb not null,
    created_at timestamptz not null,
    constraint prescription_pk primary key (athlete_id, id)
  )`,
  `create table excused_week (
    athlete_id text not null constraint excused_week_athlete references athlete on delete cascade,
    week text not null constraint excused_week_key check (week ~ '^[0-9]{4}-W[0-9]{2}$'),
    reason text,
    constraint excused_week_pk primary key (athlete_id, week)
  )`,
  `create table device_token (
    athlete_id text not null constraint device_token_athlete references athlete on delete cascade,
    id text not null,
    name text not null,
    scopes text[] not null constraint device_token_scopes
      check (scopes <@ array['live', 'upload', 'read', 'manage']),
    token_hash bytea not null,
    created_at timestamptz not null,
    last_seen_at timestamptz,
    revoked_at timestamptz,
    constraint device_token_pk primary key (athlete_id, id),
    constraint device_token_hash_once unique (athlete_id, token_hash)
  )`,
];

const EVIDENCE = [
  `create table upload (
    athlete_id text not null constraint upload_athlete references athlete on delete cascade,
    id text not null,
    file_name text not null,
    sha256 bytea not null constraint upload_sha256 check (length(sha256) = 32),
    size_bytes bigint not null,
    status text not null constraint upload_status check (status in ('imported', 'partial', 'rejected')),
    warnings jsonb not null,
    error jsonb,
    job_id text,
    created_at timestamptz not null,
    gzip bytea not null,
    constraint upload_pk primary key (athlete_id, id)
  )`,
  // Already compressed: a second attempt would only cost time.
  `alter table upload alter column gzip set storage external`,
  `create unique index upload_accepted_once on upload (athlete_id, sha256) where status <> 'rejected'`,
  `create index upload_by_age on upload (athlete_id, created_at, id)`,
  // origin: the upload that brought the value, or '' for one that was entered or measured here.
  `create table resting_heart_rate (
    athlete_id text not null constraint resting_heart_rate_athlete references athlete on delete cascade,
    date date not null,
    source text not null
      constraint resting_heart_rate_source check (source in ('device', 'monitoring', 'guided', 'entered')),
    origin text not null,
    bpm smallint not null constraint resting_heart_rate_bpm check (bpm between 20 and 230),
    recorded_at timestamptz not null default clock_timestamp(),
    constraint resting_heart_rate_pk primary key (athlete_id, date, source, origin)
  )`,
  `create table recording (
    athlete_id text not null constraint recording_athlete references athlete on delete cascade,
    id text not null,
    kind text not null constraint recording_kind check (kind in ('live', 'file', 'monitoring')),
    sport text,
    sub_sport text,
    start_ms double precision not null,
    end_ms double precision not null,
    content_hash text not null,
    simulated boolean not null,
    multisport_id text,
    utc_offset_minutes smallint,
    device jsonb,
    sets jsonb not null,
    delivers_rr boolean not null,
    extra bytea,
    upload_id text,
    constraint recording_pk primary key (athlete_id, id),
    constraint recording_upload foreign key (athlete_id, upload_id) references upload on delete cascade,
    constraint recording_span check (start_ms <= end_ms)
  )`,
  `alter table recording alter column extra set storage external`,
  `create index recording_by_end on recording (athlete_id, end_ms)`,
  `create index recording_by_upload on recording (athlete_id, upload_id) where upload_id is not null`,
  `create table recording_chunk (
    athlete_id text not null,
    recording_id text not null,
    ordinal smallint not null,
    items bytea not null,
    rr_keys bytea,
    rr bytea,
    constraint recording_chunk_pk primary key (athlete_id, recording_id, ordinal),
    constraint recording_chunk_recording foreign key (athlete_id, recording_id) references recording on delete cascade
  )`,
  `alter table recording_chunk alter column items set storage external,
    alter column rr_keys set storage external, alter column rr set storage external`,
];

const DERIVED = [
  // revision: another one whenever the session is derived anew, so that a result computed from the recordings of an
  // earlier one is not kept. four_by_four: what the recogniser said so far, under the rules of four_by_four_rules.
  `create table session (
    athlete_id text not null constraint session_athlete references athlete on delete cascade,
    id text not null,
    start_ms double precision not null,
    end_ms double precision not null,
    time_zone text not null,
    local_date date not null,
    sport text,
    sub_sport text,
    simulated boolean not null,
    logged boolean not null,
    active_ms double precision not null,
    set_count integer not null,
    sustained_max_bpm smallint,
    invalid_count integer not null,
    suspect_count integer not null,
    sources jsonb not null,
    note text,
    rule_version text not null,
    revision uuid not null default gen_random_uuid(),
    four_by_four bytea,
    four_by_four_rules text,
    constraint session_pk primary key (athlete_id, id)
  )`,
  // With the revision, so that what a span of dates rests on is named from the index alone.
  `create index session_by_date on session (athlete_id, local_date) include (revision)`,
  `create index session_by_start on session (athlete_id, start_ms, id)`,
  `create index session_strength on session (athlete_id, local_date)
    where sport = 'strength_training' or sub_sport = 'strength_training'
      or sport = 'training' and (set_count > 0 or logged and sub_sport is null)`,
  `create table session_day (
    athlete_id text not null,
    session_id text not null,
    date date not null,
    unknown_ms double precision not null,
    histogram bytea not null,
    constraint session_day_pk primary key (athlete_id, session_id, date),
    constraint session_day_session foreign key (athlete_id, session_id) references session on delete cascade
  )`,
  `create index session_day_by_date on session_day (athlete_id, date)`,
  `create table session_recording (
    athlete_id text not null,
    session_id text not null,
    ordinal integer not null,
    recording_id text not null,
    constraint session_recording_pk primary key (athlete_id, session_id, ordinal),
    constraint session_recording_session foreign key (athlete_id, session_id) references session on delete cascade
  )`,
  `create index session_recording_by_recording on session_recording (athlete_id, recording_id)`,
  `create table session_alias (
    athlete_id text not null constraint session_alias_athlete references athlete on delete cascade,
    absorbed_id text not null,
    survivor_id text not null,
    constraint session_alias_pk primary key (athlete_id, absorbed_id)
  )`,
  `create table passive_day (
    athlete_id text not null constraint passive_day_athlete references athlete on delete cascade,
    date date not null,
    unknown_ms double precision not null,
    histogram bytea not null,
    moving_histogram bytea not null,
    moving_segments bytea,
    constraint passive_day_pk primary key (athlete_id, date)
  )`,
];
