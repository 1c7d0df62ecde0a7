import { getFitSportId } from 'fit-file-parser/profile';

/** What applications call a sport beside the names of the FIT profile, in English and Danish; the first match counts. */
const WORDS: readonly (readonly [pattern: RegExp, sport: string])[] = [
  [/strength|weight|lifting|kettlebell|calisthenics|(^|_)gym(_|$)|styrke/, 'strength_training'],
  [/motor/, 'motorcycling'],
  [/hors|ridning/, 'horseback_riding'],
  [/(^|_)e(_?mountain|_\w+)?_?bik|el_?cyk/, 'e_biking'],
  [/(^|_)run|running|jog|løb/, 'running'],
  [/cycl|bik|(^|_)ride|spinning|mtb|cyk(el|l)/, 'cycling'],
  [/walk|(^|_)(gå|gang)(_|$)|gåtur/, 'walking'],
  [/hik|trekking|vandr/, 'hiking'],
  [/swim|svøm/, 'swimming'],
  [/(^|_)row|(^|_)roning/, 'rowing'],
  [/treadmill/, 'running'],
];

/** The numbers that Strava writes into `type` of a GPX track: the order of its first list of activity types. */
const STRAVA_NUMBERS: Readonly<Record<string, string>> = {
  1: 'cycling',
  2: 'alpine_skiing',
  4: 'hiking',
  5: 'ice_skating',
  6: 'inline_skating',
  7: 'cross_country_skiing',
  9: 'running',
  10: 'walking',
  11: 'training',
  12: 'snowboarding',
  13: 'snowshoeing',
  14: 'kitesurfing',
  15: 'windsurfing',
  16: 'swimming',
  17: 'cycling',
  18: 'e_biking',
  22: 'kayaking',
  23: 'rowing',
  24: 'stand_up_paddleboarding',
  25: 'surfing',
  28: 'rock_climbing',
  30: 'strength_training',
};
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  '',
  'other',
  'unknown',
  'default',
  'uncategorized',
  'generic',
  'null',
]);
const LONGEST = 40;

/**
 * A sport by the names of the FIT profile, `strength_training` (T6) included; a name that nobody knows is kept as it was
 * written, in snake case. Null where the file says nothing.
 */
export function sportNamed(name: string): string | null {
  const key = name
    .trim()
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST);
  if (/^\d+$/.test(key)) return STRAVA_NUMBERS[key] ?? null;
  if (SAYS_NOTHING.has(key)) return null;
  if (getFitSportId(key) !== null) return key;
  return WORDS.find(([pattern]) => pattern.test(key))?.[1] ?? key;
}
