import type { SentenceId } from '../message-ids.ts';

/** English, ICU MessageFormat. Durations, weekdays and numbers arrive formatted for the locale (see render). */
export const enSentences: Readonly<Record<SentenceId, string>> = {
  'status.met': '{credited} of {minimum}: done for this week.',
  'status.on_track':
    '{credited} of {minimum} so far, and {possible, plural, one {# day} other {# days}} left for the rest: on track.',
  'status.behind': '{credited} of {minimum} so far: a little behind, but still within reach.',
  'status.missed': '{credited} of {minimum}: not reached this week.',
  'status.undetermined':
    '{credited} of {minimum} for certain: the recordings can’t tell whether there was more.',
  no_max_heart_rate: 'No max heart rate is set, so this can’t be judged yet.',
  'target.above_maximum': '{credited} is more than the suggested {maximum}: fine, as long as it feels easy.',
  'target.only_sports': 'Only these count: {sports}.',
  'target.except_sports': 'These do not count: {sports}.',
  'target.also_counts': 'A session counts here too if it counts as {name}.',
  'target.could_have_counted':
    '{count, plural, one {On # day} other {On # days}} the heart rate that is missing could have made the difference.',
  'credit.one_a_day': 'One counts per day, and an earlier session on this day already did.',
  'credit.undetermined': 'Only {knownPercent} % of the heart rate was recorded: too little to decide.',
  'zone2.credited': '{inBandSeconds} in Zone 2.',
  'zone2.credited_long': '{inBandSeconds} in Zone 2: one session, longer than {maximumMinutes} min.',
  'zone2.too_short': '{inBandSeconds} in Zone 2, {neededSeconds} needed.',
  'zone2.too_hard':
    '{inBandSeconds} in Zone 2, but {aboveSeconds} above it: at least twice as long in Zone 2 as above is needed.',
  'zone2.could_have_counted':
    '{inBandSeconds} in Zone 2, {neededSeconds} needed; {unknownSeconds} without heart rate could have been enough.',
  'interval_4x4.credited': '{credited} intervals of 4 minutes.',
  'interval_4x4.credited_above':
    '{credited} intervals of 4 minutes; {aboveSeconds} were above 90 %, a little less is enough.',
  'interval_4x4.partial':
    '{credited} of {of, plural, one {# interval} other {# intervals}}{short, plural, =0 {} one {; # was too short} other {; # were too short}}{easy, plural, =0 {} one {; # was too easy} other {; # were too easy}}{long, plural, =0 {} one {; # was too long} other {; # were too long}}.',
  'interval_4x4.could_have_counted':
    '{credited} of {of, plural, one {# interval} other {# intervals}}; another may have been lost where the heart rate is missing.',
  'anti_inflammatory.day_met': '{inBandSeconds} of light activity this day.',
  'anti_inflammatory.day_too_short': '{inBandSeconds} of light activity this day, {neededSeconds} needed.',
  'anti_inflammatory.could_have_counted':
    '{inBandSeconds} of light activity this day, {neededSeconds} needed; {unknownSeconds} without heart rate could have been enough.',
  'cardio.credited': '{seconds} at {lowPercent} % of max heart rate and above.',
  'cardio.credited_too': '{seconds} with the pulse up, on top of what else it counts as.',
  'cardio.too_short': '{seconds} at {lowPercent} % of max heart rate and above, {neededSeconds} needed.',
  'cardio.could_have_counted':
    '{seconds} at {lowPercent} % and above, {neededSeconds} needed; {unknownSeconds} without heart rate could have been enough.',
  'strength.credited': '{activeSeconds} of strength training.',
  'strength.too_short': '{activeSeconds} of strength training, {neededSeconds} needed.',
  'strength.no_evidence': 'No strength session has been recorded or logged yet, so this can’t be judged.',
  'remaining.done': 'Done for this week.',
  'remaining.zone2':
    '{count, plural, one {# Zone 2 session} other {# Zone 2 sessions}} of {minimumMinutes}–{maximumMinutes} min at {lowBpm}–{highBpm} bpm by {byDate}.',
  'remaining.zone2_live':
    '{minutes} min more at {lowBpm}–{highBpm} bpm makes this a Zone 2 session ({count, plural, one {# left} other {# left}} this week).',
  'remaining.interval_4x4':
    '{count, plural, one {# session} other {# sessions}} of 4 × 4 min at {lowBpm}–{highBpm} bpm by {byDate}.',
  'remaining.anti_inflammatory':
    '{count, plural, one {# more day} other {# more days}} with {minimumMinutes} min at {lowBpm}–{highBpm} bpm by {byDate}.',
  'remaining.anti_inflammatory_today':
    '{minutes} min more today at {lowBpm}–{highBpm} bpm{count, plural, =0 {} one {; # day still needed this week} other {; # days still needed this week}}.',
  'remaining.cardio':
    '{count, plural, one {# cardio session} other {# cardio sessions}} of at least {minimumMinutes} min at {lowBpm} bpm and above by {byDate}.',
  'remaining.cardio_live':
    '{minutes} min more at {lowBpm} bpm and above makes this a cardio session ({count, plural, one {# left} other {# left}} this week).',
  'remaining.strength':
    '{count, plural, one {# strength session} other {# strength sessions}} of at least {minimumMinutes} min by {byDate}.',
  'remaining.no_max_heart_rate':
    '{count} left; set your max heart rate to see how to earn {count, plural, one {it} other {them}}.',
  'remaining.out_of_reach_sessions':
    '{count, plural, one {# session is} other {# sessions are}} missing, more than the days left can give. Whatever you do still does you good.',
  'remaining.out_of_reach_days':
    '{count, plural, one {# day is} other {# days are}} missing, more than the week has left. Whatever you do still does you good.',
  'remaining.finished_sessions':
    'The week is over: {count, plural, one {# session was} other {# sessions were}} missing.',
  'remaining.finished_days':
    'The week is over: {count, plural, one {# day was} other {# days were}} missing.',
  'rule.zone2':
    'A session counts with at least {minimumMinutes} min at {lowPercent}–{highPercent} % of max heart rate{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} bpm)}}, and at least twice as long there as above.',
  'rule.interval_4x4':
    'A session counts with four intervals of 4 min at {lowPercent}–{highPercent} % of max heart rate{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} bpm)}} and 1–6 min of recovery between.',
  'rule.anti_inflammatory':
    'A day counts with at least {minimumMinutes} min at {lowPercent}–{highPercent} % of max heart rate{lowBpm, plural, =0 {} other { ({lowBpm}–{highBpm} bpm)}}.',
  'rule.cardio':
    'A session counts with at least {minimumMinutes} min at {lowPercent} % of max heart rate{lowBpm, plural, =0 {} other { ({lowBpm} bpm)}} and above; so does a Zone 2 or 4×4 session.',
  'rule.strength': 'A strength session counts from {minimumMinutes} min; heart rate is not used.',
  'rule.daily_movement':
    'Every day with a recorded session or recorded movement is shown; nothing is judged.',
  'rule.one_a_day': 'One counts per day, the earliest; a session belongs to the day it starts on.',
  'rule.status':
    'The week asks for {minimum}{maximum, plural, =0 {} other { to {maximum}}}; until Sunday evening the days left are counted in.',
  'robustness.holds': 'Holds even if your max heart rate is 10 bpm off.',
  'robustness.would_change': 'Would change if your max heart rate is {deltaBpm} bpm off.',
  'guard.two_hard_days': 'Two hard days in a row: make tomorrow easy.',
  'guard.hard_week_note': '{minutes} hard minutes in seven days: keep the rest easy.',
  'guard.hard_week_caution':
    '{minutes} hard minutes in seven days is a lot: choose light activity for a few days.',
  'guard.hard_week_strong':
    '{minutes} hard minutes in seven days is very much: give your body some easy days now.',
  'guard.hard_share': '{sharePercent} % of your last four weeks was hard: more easy minutes would suit.',
  'guard.resting_raised': 'Your resting pulse is a little higher than usual: an easy day could suit.',
  'guard.too_hard_for_zone2':
    'Too hard for Zone 2: {sharePercent} % of the session was above it. You should be able to talk.',
  'week.first': 'Your first week: everything you have recorded counts.',
  'week.before_first_evidence': 'Before your first recording.',
  'week.silent': 'Nothing was recorded this week.',
  'week.excused': 'You took this week off: it does not touch your streaks.',
  'week.time_zone_moved': 'You moved to another time zone this week: {timeZone}.',
  'max_heart_rate.none': 'Set your max heart rate to see your bands.',
  'max_heart_rate.before_first': 'Judged by your first max heart rate, which you set later.',
  'max_heart_rate.formula':
    'Your max heart rate of {bpm} is an estimate and may be {marginBpm} bpm off: a measured one makes this more certain.',
  'coverage.low': 'Heart rate was recorded for only {knownPercent} % of the time: read this with care.',
  'simulated.counted':
    '{count, plural, one {# simulated session is} other {# simulated sessions are}} counted in. You can remove {count, plural, one {it} other {them}} at any time.',
  'simulated.left_out':
    '{count, plural, one {# simulated session was} other {# simulated sessions were}} left out: you really trained in the same hours.',
  'session.simulated': 'A simulated session.',
  'session.logged': 'Logged by hand, without heart rate.',
  'session.device_zone':
    'The device was set to {deviceZone}, your time zone was {ownZone}: dates go by yours.',
  'session.hard': '{minutes} min at 85 % and above.',
  'session.hard_wind_down': '{minutes} min at 85 % and above: that is plenty for one session.',
  'session.quarantined':
    '{count, plural, one {# value carries} other {# values carry}} a time that cannot be right: kept, not counted.',
  'session.conflicts':
    '{count, plural, one {# value} other {# values}} came twice and not alike: the first counts.',
  'recording.ahead':
    '{count, plural, one {# beat lies} other {# beats lie}} in the future: the clock of the phone was ahead.',
  'recording.behind':
    '{count, plural, one {# beat is} other {# beats are}} older than can be believed: the clock of the phone was wrong, or it sent too late.',
  'session.above_max':
    'Your pulse was above your max heart rate of {maxHeartRate}: check the strap or the setting.',
  'plan.interval_4x4': '{onDate}: 4×4.',
  'plan.zone2': '{onDate}: Zone 2, {minutes} min.',
  'plan.zone2_light':
    '{onDate}: Zone 2, {minutes} min; {minimumMinutes} of them at {lowBpm}–{highBpm} bpm count as light activity too.',
  'plan.light': '{onDate}: light, {minutes} min.',
  'plan.strength': '{onDate}: strength, {minutes} min.',
  'resting.falling': 'Your resting pulse is falling: your endurance training shows.',
  'resting.steady': 'Your resting pulse is steady.',
  'resting.rising': 'Your resting pulse is higher than it was two months ago.',
  'resting.too_early': 'Too early to see a trend: it takes twelve weeks.',
  'resting.too_few': 'Too few days with a resting pulse to see a trend.',
  'prescription.out_of_range': 'Must be a whole number from {lowest} to {highest}.',
  'prescription.reversed': 'The lower bound must not be above the upper bound.',
  'prescription.too_narrow':
    'The bounds must be at least 1 % apart: between them no whole heart rate may lie.',
  'prescription.too_narrow_reserve':
    'With {reserveBpm} bpm between resting and max heart rate no whole heart rate lies between the bounds: 10 % apart is always enough.',
  'prescription.band_once': 'Each band must be given exactly once.',
  'status_minutes.met': '{credited} of {minimum} min: done for this week.',
  'status_minutes.on_track': '{credited} of {minimum} min so far: on track.',
  'status_minutes.behind': '{credited} of {minimum} min so far: a little behind, but still within reach.',
  'status_minutes.missed': '{credited} of {minimum} min: not reached this week.',
  'status_minutes.undetermined':
    '{credited} of {minimum} min for certain: the recordings can’t tell whether there was more.',
  no_resting_heart_rate: 'No resting heart rate is known, so this can’t be judged yet.',
  empty_band:
    'No whole heart rate lies in this band, so this can’t be judged: its edges are too close together.',
  no_threshold_heart_rate: 'No threshold heart rate is set, so this can’t be judged yet.',
  'sport.credited': '{activeSeconds} active.',
  'sport.too_short': '{activeSeconds} active, {neededSeconds} needed.',
  'dose.credited':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}.',
  'dose.credited_long':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}: one session, longer than {maximumMinutes} min.',
  'dose.credited_too': '{inBandSeconds} in the band, on top of what else it counts as.',
  'dose.too_short':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}, {neededSeconds} needed.',
  'dose.too_hard':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}, but {aboveSeconds} above: at most {sharePercent} % of the time in the band is allowed above it.',
  'dose.could_have_counted':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}, {neededSeconds} needed; {unknownSeconds} without heart rate could have been enough.',
  'dose.day_met':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} this day.',
  'dose.day_too_short':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} this day, {neededSeconds} needed.',
  'dose.day_could_have_counted':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} this day, {neededSeconds} needed; {unknownSeconds} without heart rate could have been enough.',
  'dose.minutes':
    '{inBandSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}.',
  'intervals.credited': '{credited, plural, one {# interval} other {# intervals}}.',
  'intervals.credited_above':
    '{credited, plural, one {# interval} other {# intervals}}; {aboveSeconds} were above the band, a little less is enough.',
  'remaining.sessions':
    '{count, plural, one {# session} other {# sessions}} of {neededSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} by {byDate}.',
  'remaining.sessions_live':
    '{minutes} min more at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} makes this session count ({count, plural, one {# left} other {# left}} this week).',
  'remaining.intervals':
    '{count, plural, one {# session} other {# sessions}} of {reps, plural, one {# interval} other {# intervals}} of at least {leastSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} by {byDate}.',
  'remaining.days':
    '{count, plural, one {# more day} other {# more days}} with {neededSeconds} at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} by {byDate}.',
  'remaining.days_today':
    '{minutes} min more today at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}{count, plural, =0 {} one {; # day still needed this week} other {; # days still needed this week}}.',
  'remaining.sport':
    '{count, plural, one {# session} other {# sessions}} of at least {neededSeconds} by {byDate}.',
  'remaining.minutes':
    '{count} min more at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}} by {byDate}.',
  'remaining.no_basis':
    '{count} left; set the heart rate that the band rests on to see how to earn {count, plural, one {it} other {them}}.',
  'remaining.out_of_reach_minutes':
    '{count} min are missing, more than the week has left. Whatever you do still does you good.',
  'remaining.finished_minutes': 'The week is over: {count} min were missing.',
  'rule.sessions':
    'A session counts with at least {neededSeconds}{lowBpm, plural, =0 { in the band} other { at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}}}{sharePercent, plural, =0 {} other {, and at most # % of that time above it}}.',
  'rule.intervals':
    'A session counts with {reps, plural, one {# interval} other {# intervals}} of {leastSeconds}–{mostSeconds}, {effortSeconds} of {reps, plural, one {it} other {each}}{lowBpm, plural, =0 { in the band} other { at {lowBpm} bpm and above}}{reps, plural, one {} other {, and {shortestSeconds}–{longestSeconds} of recovery between{belowFloor, plural, =0 {} other {, {belowFloorSeconds} of it below the floor}}}}.',
  'rule.days':
    'A day counts with at least {neededSeconds}{lowBpm, plural, =0 { in the band} other { at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}}}.',
  'rule.sport': 'A session of this sport counts from {neededSeconds}; heart rate is not used.',
  'rule.minutes':
    'The week asks for {count} min{lowBpm, plural, =0 { in the band} other { at {highBpm, plural, =0 {{lowBpm} bpm and above} other {{lowBpm}–{highBpm} bpm}}}}; every minute counts once.',
  'robustness.holds_all': 'Holds even if the heart rates it rests on are a little off.',
  'robustness.would_change_resting': 'Would change if your resting heart rate is {deltaBpm} bpm off.',
  'robustness.would_change_threshold': 'Would change if your threshold heart rate is {deltaBpm} bpm off.',
  'plan.target': '{onDate}: {name}{minutes, plural, =0 {} other {, # min}}.',
  'prescription.how_many': 'From {lowest} to {highest} are possible.',
  'prescription.id_form': 'An id has 1 to 40 letters, digits, - or _, and is not a reserved one.',
  'prescription.id_twice': 'This id is there twice.',
  'prescription.no_such_band': 'There is no such band.',
  'prescription.no_such_target': 'There is no such target that this one can count.',
  'prescription.needs_band': 'This dose is measured by heart rate: choose a band.',
  'prescription.also_counts_sessions': 'Only sessions in a band can also count those of other targets.',
  'prescription.share': 'Must be a share from {lowest} to {highest} in hundredths.',
  'prescription.work_too_short':
    'Heart rate cannot judge intervals shorter than {lowest} s: it lags by one to two minutes.',
  'prescription.recovery_too_short':
    'The longest recovery must be at least {lowest} s: up to 30 s below the floor are still part of an interval.',
  'cue.band.slow_down': 'Slow down.',
  'cue.band.speed_up': 'A bit more.',
  'cue.zone2.slow_down': 'Slow down. Can you talk?',
  'cue.zone2.speed_up': 'A bit more.',
  'cue.interval.build_up': 'Build up.',
  'cue.interval.hold_back': 'Hold back a little.',
  'cue.interval.ease_off': 'Ease off.',
  'cue.interval.break_easier': 'Take the break easier.',
  'cue.anti_inflammatory.slow_down': 'Slow down a little. Keep it light.',
  'cue.anti_inflammatory.speed_up': 'A bit brisker.',
  'cue.hard.note': 'That is twenty hard minutes.',
  'cue.hard.wind_down': 'Thirty hard minutes: time to wind down.',
  'cue.check_strap': 'Check the strap, or your max heart rate setting.',
  'roster.never': 'Nothing has been recorded yet.',
  'roster.silent': 'Nothing recorded for {days} days.',
  'roster.excused': 'This week is excused.',
  'roster.undetermined':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Light activity} cardio {Cardio} strength {Strength} other {{name}}}: {credited} of {minimum} for certain; the recordings leave the rest open.',
  'roster.missed':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Light activity} cardio {Cardio} strength {Strength} other {{name}}}: {credited} of {minimum}, out of reach this week.',
  'roster.behind':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Light activity} cardio {Cardio} strength {Strength} other {{name}}}: {credited} of {minimum}, behind but within reach.',
  'roster.on_track':
    '{target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Light activity} cardio {Cardio} strength {Strength} other {{name}}}: {credited} of {minimum}, on track.',
  'roster.met':
    'All done: {target, select, zone2 {Zone 2} interval_4x4 {4×4} anti_inflammatory {Light activity} cardio {Cardio} strength {Strength} other {{name}}} {credited} of {minimum}.',
};
