import {
  HIGHEST_THRESHOLD_BPM,
  LOWEST_THRESHOLD_BPM,
  type ThresholdHeartRate,
} from '../../domain/basis/threshold-heart-rate.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';
import { requireOpenWeeks, requireSamePreview } from '../reports/confirmed-preview.ts';
import {
  type NewThresholdHeartRate,
  type PreviewThresholdHeartRate,
  thresholdPreviewIdOf,
} from './preview-threshold-heart-rate.ts';
import type { ReadAthlete } from './read-athlete.ts';

export interface AddThresholdHeartRateDeps {
  readonly stores: Pick<Stores, 'thresholdHeartRates'>;
  readonly readAthlete: ReadAthlete;
  readonly previewThresholdHeartRate: PreviewThresholdHeartRate;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: string) => string;
}

export type AddThresholdHeartRate = (input: {
  athleteId: string;
  value: NewThresholdHeartRate;
  previewId: string | null;
}) => Promise<ThresholdHeartRate>;

/**
 * Adds a dated threshold heart rate (P2). One that would change a finished week needs the id of a preview of exactly this
 * change (P5): `preview_required` without it, `preview_outdated` when the history has changed since.
 */
export function addThresholdHeartRate(deps: AddThresholdHeartRateDeps): AddThresholdHeartRate {
  return async ({ athleteId, value, previewId }) => {
    const { bpm } = value;
    if (!Number.isInteger(bpm) || bpm < LOWEST_THRESHOLD_BPM || bpm > HIGHEST_THRESHOLD_BPM) {
      throw new AppError(
        'invalid_input',
        `A threshold heart rate is a whole number from ${LOWEST_THRESHOLD_BPM} to ${HIGHEST_THRESHOLD_BPM}.`,
        { field: 'bpm' },
      );
    }
    const { timeZones } = await deps.readAthlete({ athleteId });
    const nowMs = deps.clock.nowMs();
    if (previewId === null) {
      const preview = await deps.previewThresholdHeartRate({ athleteId, value, most: 1 });
      requireOpenWeeks(preview, { nowMs, timeZones });
    } else {
      const history = await deps.stores.thresholdHeartRates.list(athleteId);
      requireSamePreview(previewId, thresholdPreviewIdOf(deps.sha256Hex, athleteId, value, history));
    }
    const added: ThresholdHeartRate = { ...value, id: deps.newId(), createdAtMs: nowMs };
    await deps.stores.thresholdHeartRates.add(athleteId, added);
    return added;
  };
}
