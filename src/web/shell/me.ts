import { signal } from '@preact/signals';
import { getJson } from '../api/api-client.ts';
import type { MeJson } from '../api/contract.ts';
import { loadAthlete } from './athlete.ts';

/** Who is signed in; null until known. */
export const me = signal<MeJson | null>(null);

/** Asks who is signed in, and what is known of their athlete, if they are one. */
export async function loadMe(): Promise<void> {
  // A phone without a network is coached by what it has kept of the athlete: that is asked for beside.
  const [person] = await Promise.all([getJson<MeJson>('/v1/me'), loadAthlete().catch(() => undefined)]);
  me.value = person;
}

/** For somebody who only looks at others, there is no own week. */
export function isOnlyStaff(): boolean {
  return me.value !== null && me.value.athleteId === undefined;
}
