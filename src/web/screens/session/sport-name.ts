import type { SessionJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';

/** What was done, as closely as the device said. */
export function sportName({ sport, subSport }: Pick<SessionJson, 'sport' | 'subSport'>): string {
  const { sports, session } = words.value;
  return sports[subSport ?? ''] ?? sports[sport ?? ''] ?? asWritten(sport) ?? session.untitled;
}

/** A sport that only its application knows: the name as it came, readable. */
function asWritten(sport: string | null): string | null {
  if (sport === null || !/\p{L}/u.test(sport)) return null;
  const text = sport.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
