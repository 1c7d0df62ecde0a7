import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { GrantScope } from '../../domain/consent-scopes.ts';
import { prescriptionById } from './athlete.ts';
import { hrefOf } from './address.ts';

/** Whose results are shown: the reader's own, or those of an athlete who lets them look. */
export interface ShownAthlete {
  /** Whose they are, empty while they have no name; null for the reader's own, who may change what is shown. */
  readonly name: string | null;
  /** What the addresses of their results begin with. */
  readonly path: string;
  /** Whether the reader may see or do this. */
  readonly opens: (scope: GrantScope) => boolean;
  /** The prescription that a report or a session names as its basis. */
  readonly prescriptionById: (id: string) => Prescription;
  /** Where a week, one session, or all sessions are shown. */
  readonly hrefOf: (screen: 'week' | 'session', subject?: string) => string;
}

const ShownAthleteContext = createContext<ShownAthlete>({
  name: null,
  path: '/v1',
  opens: () => true,
  prescriptionById,
  hrefOf,
});

/** Everything within shows somebody else's results. */
export const ShowAthlete = ShownAthleteContext.Provider;

export function useShownAthlete(): ShownAthlete {
  return useContext(ShownAthleteContext);
}
