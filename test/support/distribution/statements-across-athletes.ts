/**
 * The statements of the service that touch several athletes at once, each with its reason. On several nodes each is a
 * query to all of them; none of them stands in the way of a request about one athlete.
 */
export const STATEMENTS_ACROSS_ATHLETES: readonly { readonly statement: RegExp; readonly why: string }[] = [
  {
    statement: /^with batch as materialized/,
    why: 'group commit: the batches of all running streams at once',
  },
  {
    statement: /^select stream\.athlete_id.* from live_stream stream left join/,
    why: 'janitor: streams that fell silent',
  },
  {
    statement: /^select athlete_id, session_id from live_stream where closed_at </,
    why: 'janitor: raw records after 72 hours',
  },
  { statement: /^delete from access_look where last_at <=/, why: 'janitor: the access log after 24 months' },
  { statement: /^update import_job job set state = 'running'/, why: 'the next job of anybody' },
  { statement: /^update webhook set epoch/, why: 'the next delivery of anybody' },
  {
    statement: /^update fhir_delivery set next_at = \$1, attempts/,
    why: 'the next week of anybody for the FHIR server',
  },
  { statement: /^select athlete_id from event_outbox union/, why: 'whose events are due' },
  { statement: /^update summary_choice set turn_at = \$1 from/, why: 'the next summary of anybody' },
  {
    statement: /^select "athlete_id" from "athlete" where "owner_user_id" =/,
    why: 'sign-in: whose athlete a user is',
  },
  { statement: /^update "athlete" set "owner_user_id"/, why: 'first start: the only athlete gets its owner' },
  {
    statement: /^delete from "auth_user" where .* from "athlete" where "owner_user_id"/,
    why: 'erasure: a user without an athlete goes',
  },
  { statement: /^select "athlete_id" from "athlete" order by/, why: 'command line: all athletes' },
  {
    statement: /^select .* from "access_grant" as "g" left join "clinic_member"/,
    why: 'desk: what was granted to a coach',
  },
  {
    statement: /^select distinct athlete_id from access_grant/,
    why: 'rosters made ready: whose reports clinics see',
  },
  { statement: /^select a\.athlete_id, a\.name, a\.evidence_revision/, why: 'roster over grants' },
  { statement: /^insert into "roster_week"/, why: 'what a roster has judged is remembered at once' },
  {
    statement: /^select from clinic_member where user_id = .* from athlete where owner_user_id =/,
    why: 'a person goes: whether the account is still somebody’s',
  },
  { statement: /^select .* from "roster_week" where \(athlete_id, week\) in/, why: 'roster over grants' },
  {
    statement: /^with look as \( select \* from jsonb_to_recordset/,
    why: 'the access log of a roster or a wall',
  },
  {
    statement: /^select \* from "inlet" where "kind" =/,
    why: 'broker and local network: whose app it is, is not said',
  },
  { statement: /^select \* from "inlet" where "id" =/, why: 'a short address names the inlet alone' },
  { statement: /^select inlet\.\* from inlet join unnest/, why: 'the inlets in use, asked for at once' },
  { statement: /^update inlet set last_seen_at/, why: 'what was last heard, of all inlets at once' },
  { statement: /^update inlet_run run set started_at/, why: 'what was last heard, of all inlets at once' },
  {
    statement: /^with held as materialized \( select key, split_part\(key/,
    why: 'when each thing that holds a door open ends, asked for at once',
  },
  { statement: /^select count\(\*\) as rows from/, why: 'backup and restore: the whole database' },
  { statement: /^declare backup_rows/, why: 'backup: the whole database' },
  {
    statement: /^insert into "\w+" select r\.\* from json_populate_recordset/,
    why: 'restore: the whole database',
  },
  { statement: /\bwhere true\b/, why: 'the access walk forgets each `where` on purpose' },
  { statement: /^select 1 from "\w+" limit 1$/, why: 'restore: whether the database is empty' },
];

/**
 * Transactions of the service that change rows of several athletes, each known by a statement of it, with its reason. On
 * several nodes each commits in two phases.
 */
export const TRANSACTIONS_ACROSS_ATHLETES: readonly { readonly statement: RegExp; readonly why: string }[] =
  [];
