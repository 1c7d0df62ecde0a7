import { isPrescribedByAnother, type Prescription } from '../../domain/prescription/prescription.ts';
import { AppError } from '../errors.ts';
import type { DeclinedPrescription } from '../ports/prescription-store.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import { previewIdOf, requireOpenWeeks, requireSamePreview } from '../reports/confirmed-preview.ts';
import {
  type AskedPreview,
  previewWeeks,
  type Preview,
  type PreviewWeeksDeps,
} from '../reports/preview-weeks.ts';

export interface PreviewDeclineDeps extends PreviewWeeksDeps {
  readonly stores: PreviewWeeksDeps['stores'] & Pick<Stores, 'prescriptions'>;
  readonly sha256Hex: (data: string) => string;
}

export interface DeclinePrescriptionDeps extends PreviewDeclineDeps {
  readonly transactions: Transactions;
}

export type PreviewDecline = (input: { athleteId: string; id: string } & AskedPreview) => Promise<Preview>;
export type DeclinePrescription = (input: {
  athleteId: string;
  id: string;
  reason: string | null;
  previewId: string | null;
}) => Promise<DeclinedPrescription>;

/** What it would change to say no to a prescription, week by week, without saying it (P5, R6). */
export function previewDecline(deps: PreviewDeclineDeps): PreviewDecline {
  return async ({ athleteId, id, ...asked }) => {
    const history = await deps.stores.prescriptions.list(athleteId);
    const { validFrom } = declinable(history, id);
    const weeks = await previewWeeks(
      deps,
      athleteId,
      validFrom,
      (basis) => ({
        ...basis,
        prescriptions: basis.prescriptions.filter((each) => each.id !== id),
      }),
      asked,
    );
    return { previewId: declineIdOf(deps.sha256Hex, athleteId, id, history), weeks };
  };
}

/**
 * The athlete says no to what somebody else prescribed (R6): the one before it is in force, as though this one had never
 * been. Who prescribed can read the answer. A no that would change a finished week needs the id of its preview (M3).
 *
 * @throws AppError `not_found`, `invalid_state` for the athlete's own, `preview_required`, `preview_outdated` when the
 *   history has changed since.
 */
export function declinePrescription(deps: DeclinePrescriptionDeps): DeclinePrescription {
  return async ({ athleteId, id, reason, previewId }) => {
    if (previewId === null) {
      const preview = await previewDecline(deps)({ athleteId, id, most: 1 });
      const athlete = await deps.stores.athletes.find(athleteId);
      if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
      requireOpenWeeks(preview, { nowMs: deps.clock.nowMs(), timeZones: athlete.timeZones });
    }
    return deps.transactions.forAthlete(athleteId, async ({ prescriptions }) => {
      const history = await prescriptions.list(athleteId);
      declinable(history, id);
      if (previewId !== null) {
        requireSamePreview(previewId, declineIdOf(deps.sha256Hex, athleteId, id, history));
      }
      const declined = await prescriptions.decline(athleteId, id, { reason, atMs: deps.clock.nowMs() });
      if (declined === null) throw new AppError('not_found', 'There is no such prescription.');
      return declined;
    });
  };
}

function declinable(history: readonly Prescription[], id: string): Prescription {
  const found = history.find((each) => each.id === id);
  if (found === undefined) throw new AppError('not_found', 'There is no such prescription.');
  if (!isPrescribedByAnother(found)) {
    throw new AppError('invalid_state', 'This is your own prescription: write another one instead.');
  }
  return found;
}

function declineIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  id: string,
  history: readonly Prescription[],
): string {
  return previewIdOf(sha256Hex, [athleteId, 'decline', id], history);
}
