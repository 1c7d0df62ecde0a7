import { sportAsWritten } from '../../../adapters/wire/messages/sport-label.ts';
import type { SessionJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';

/** What was done, as closely as the device said. */
export function sportName({ sport, subSport }: Pick<SessionJson, 'sport' | 'subSport'>): string {
  const { sports, session } = words.value;
  return sports[subSport ?? ''] ?? sports[sport ?? ''] ?? sportAsWritten(sport) ?? session.untitled;
}
