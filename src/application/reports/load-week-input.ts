import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { shiftBasis } from '../../domain/bands/heart-basis.ts';
import { chooseBasis, type BasisValues } from '../../domain/basis/choose-basis.ts';
import { allEdgesFor } from '../../domain/four-by-four/edges-for.ts';
import type { FourByFourEdges } from '../../domain/four-by-four/four-by-four.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { addDays } from '../../domain/calendar/local-time.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { datesOf, isoWeekOf } from '../../domain/calendar/week.ts';
import { GUARD_LOOK_BACK_DAYS, type WeekInput } from '../../domain/week/week-input.ts';
import { shiftsOf } from '../../domain/week/robustness.ts';
import type { IsoWeek } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import { sessionCrossings } from './crossings.ts';
import { fourByFourResults } from './four-by-four-results.ts';
import type { Stores } from '../ports/stores.ts';
import type { PastMark } from '../ports/week-evidence-store.ts';

/** Weeks from…to, both inclusive. */
export interface WeekSpan {
  readonly from: IsoWeek;
  readonly to: IsoWeek;
}

/** What verdicts rest on and a preview replaces (M3, P5). */
type WeekBasis = Pick<WeekInput, 'maxHeartRates' | 'prescriptions' | 'restingHeartRates'> &
  Required<Pick<WeekInput, 'thresholdHeartRates'>>;
export type ChangeBasis = (basis: WeekBasis) => WeekBasis;

export type WeekInputStores = Pick<Stores, 'weekEvidence' | 'recordings' | 'sessions'>;

export interface LoadedWeeks {
  readonly input: Omit<WeekInput, 'week'>;
  /** Names all that verdicts on the weeks of the past asked for rest on; null when none was. */
  readonly pastMark: PastMark | null;
}

/**
 * Everything `evaluateWeek` needs for the weeks from…to inclusive, read once for all of them. With a `change` the
 * 4×4 results are prepared for the basis before and after it (M3).
 */
export async function loadWeeks(
  stores: WeekInputStores,
  athleteId: string,
  weeks: WeekSpan,
  nowMs: number,
  options: {
    readonly change?: ChangeBasis;
    readonly past?: (WeekSpan & { readonly seen: PastMark | null }) | null;
  } = {},
): Promise<LoadedWeeks> {
  const span = { from: addDays(datesOf(weeks.from)[0]!, -GUARD_LOOK_BACK_DAYS), to: datesOf(weeks.to)[6]! };
  const past = options.past
    ? { from: datesOf(options.past.from)[0]!, to: datesOf(options.past.to)[6]!, seen: options.past.seen }
    : null;
  const evidence = await stores.weekEvidence.read(athleteId, span, past);
  if (evidence === null) throw new AppError('not_found', 'There is no such athlete.');
  const { athlete, maxHeartRates, prescriptions, sessions, passiveDays, first } = evidence;
  const { restingHeartRates, thresholdHeartRates } = evidence;
  const { change } = options;
  const basis = { maxHeartRates, prescriptions, restingHeartRates, thresholdHeartRates };
  const bases = (change === undefined ? [basis] : [basis, change(basis)]).map((each) => ({
    values: { ...each, maxHeartRates: usableMaxHeartRates(each.maxHeartRates, athlete.flags) },
    prescriptions: each.prescriptions,
  }));
  const wanted = sessions.map((session) => ({
    session,
    edges: bases.flatMap((each) => edgesOf(session, each.values, each.prescriptions)),
  }));
  return {
    input: {
      athlete,
      nowMs,
      maxHeartRates,
      prescriptions,
      sessions,
      passiveDays,
      fourByFour: await fourByFourResults(stores, athleteId, wanted, evidence.fourByFour),
      crossings: await sessionCrossings(stores, athleteId, sessions, prescriptions, bases[0]!.values),
      firstEvidenceDate: first.any,
      firstStrengthDate: first.strength,
      excusedWeeks: evidence.excusedWeeks,
      restingHeartRates,
      thresholdHeartRates,
    },
    pastMark: evidence.pastMark,
  };
}

/** `loadWeeks` where nothing but the input of the weeks is asked for. */
export async function loadWeekInput(
  stores: WeekInputStores,
  athleteId: string,
  weeks: WeekSpan,
  nowMs: number,
): Promise<Omit<WeekInput, 'week'>> {
  return (await loadWeeks(stores, athleteId, weeks, nowMs)).input;
}

/** The edges of a session's own start date, and those of its robustness (M6, P4). */
function edgesOf(
  session: SessionEvidence,
  values: BasisValues,
  prescriptions: readonly Prescription[],
): FourByFourEdges[] {
  const basis = chooseBasis(values, session.localDate);
  const prescription = choosePrescription(prescriptions, isoWeekOf(session.localDate));
  return [null, ...shiftsOf(prescription)].flatMap((shift) =>
    allEdgesFor(prescription, shiftBasis(basis, shift)),
  );
}
