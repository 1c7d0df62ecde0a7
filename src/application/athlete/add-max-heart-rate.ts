import { HIGHEST_MAX_BPM, isMaxHeartRate, LOWEST_MAX_BPM } from '../../domain/max-heart-rate/formulas.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import { requireOpenWeeks, requireSamePreview } from '../reports/confirmed-preview.ts';
import { maxPreviewIdOf, type NewMaxHeartRate, type PreviewMaxHeartRate } from './preview-max-heart-rate.ts';

export interface AddMaxHeartRateDeps {
  readonly stores: Pick<Stores, 'athletes' | 'maxHeartRates'>;
  readonly transactions: Transactions;
  readonly previewMaxHeartRate: PreviewMaxHeartRate;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: string) => string;
}

export type AddMaxHeartRate = (input: {
  athleteId: string;
  value: NewMaxHeartRate;
  previewId: string | null;
  /** The coach's suggestion that it confirms (C6). */
  suggestionId?: string | null;
}) => Promise<MaxHeartRate>;

/**
 * Adds a dated max heart rate (M1). One that would change a finished week needs the id of a preview of exactly this
 * change (M3): `preview_required` without it, `preview_outdated` when the history has changed since. It may be the answer
 * to a coach's open suggestion: both or neither, `not_found` where that is not open.
 */
export function addMaxHeartRate(deps: AddMaxHeartRateDeps): AddMaxHeartRate {
  return async ({ athleteId, value, previewId, suggestionId = null }) => {
    if (!isMaxHeartRate(value.bpm)) {
      throw new AppError(
        'invalid_input',
        `A max heart rate is a whole number from ${LOWEST_MAX_BPM} to ${HIGHEST_MAX_BPM}.`,
        {
          field: 'bpm',
        },
      );
    }
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    if (value.source === 'formula' && athlete.flags.length > 0) {
      throw new AppError(
        'invalid_input',
        'With this medication or a pacemaker no formula applies: enter a measured value (M7).',
        { field: 'source' },
      );
    }
    const nowMs = deps.clock.nowMs();
    if (previewId === null) {
      const preview = await deps.previewMaxHeartRate({ athleteId, value, most: 1 });
      requireOpenWeeks(preview, { nowMs, timeZones: athlete.timeZones });
    } else {
      const history = await deps.stores.maxHeartRates.list(athleteId);
      requireSamePreview(previewId, maxPreviewIdOf(deps.sha256Hex, athleteId, value, history));
    }
    const added: MaxHeartRate = { ...value, id: deps.newId(), createdAtMs: nowMs };
    await deps.transactions.forAthlete(athleteId, async ({ coachSuggestions, maxHeartRates }) => {
      const answer = { state: 'confirmed', atMs: nowMs } as const;
      if (suggestionId !== null && !(await coachSuggestions.answer(athleteId, suggestionId, answer))) {
        throw new AppError('not_found', 'There is no such open suggestion.');
      }
      await maxHeartRates.add(athleteId, added);
    });
    return added;
  };
}
