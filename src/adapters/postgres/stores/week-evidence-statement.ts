import { GUARD_LOOK_BACK_DAYS } from '../../../domain/week/week-input.ts';
import { RESTING_LOOK_BACK_DAYS } from '../../../domain/monitoring/resting.ts';

/**
 * Rows of three kinds: one of the athlete, one per session and local date, one per day of all-day monitoring. Few wide
 * columns, because the driver's work is by column.
 *
 * $1 athlete · $2, $3 first and last date · $4 rule version · $5, $6 first and last date of the past to name, or null ·
 * $7 revision of the evidence at which its name is known, or null · $8 revision at which the rows of sessions and days are
 * known and not asked for, or null.
 */
export const WEEK_EVIDENCE = `
  with unseen as materialized (
    select from athlete where athlete_id = $1 and evidence_revision is distinct from $8::uuid
  ), chosen as materialized (
    select id from session where athlete_id = $1 and local_date between $2::date and $3::date
      and exists (select from unseen)
    union
    select session_id from session_day where athlete_id = $1 and date between $2::date and $3::date
      and exists (select from unseen)
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
          date between $2::date - ${RESTING_LOOK_BACK_DAYS} and $3::date
          or date = (select min(date) from resting_heart_rate where athlete_id = $1)
          or date = (select max(date) from resting_heart_rate
            where athlete_id = $1 and date < $2::date - ${RESTING_LOOK_BACK_DAYS}))
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
    'past', case when $5::date is not null and evidence_revision is distinct from $7::uuid then (
      select count(*) || ' ' || coalesce(bit_xor(uuid_hash_extended(revision, 0)), 0)
      from session where athlete_id = $1
        and local_date between $5::date - ${GUARD_LOOK_BACK_DAYS} and $6::date
    ) || ' ' || (
      select count(*) || ' ' || coalesce(bit_xor(hashtextextended(date || ' ' || xmin::text, 0)), 0)
      from passive_day where athlete_id = $1 and date between $5::date and $6::date
    ) end
  )::text as facts, null::bytea as a, null::bytea as b, null::bytea as c
  from athlete where athlete_id = $1
  union all
  select 'session', json_build_array(
    json_build_object('id', s.id, 'startMs', s.start_ms, 'endMs', s.end_ms, 'timeZone', s.time_zone,
      'localDate', s.local_date, 'sport', s.sport, 'subSport', s.sub_sport, 'simulated', s.simulated,
      'logged', s.logged, 'activeMs', s.active_ms, 'sources', s.sources, 'setCount', s.set_count,
      'sustainedMaxBpm', s.sustained_max_bpm, 'invalidCount', s.invalid_count, 'suspectCount', s.suspect_count),
    s.revision, d.date, d.unknown_ms)::text,
    d.histogram, case when s.four_by_four_rules = $4 then s.four_by_four end, null
  from chosen
  join session s on s.athlete_id = $1 and s.id = chosen.id
  left join lateral (
    -- Not folded into the join: the few sessions of a week are looked up, however many others there are.
    select date, unknown_ms, histogram from session_day
    where athlete_id = $1 and session_id = chosen.id offset 0
  ) d on true
  union all
  select 'passive', json_build_array(date, unknown_ms)::text, histogram, moving_histogram, moving_segments
  from passive_day where athlete_id = $1 and date between $2::date and $3::date and exists (select from unseen)`;
