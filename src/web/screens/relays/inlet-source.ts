import type { InletJson } from '../../api/contract.ts';
import { number } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { RELAY_APPS } from './relay-apps.ts';

/** A rate says nothing of an app that is silent by now. */
const SILENT_MS = 30_000;

/** What sends to an inlet, as far as it is known: "hr_push · Polar H10 · 1/s"; null before anything came. */
export function sourceOf({ recognisedAs, device, beatsPerSecond, lastSeenAt }: InletJson): string | null {
  if (recognisedAs === null) return null;
  const known = RELAY_APPS.find(({ id, kind }) => kind === recognisedAs || id === recognisedAs)?.name;
  const app = words.value.relays.names[recognisedAs] ?? known ?? recognisedAs;
  const isSending = lastSeenAt !== null && Date.now() - Date.parse(lastSeenAt) < SILENT_MS;
  const rate = beatsPerSecond === null || !isSending ? null : `${number(beatsPerSecond, 1)}/s`;
  return [app, device, rate].filter((part) => part !== null).join(' · ');
}
