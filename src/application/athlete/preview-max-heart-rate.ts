import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Stores } from '../ports/stores.ts';
import { previewIdOf } from '../reports/confirmed-preview.ts';
import {
  type AskedPreview,
  type Preview,
  previewWeeks,
  type PreviewWeeksDeps,
} from '../reports/preview-weeks.ts';

export type NewMaxHeartRate = Pick<MaxHeartRate, 'bpm' | 'source' | 'validFrom' | 'method'>;

export interface PreviewMaxHeartRateDeps extends PreviewWeeksDeps {
  readonly stores: PreviewWeeksDeps['stores'] & Pick<Stores, 'maxHeartRates'>;
  readonly sha256Hex: (data: string) => string;
}

export type PreviewMaxHeartRate = (
  input: { athleteId: string; value: NewMaxHeartRate } & AskedPreview,
) => Promise<Preview>;

/** What a new max heart rate would change, week by week, without changing anything (M3). */
export function previewMaxHeartRate(deps: PreviewMaxHeartRateDeps): PreviewMaxHeartRate {
  return async ({ athleteId, value, ...asked }) => {
    const history = await deps.stores.maxHeartRates.list(athleteId);
    const previewId = maxPreviewIdOf(deps.sha256Hex, athleteId, value, history);
    const reachesBack = history.every((each) => value.validFrom <= each.validFrom);
    const candidate: MaxHeartRate = { ...value, id: previewId, createdAtMs: deps.clock.nowMs() };
    const weeks = await previewWeeks(
      deps,
      athleteId,
      reachesBack ? null : value.validFrom,
      (basis) => ({
        ...basis,
        maxHeartRates: [...basis.maxHeartRates, candidate],
      }),
      asked,
    );
    return { previewId, weeks };
  };
}

export function maxPreviewIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  value: NewMaxHeartRate,
  history: readonly MaxHeartRate[],
): string {
  const { bpm, source, validFrom, method } = value;
  return previewIdOf(sha256Hex, [athleteId, bpm, source, validFrom, method], history);
}
