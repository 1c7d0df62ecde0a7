import {
  chooseMaxHeartRate,
  usableMaxHeartRates,
} from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { addDays, localDateAt } from '../../domain/calendar/local-time.ts';
import {
  suggestFromObserved,
  type MaxHeartRateSuggestion,
} from '../../domain/max-heart-rate/suggest-max-heart-rate.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stores } from '../ports/stores.ts';

export interface SuggestMaxHeartRateDeps {
  readonly stores: Pick<Stores, 'athletes' | 'maxHeartRates' | 'sessions'>;
  readonly clock: Clock;
}

export type SuggestMaxHeartRate = (input: { athleteId: string }) => Promise<MaxHeartRateSuggestion[]>;

/** Days looked back for an observed maximum: older hearts are other hearts. */
const LOOK_BACK_DAYS = 365;

/** Observed maxima above the value in force (M4): suggestions only, never applied by themselves. */
export function suggestMaxHeartRate(deps: SuggestMaxHeartRateDeps): SuggestMaxHeartRate {
  return async ({ athleteId }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const today = localDateAt(deps.clock.nowMs(), athlete.timeZones);
    const [history, sessions] = await Promise.all([
      deps.stores.maxHeartRates.list(athleteId),
      deps.stores.sessions.listEvidence(athleteId, addDays(today, -LOOK_BACK_DAYS), today),
    ]);
    const current = chooseMaxHeartRate(usableMaxHeartRates(history, athlete.flags), today)?.value.bpm ?? null;
    return suggestFromObserved(sessions, current);
  };
}
