import { GUARD_LOOK_BACK_DAYS } from '../../../domain/week/week-input.ts';
import { RESTING_LOOK_BACK_DAYS } from '../../../domain/monitoring/resting.ts';

/** What a report asks of a session, with the types that a row of another kind has nothing of. */
const SESSION_COLUMNS = {
  id: 'text',
  start_ms: 'float8',
  end_ms: 'float8',
  time_zone: 'text',
  local_date: 'date',
  sport: 'text',
  sub_sport: 'text',
  simulated: 'boolean',
  logged: 'boolean',
  active_ms: 'float8',
  sources: 'jsonb',
  set_count: 'integer',
  sustained_max_bpm: 'smallint',
  invalid_count: 'integer',
  suspect_count: 'integer',
  revision: 'uuid',
};
const columns = Object.entries(SESSION_COLUMNS);
const NO_SESSION = columns.map(([column, type]) => `null::${type} as ${column}`).join();

const SESSION = `select 'session', null, ${columns.map(([column]) => `s.${column}`).join()}, null::date,
    null::float8, s.days, case when s.four_by_four_rules = $4 then s.four_by_four end, null::bytea`;

/**
 * Rows of three kinds: one of the athlete, one per session, one per day of all-day monitoring. The many
 * rows of sessions are columns as they are: to write each as JSON would take Postgres five times as long.
 *
 * Dates and revisions stand in scalar subqueries: the planner then takes any span for the same, and keeps one plan for
 * all. As plain parameters each span would look cheaper than the kept plan, and be planned again, five times as long as
 * it runs.
 *
 * $1 athlete · $2, $3 first and last date · $4 rule version · $5, $6 first and last date of the past to name, or null ·
 * $7 revision of the evidence at which its name is known, or null · $8 revision at which the rows of sessions and days are
 * known and not asked for, or null.
 */
export const WEEK_EVIDENCE = `
  with unseen as materialized (
    select from athlete where athlete_id = $1 and evidence_revision is distinct from (select $8::uuid)
  )
  select 'athlete' as kind, json_build_object(
    'athlete', json_build_object('id', athlete_id, 'name', name, 'locale', locale, 'birthDate', birth_date,
      'flags', flags, 'timeZones', (
        select json_agg(json_build_object('validFrom', valid_from, 'timeZone', time_zone) order by valid_from)
        from athlete_time_zone where athlete_id = $1)),
    'maxHeartRates', (
      select coalesce(json_agg(json_build_object('id', id, 'bpm', bpm, 'source', source, 'validFrom', valid_from,
        'method', method, 'createdAtMs', (extract(epoch from created_at) * 1000)::float8)
        order by valid_from, created_at, id), '[]')
      from max_heart_rate where athlete_id = $1),
    'prescriptions', (
      select coalesce(json_agg(json_build_object('id', id, 'validFrom', valid_from, 'reason', reason,
        'content', content) order by valid_from, created_at, id), '[]')
      from prescription where athlete_id = $1),
    'thresholdHeartRates', (
      select coalesce(json_agg(json_build_object('id', id, 'bpm', bpm, 'source', source, 'validFrom', valid_from,
        'method', method, 'createdAtMs', (extract(epoch from created_at) * 1000)::float8)
        order by valid_from, created_at, id), '[]')
      from threshold_heart_rate where athlete_id = $1),
    'excusedWeeks', (
      select coalesce(json_agg(week order by week), '[]') from excused_week where athlete_id = $1),
    'restingHeartRates', (
      select coalesce(json_agg(json_build_object('date', date, 'bpm', bpm, 'source', source)
        order by date, source), '[]')
      from (
        select date, source, min(bpm) as bpm from resting_heart_rate
        where athlete_id = $1 and (
          date between (select $2::date) - ${RESTING_LOOK_BACK_DAYS} and (select $3::date)
          or date = (select min(date) from resting_heart_rate where athlete_id = $1)
          or date = (select max(date) from resting_heart_rate
            where athlete_id = $1 and date < (select $2::date) - ${RESTING_LOOK_BACK_DAYS}))
        group by date, source
      ) as resting),
    'first', json_build_object(
      'any', least(
        (select min(local_date) from session where athlete_id = $1),
        (select min(date) from passive_day where athlete_id = $1)),
      'strength', (
        select min(local_date) from session where athlete_id = $1
          and (sport = 'strength_training' or sub_sport = 'strength_training'
            or sport = 'training' and (set_count > 0 or logged and sub_sport is null)))),
    'revision', evidence_revision,
    'past', case when (select $5::date) is not null and evidence_revision is distinct from (select $7::uuid) then (
      select count(*) || ' ' || coalesce(bit_xor(uuid_hash_extended(revision, 0)), 0)
      from session where athlete_id = $1
        and local_date between (select $5::date) - ${GUARD_LOOK_BACK_DAYS} and (select $6::date)
    ) || ' ' || (
      select count(*) || ' ' || coalesce(bit_xor(hashtextextended(date || ' ' || xmin::text, 0)), 0)
      from passive_day where athlete_id = $1 and date between (select $5::date) and (select $6::date)
    ) end,
    'pastResting', case when (select $5::date) is not null and evidence_revision is distinct from (select $7::uuid) then (
      select count(*) || ' ' || coalesce(bit_xor(hashtextextended(concat_ws(' ', date, source, origin, bpm), 0)), 0)
      from resting_heart_rate where athlete_id = $1 and (
        date between (select $5::date) - ${GUARD_LOOK_BACK_DAYS} and (select $6::date)
        or date = (select min(date) from resting_heart_rate where athlete_id = $1)
        or date = (select max(date) from resting_heart_rate
          where athlete_id = $1 and date < (select $5::date) - ${GUARD_LOOK_BACK_DAYS}))
    ) end
  )::text as facts, ${NO_SESSION}, null::date as date, null::float8 as unknown_ms,
    null::bytea as a, null::bytea as b, null::bytea as c
  from athlete where athlete_id = $1
  union all
  ${SESSION}
  from session s
  where s.athlete_id = $1 and s.local_date between (select $2::date) and (select $3::date)
    and exists (select from unseen)
  union all
  ${SESSION}
  from session s
  where s.athlete_id = $1 and s.last_date > s.local_date and s.last_date >= (select $2::date)
    and s.local_date < (select $2::date) and exists (select from unseen)
  union all
  select 'passive', null, ${NO_SESSION}, date, unknown_ms, histogram, moving_histogram, moving_segments
  from passive_day
  where athlete_id = $1 and date between (select $2::date) and (select $3::date) and exists (select from unseen)`;
