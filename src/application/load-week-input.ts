import { choosePrescription } from '../domain/choose-prescription.ts';
import { edgesFor } from '../domain/four-by-four-reducer.ts';
import type { FourByFourEdges } from '../domain/four-by-four.ts';
import { chooseMaxHeartRate, usableMaxHeartRates } from '../domain/choose-max-heart-rate.ts';
import { addDays } from '../domain/local-time.ts';
import type { MaxHeartRate } from '../domain/max-heart-rate.ts';
import type { Prescription } from '../domain/prescription.ts';
import type { SessionEvidence } from '../domain/session.ts';
import { datesOf, isoWeekOf } from '../domain/week.ts';
import { GUARD_LOOK_BACK_DAYS, type WeekInput } from '../domain/week-input.ts';
import { ROBUSTNESS_DELTAS } from '../domain/robustness.ts';
import type { IsoWeek } from '../domain/units.ts';
import { AppError } from './errors.ts';
import { fourByFourResults } from './four-by-four-results.ts';
import type { Stores } from './ports.ts';

export type WeekInputStores = Pick<
  Stores,
  | 'athletes'
  | 'maxHeartRates'
  | 'prescriptions'
  | 'excusedWeeks'
  | 'restingHeartRates'
  | 'recordings'
  | 'sessions'
  | 'passive'
>;

/**
 * Everything `evaluateWeek` needs for the weeks from…to inclusive, read once for all of them. With a `candidate` the
 * 4×4 results are prepared for the history with and without it (M3).
 */
export async function loadWeekInput(
  stores: WeekInputStores,
  athleteId: string,
  weeks: { readonly from: IsoWeek; readonly to: IsoWeek },
  nowMs: number,
  candidate?: MaxHeartRate,
): Promise<Omit<WeekInput, 'week'>> {
  const firstDate = addDays(datesOf(weeks.from)[0]!, -GUARD_LOOK_BACK_DAYS);
  const lastDate = datesOf(weeks.to)[6]!;
  const [athlete, maxHeartRates, prescriptions, excused, resting, sessions, passiveDays, first] =
    await Promise.all([
      stores.athletes.find(athleteId),
      stores.maxHeartRates.list(athleteId),
      stores.prescriptions.list(athleteId),
      stores.excusedWeeks.list(athleteId),
      stores.restingHeartRates.list(athleteId, firstDate, lastDate),
      stores.sessions.listEvidence(athleteId, firstDate, lastDate),
      stores.passive.list(athleteId, firstDate, lastDate),
      stores.sessions.firstDates(athleteId),
    ]);
  if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
  const histories =
    candidate === undefined ? [maxHeartRates] : [maxHeartRates, [...maxHeartRates, candidate]];
  const wanted = sessions.map((session) => ({
    session,
    edges: histories.flatMap((history) =>
      edgesOf(session, usableMaxHeartRates(history, athlete.flags), prescriptions),
    ),
  }));
  return {
    athlete,
    nowMs,
    maxHeartRates,
    prescriptions,
    sessions,
    passiveDays,
    fourByFour: await fourByFourResults(stores, athlete, wanted),
    firstEvidenceDate: first.any,
    firstStrengthDate: first.strength,
    excusedWeeks: excused.map((each) => each.week),
    restingHeartRates: resting,
  };
}

/** The edges of a session's own start date, and those of its robustness (M6). */
function edgesOf(
  session: SessionEvidence,
  maxHeartRates: readonly MaxHeartRate[],
  prescriptions: readonly Prescription[],
): FourByFourEdges[] {
  const max = chooseMaxHeartRate(maxHeartRates, session.localDate);
  if (max === null) return [];
  const prescription = choosePrescription(prescriptions, isoWeekOf(session.localDate));
  return [0, ...ROBUSTNESS_DELTAS].map((delta) => edgesFor(prescription, max.value.bpm + delta));
}
