import { basesOf } from '../../domain/bands/heart-basis.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import { requireOpenWeeks, requireSamePreview } from '../reports/confirmed-preview.ts';
import {
  type EnteredResting,
  type PreviewRestingHeartRate,
  restingPreviewIdOf,
} from './preview-resting-heart-rate.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface EnterRestingHeartRateDeps {
  readonly stores: Pick<Stores, 'prescriptions'>;
  readonly transactions: Transactions;
  readonly readAthlete: ReadAthlete;
  readonly previewRestingHeartRate: PreviewRestingHeartRate;
  readonly clock: Clock;
  readonly sha256Hex: (data: string) => string;
}

export type EnterRestingHeartRate = (input: {
  athleteId: string;
  value: EnteredResting;
  previewId: string | null;
}) => Promise<void>;

/**
 * A value the athlete measured (R); it stands behind what a device says of the same date. Where a prescription measures
 * by reserve, one that would change a finished week needs the id of a preview of exactly this change (P5):
 * `preview_required` without it, `preview_outdated` when the history has changed since. Elsewhere no verdict rests on it,
 * and the diary is filled in without a question.
 */
export function enterRestingHeartRate(deps: EnterRestingHeartRateDeps): EnterRestingHeartRate {
  return async ({ athleteId, value, previewId }) => {
    if (previewId === null) await requireUnjudged(deps, athleteId, value);
    await deps.transactions.forAthlete(athleteId, async ({ restingHeartRates }) => {
      if (previewId !== null) {
        const history = await restingHeartRates.listAll(athleteId);
        requireSamePreview(previewId, restingPreviewIdOf(deps.sha256Hex, athleteId, value, history));
      }
      await restingHeartRates.put(athleteId, [
        { date: value.date, bpm: value.bpm, source: 'entered', uploadId: null },
      ]);
    });
  };
}

async function requireUnjudged(
  deps: EnterRestingHeartRateDeps,
  athleteId: string,
  value: EnteredResting,
): Promise<void> {
  const prescriptions = await deps.stores.prescriptions.list(athleteId);
  if (!prescriptions.some((each) => basesOf(each).includes('resting'))) return;
  const { timeZones } = await deps.readAthlete({ athleteId });
  const preview = await deps.previewRestingHeartRate({ athleteId, value, most: 1 });
  requireOpenWeeks(preview, { nowMs: deps.clock.nowMs(), timeZones });
}
