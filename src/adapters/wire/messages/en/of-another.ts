import type { SentenceId } from '../message-ids.ts';

/** Sentences that speak to the athlete, as another reads them: of the athlete, and with advice to nobody else. */
export const enOfAnother: Readonly<Partial<Record<SentenceId, string>>> = {
  'remaining.no_max_heart_rate':
    '{count} left; how to earn {count, plural, one {it} other {them}} shows once a max heart rate is set.',
  'remaining.out_of_reach_sessions':
    '{count, plural, one {# session is} other {# sessions are}} missing, more than the days left can give. Whatever is done still does good.',
  'remaining.out_of_reach_days':
    '{count, plural, one {# day is} other {# days are}} missing, more than the week has left. Whatever is done still does good.',
  'remaining.out_of_reach_minutes':
    '{count} min are missing, more than the week has left. Whatever is done still does good.',
  'remaining.no_basis':
    '{count} left; how to earn {count, plural, one {it} other {them}} shows once the heart rate that the band rests on is set.',
  'robustness.holds': 'Holds even if the max heart rate is 10 bpm off.',
  'robustness.would_change': 'Would change if the max heart rate is {deltaBpm} bpm off.',
  'robustness.would_change_resting': 'Would change if the resting heart rate is {deltaBpm} bpm off.',
  'robustness.would_change_threshold': 'Would change if the threshold heart rate is {deltaBpm} bpm off.',
  'guard.two_hard_days': 'Two hard days in a row: the next should be easy.',
  'guard.hard_week_note': '{minutes} hard minutes in seven days: the rest should be easy.',
  'guard.hard_week_caution':
    '{minutes} hard minutes in seven days is a lot: a few days of light activity would suit.',
  'guard.hard_week_strong':
    '{minutes} hard minutes in seven days is very much: the body needs some easy days now.',
  'guard.hard_share': '{sharePercent} % of the last four weeks was hard: more easy minutes would suit.',
  'guard.resting_raised': 'The resting pulse is a little higher than usual: an easy day could suit.',
  'guard.too_hard_for_zone2':
    'Too hard for Zone 2: {sharePercent} % of the session was above it. Zone 2 leaves breath to talk.',
  'week.first': 'The first week: everything recorded counts.',
  'week.before_first_evidence': 'Before the first recording.',
  'week.excused': 'The athlete took this week off: it does not touch the streaks.',
  'week.time_zone_moved': 'The athlete moved to another time zone this week: {timeZone}.',
  'max_heart_rate.none': 'No max heart rate is set, so there are no bands to see.',
  'max_heart_rate.before_first': 'Judged by the first max heart rate, which was set later.',
  'max_heart_rate.formula':
    'The max heart rate of {bpm} is an estimate and may be {marginBpm} bpm off: a measured one makes this more certain.',
  'simulated.counted':
    '{count, plural, one {# simulated session is} other {# simulated sessions are}} counted in.',
  'simulated.left_out':
    '{count, plural, one {# simulated session was} other {# simulated sessions were}} left out: there was real training in the same hours.',
  'session.device_zone':
    'The device was set to {deviceZone}, the athlete’s time zone was {ownZone}: dates go by the athlete’s.',
  'session.above_max':
    'The pulse was above the max heart rate of {maxHeartRate}: the strap or the setting may be wrong.',
  'resting.falling': 'The resting pulse is falling: the endurance training shows.',
  'resting.steady': 'The resting pulse is steady.',
  'resting.rising': 'The resting pulse is higher than it was two months ago.',
};
