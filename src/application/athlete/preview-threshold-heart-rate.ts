import type { ThresholdHeartRate } from '../../domain/basis/threshold-heart-rate.ts';
import type { Stores } from '../ports/stores.ts';
import { previewIdOf } from '../reports/confirmed-preview.ts';
import {
  type AskedPreview,
  type Preview,
  previewWeeks,
  type PreviewWeeksDeps,
} from '../reports/preview-weeks.ts';

export type NewThresholdHeartRate = Pick<ThresholdHeartRate, 'bpm' | 'source' | 'validFrom' | 'method'>;

export interface PreviewThresholdHeartRateDeps extends PreviewWeeksDeps {
  readonly stores: PreviewWeeksDeps['stores'] & Pick<Stores, 'thresholdHeartRates'>;
  readonly sha256Hex: (data: string) => string;
}

export type PreviewThresholdHeartRate = (
  input: {
    athleteId: string;
    value: NewThresholdHeartRate;
  } & AskedPreview,
) => Promise<Preview>;

/** What a new threshold heart rate would change, week by week, without changing anything (P5). */
export function previewThresholdHeartRate(deps: PreviewThresholdHeartRateDeps): PreviewThresholdHeartRate {
  return async ({ athleteId, value, ...asked }) => {
    const history = await deps.stores.thresholdHeartRates.list(athleteId);
    const previewId = thresholdPreviewIdOf(deps.sha256Hex, athleteId, value, history);
    const reachesBack = history.every((each) => value.validFrom <= each.validFrom);
    const candidate: ThresholdHeartRate = { ...value, id: previewId, createdAtMs: deps.clock.nowMs() };
    const weeks = await previewWeeks(
      deps,
      athleteId,
      reachesBack ? null : value.validFrom,
      (basis) => ({
        ...basis,
        thresholdHeartRates: [...basis.thresholdHeartRates, candidate],
      }),
      asked,
    );
    return { previewId, weeks };
  };
}

export function thresholdPreviewIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  { bpm, source, validFrom, method }: NewThresholdHeartRate,
  history: readonly ThresholdHeartRate[],
): string {
  return previewIdOf(sha256Hex, ['threshold', athleteId, bpm, source, validFrom, method], history);
}
