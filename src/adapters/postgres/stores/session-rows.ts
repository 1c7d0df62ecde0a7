import { CompiledQuery, sql } from 'kysely';
import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { StoredSession } from '../../../application/ports/session-store.ts';
import type { SessionEvidence } from '../../../domain/session/session.ts';
import type { LocalDate } from '../../../domain/units.ts';
import type { Executor } from '../database.ts';
import { manyRows } from '../many-rows.ts';
import { packDays, unpackDays } from '../packing/pack-days.ts';
import type { Schema } from '../schema/schema.ts';

const COLUMNS = [
  'id',
  'start_ms',
  'end_ms',
  'time_zone',
  'local_date',
  'sport',
  'sub_sport',
  'simulated',
  'logged',
  'active_ms',
  'set_count',
  'sustained_max_bpm',
  'invalid_count',
  'suspect_count',
  'sources',
  'days',
  'rule_version',
] as const;

const TYPES = {
  id: 'text',
  start_ms: 'double precision',
  end_ms: 'double precision',
  time_zone: 'text',
  local_date: 'date',
  last_date: 'date',
  sport: 'text',
  sub_sport: 'text',
  simulated: 'boolean',
  logged: 'boolean',
  active_ms: 'double precision',
  set_count: 'integer',
  sustained_max_bpm: 'smallint',
  invalid_count: 'integer',
  suspect_count: 'integer',
  sources: 'jsonb',
  days: 'bytea',
  note: 'text',
  rule_version: 'text',
};
const MEMBER_TYPES = { session_id: 'text', ordinal: 'integer', recording_id: 'text' };

const WHOLE = manyRows<Record<keyof typeof TYPES, unknown>>(TYPES, 1);
const MEMBERS = manyRows<Record<keyof typeof MEMBER_TYPES, unknown>>(MEMBER_TYPES, WHOLE.last);
const INSERT = `
  with whole as (
    insert into session (athlete_id, ${WHOLE.columns}) select $1, ${WHOLE.values} from ${WHOLE.source}
  )
  insert into session_recording (athlete_id, ${MEMBERS.columns})
  select $1, ${MEMBERS.values} from ${MEMBERS.source}
`;

export interface EvidenceRow {
  readonly evidence: SessionEvidence;
  readonly ruleVersion: string;
}

type ChosenSessions = SelectQueryBuilder<Schema, never, { id: string }>;

/**
 * The sessions that `chosen` names, whole: one round trip. Ascending by start, or newest first.
 *
 * They are chosen once and then looked up one by one, whatever Postgres believes of the tables: as one join it chose them
 * anew for each session of the athlete while an import filled tables that it still took for empty.
 */
export async function selectEvidence(
  db: Executor,
  athleteId: string,
  chosen: ChosenSessions,
  order: 'asc' | 'desc' = 'asc',
): Promise<EvidenceRow[]> {
  const rows = await db
    .with(
      (cte) => cte('chosen').materialized(),
      () => chosen,
    )
    .selectFrom('chosen')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('session')
          .select(COLUMNS)
          .where('athlete_id', '=', athleteId)
          .whereRef('session.id', '=', 'chosen.id')
          // Not folded into the join.
          .offset(0)
          .as('s'),
      (join) => join.onTrue(),
    )
    .selectAll('s')
    .orderBy('s.start_ms', order)
    .orderBy('s.id', order)
    .execute();
  return rows.map((row) => ({ evidence: toEvidence(row), ruleVersion: row.rule_version }));
}

/** Adds the recordings each session was derived from. */
export async function withRecordingIds(
  db: Executor,
  athleteId: string,
  rows: readonly EvidenceRow[],
): Promise<StoredSession[]> {
  if (rows.length === 0) return [];
  const members = await db
    .selectFrom('session_recording')
    .select(['session_id', 'recording_id'])
    .where('athlete_id', '=', athleteId)
    .where('session_id', '=', sql<string>`any(${rows.map((row) => row.evidence.id)})`)
    .orderBy('session_id')
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    ...row,
    recordingIds: members
      .filter((member) => member.session_id === row.evidence.id)
      .map((member) => member.recording_id),
  }));
}

/** The sessions and what they were derived from, in one round trip. */
export async function insertSessions(
  db: Executor,
  athleteId: string,
  sessions: readonly StoredSession[],
  note: string | null = null,
): Promise<void> {
  if (sessions.length === 0) return;
  const whole = WHOLE.parametersOf(sessions.map((session) => toRow(session, note)));
  const members = MEMBERS.parametersOf(sessions.flatMap(toMemberRows));
  await db.executeQuery(CompiledQuery.raw(INSERT, [athleteId, ...whole, ...members]));
}

function toMemberRows({
  evidence: { id },
  recordingIds,
}: StoredSession): Record<keyof typeof MEMBER_TYPES, unknown>[] {
  return recordingIds.map((recordingId, ordinal) => ({ session_id: id, ordinal, recording_id: recordingId }));
}

function toRow(
  { evidence, ruleVersion }: StoredSession,
  note: string | null,
): Record<keyof typeof TYPES, unknown> {
  return {
    id: evidence.id,
    start_ms: evidence.startMs,
    end_ms: evidence.endMs,
    time_zone: evidence.timeZone,
    local_date: evidence.localDate,
    last_date: lastDateOf(evidence),
    sport: evidence.sport,
    sub_sport: evidence.subSport,
    simulated: evidence.simulated,
    logged: evidence.logged,
    active_ms: evidence.activeMs,
    set_count: evidence.setCount,
    sustained_max_bpm: evidence.sustainedMaxBpm,
    invalid_count: evidence.invalidCount,
    suspect_count: evidence.suspectCount,
    sources: JSON.stringify(evidence.sources),
    days: packDays(evidence.days, evidence.localDate),
    note,
    rule_version: ruleVersion,
  };
}

function lastDateOf({ localDate, days }: SessionEvidence): LocalDate {
  const last = days.at(-1)?.date ?? localDate;
  return last > localDate ? last : localDate;
}

export type SessionColumns = Omit<
  Selectable<Schema['session']>,
  'athlete_id' | 'last_date' | 'note' | 'rule_version' | 'revision' | 'four_by_four' | 'four_by_four_rules'
>;

export function toEvidence(row: SessionColumns): SessionEvidence {
  return {
    id: row.id,
    startMs: row.start_ms,
    endMs: row.end_ms,
    timeZone: row.time_zone,
    localDate: row.local_date,
    sport: row.sport,
    subSport: row.sub_sport,
    simulated: row.simulated,
    logged: row.logged,
    activeMs: row.active_ms,
    days: unpackDays(row.days, row.local_date),
    sources: row.sources,
    setCount: row.set_count,
    sustainedMaxBpm: row.sustained_max_bpm,
    invalidCount: row.invalid_count,
    suspectCount: row.suspect_count,
  };
}
