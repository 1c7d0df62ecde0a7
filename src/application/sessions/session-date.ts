import type { LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';

export type SessionDate = (input: { athleteId: string; id: string }) => Promise<LocalDate | null>;

/** The day of a session; null where there is none of that id, also where it became part of another one. */
export function sessionDate({ stores }: { readonly stores: Pick<Stores, 'sessions'> }): SessionDate {
  return async ({ athleteId, id }) => (await stores.sessions.find(athleteId, id))?.evidence.localDate ?? null;
}
