import type { InletJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';
import { RELAY_APPS } from './relay-apps.ts';

/** What sends to an inlet, as far as it is known: "hr_push · Polar H10"; null before anything came. */
export function sourceOf({ recognisedAs, device }: InletJson): string | null {
  if (recognisedAs === null) return null;
  const known = RELAY_APPS.find(({ id, kind }) => kind === recognisedAs || id === recognisedAs)?.name;
  const app = words.value.relays.names[recognisedAs] ?? known ?? recognisedAs;
  return device === null ? app : `${app} · ${device}`;
}
