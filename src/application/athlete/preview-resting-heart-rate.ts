import type { RestingHeartRate } from '../../domain/monitoring/resting.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Stores } from '../ports/stores.ts';
import { previewIdOf } from '../reports/confirmed-preview.ts';
import {
  type AskedPreview,
  type Preview,
  previewWeeks,
  type PreviewWeeksDeps,
} from '../reports/preview-weeks.ts';

export interface EnteredResting {
  readonly date: LocalDate;
  readonly bpm: number;
}

export interface PreviewRestingHeartRateDeps extends PreviewWeeksDeps {
  readonly stores: PreviewWeeksDeps['stores'] & Pick<Stores, 'restingHeartRates'>;
  readonly sha256Hex: (data: string) => string;
}

export type PreviewRestingHeartRate = (
  input: {
    athleteId: string;
    value: EnteredResting;
  } & AskedPreview,
) => Promise<Preview>;

/** What an entered resting heart rate would change, week by week, without changing anything (P5). */
export function previewRestingHeartRate(deps: PreviewRestingHeartRateDeps): PreviewRestingHeartRate {
  return async ({ athleteId, value, ...asked }) => {
    const history = await deps.stores.restingHeartRates.listAll(athleteId);
    const previewId = restingPreviewIdOf(deps.sha256Hex, athleteId, value, history);
    const reachesBack = history.every(({ date }) => value.date <= date);
    const candidate: RestingHeartRate = { ...value, source: 'entered' };
    const weeks = await previewWeeks(
      deps,
      athleteId,
      reachesBack ? null : value.date,
      (basis) => ({
        ...basis,
        restingHeartRates: [
          ...basis.restingHeartRates.filter(
            ({ date, source }) => date !== value.date || source !== 'entered',
          ),
          candidate,
        ],
      }),
      asked,
    );
    return { previewId, weeks };
  };
}

export function restingPreviewIdOf(
  sha256Hex: (data: string) => string,
  athleteId: string,
  { date, bpm }: EnteredResting,
  history: readonly RestingHeartRate[],
): string {
  const named = history.map((each) => ({ id: `${each.date} ${each.source} ${each.bpm}` }));
  return previewIdOf(sha256Hex, ['resting', athleteId, date, bpm], named);
}
