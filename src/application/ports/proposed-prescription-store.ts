import type { Target } from '../../domain/prescription/prescription.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { CoachAuthor } from './coach-author.ts';

/** Why a part of what a system sent has no place in a proposal: no known code, no weekly dose, over already, of another kind. */
export type UnreadWhy = 'code' | 'dose' | 'status' | 'resource';

/** What another system asks the athlete to do, which holds only once they say yes (D4). */
export interface ProposedPrescription {
  readonly id: string;
  /** The coach who proposes it; null where the athlete's own token was used. */
  readonly author: CoachAuthor | null;
  readonly validFrom: LocalDate;
  readonly reason: string | null;
  /** All that would then be prescribed; bands and ceiling stay as they are. */
  readonly targets: readonly Target[];
  /** Where in what was sent, and why. */
  readonly unread: readonly { readonly path: string; readonly why: UnreadWhy }[];
  readonly createdAtMs: number;
}

export interface ProposedPrescriptionStore {
  add(athleteId: string, proposed: ProposedPrescription): Promise<void>;
  /** Newest first. */
  list(athleteId: string): Promise<readonly ProposedPrescription[]>;
  /** False when there is no such proposal. */
  remove(athleteId: string, id: string): Promise<boolean>;
}
