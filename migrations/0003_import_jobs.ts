import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Imports of large archives. The archive waits in the database rather than on a disk, so that any server process can
 * take a job over, backups hold it and erasing an athlete removes it; it is dropped when the job ends. `epoch` is the
 * runner's: one whose lease ran out can change nothing any more. `fruitless` counts the runners since the last progress.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table import_job (
    athlete_id text not null constraint import_job_athlete references athlete on delete cascade,
    id text not null,
    file_name text not null,
    size_bytes bigint not null,
    state text not null default 'queued' constraint import_job_state
      check (state in ('queued', 'running', 'done', 'cancelled', 'undone', 'failed')),
    total integer not null,
    done integer not null default 0,
    imported integer not null default 0,
    partial integer not null default 0,
    duplicate integer not null default 0,
    rejected integer not null default 0,
    created_at timestamptz not null,
    finished_at timestamptz,
    epoch integer not null default 0,
    fruitless integer not null default 0,
    lease_until timestamptz,
    constraint import_job_pk primary key (athlete_id, id)
  )`,
  `create index import_job_waiting on import_job (created_at) where state in ('queued', 'running')`,
  `create index import_job_by_age on import_job (athlete_id, created_at, id)`,
  `create table import_job_chunk (
    athlete_id text not null,
    job_id text not null,
    ordinal integer not null,
    bytes bytea not null,
    constraint import_job_chunk_pk primary key (athlete_id, job_id, ordinal),
    constraint import_job_chunk_job foreign key (athlete_id, job_id) references import_job on delete cascade
  )`,
  // An archive is compressed already.
  `alter table import_job_chunk alter column bytes set storage external`,
  `create index upload_by_job on upload (athlete_id, job_id, created_at, id) where job_id is not null`,
];
