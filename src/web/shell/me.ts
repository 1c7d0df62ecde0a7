import { signal } from '@preact/signals';
import { getJson, sendJson } from '../api/api-client.ts';
import type { MeJson } from '../api/contract.ts';
import { athlete, loadAthlete } from './athlete.ts';

/** Who is signed in; null until known. */
export const me = signal<MeJson | null>(null);

/** Asks who is signed in, and what is known of their athlete, if they are one. */
export async function loadMe(): Promise<void> {
  // A phone without a network is coached by what it has kept of the athlete: that is asked for beside. Of nobody else is
  // an athlete asked for before it is known that they are one: asking would make them one (U1).
  const refresh = (): Promise<void> => loadAthlete().catch(() => undefined);
  const beside = athlete.value === null ? null : refresh();
  const person = await getJson<MeJson>('/v1/me');
  if (person.athleteId !== undefined) await (beside ?? refresh());
  me.value = person;
}

let asked: Promise<void> | null = null;

/** As `loadMe`, for whoever needs to know and has changed nothing: asks once, and again only after a failure. */
export function askWho(): Promise<void> {
  asked ??= loadMe().catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** Says whether the person trains themself (U1): who does is an athlete from then on. */
export async function sayTrains(trains: boolean): Promise<void> {
  await sendJson('PATCH', '/v1/me', { trains });
  await loadMe();
}

/** Somebody who only looks at others has no own week. */
export function isOnlyStaff(): boolean {
  return me.value?.trains === false;
}

/** Nobody has asked a newcomer whether they train (U1). */
export function isUnasked(): boolean {
  return me.value?.trains === null;
}
