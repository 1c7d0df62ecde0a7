import { words } from '../language/language.ts';
import { sayOnce } from '../language/say-once.ts';
import { useShownAthlete } from './shown-athlete.ts';

/** What is left of several targets: those out of reach say once that more still does good. */
export function useSaidOnce(lines: readonly (string | null)[]): (string | null)[] {
  const t = words.value.session;
  return sayOnce(lines, useShownAthlete().name === null ? t.stillGood : t.stillGoodOfAnother);
}
