import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { shiftBasis, type BasisShift, type HeartBasis } from '../../domain/bands/heart-basis.ts';
import { chooseBasis } from '../../domain/basis/choose-basis.ts';
import { couldEarn } from '../../domain/four-by-four/could-earn.ts';
import { allEdgesFor } from '../../domain/four-by-four/edges-for.ts';
import type { FourByFourEdges } from '../../domain/four-by-four/four-by-four.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { addDays } from '../../domain/calendar/local-time.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { datesOf, isoWeekOf } from '../../domain/calendar/week.ts';
import { GUARD_LOOK_BACK_DAYS, type WeekInput } from '../../domain/week/week-input.ts';
import { shiftsOf } from '../../domain/week/robustness.ts';
import type { IsoWeek, LocalDate } from '../../domain/units.ts';
import { AppError } from '../errors.ts';
import { type CrossingsLookup, type DatedBasis, sessionCrossings } from './crossings.ts';
import type { EvidenceMemory } from './evidence-memory.ts';
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
  /** Settles when the intervals that were recognised for them are kept: to be waited for after the weeks are judged. */
  readonly kept: Promise<void>;
  /** The crossings under the changed basis (P5); null without a change. */
  readonly crossingsChanged: CrossingsLookup | null;
}

/**
 * Everything `evaluateWeek` needs for the weeks from…to inclusive, read once for all of them. With a `change` the
 * 4×4 results and the crossings are prepared for the basis before and after it (M3, P5); what is recognised for the one
 * that is tried out is kept nowhere: a preview changes nothing, and most values that are tried are not chosen.
 */
export async function loadWeeks(
  stores: WeekInputStores,
  athleteId: string,
  weeks: WeekSpan,
  nowMs: number,
  options: {
    readonly change?: ChangeBasis;
    readonly past?: (WeekSpan & { readonly seen: PastMark | null }) | null;
    /** Left out where nobody is likely to ask for the same weeks again. */
    readonly memory?: EvidenceMemory;
    /** Whether the caller has the evidence before these weeks, which guard rails look back on. */
    readonly hasLookBack?: boolean;
    /** Lets other work of the process run between sessions that are recognised; left out where they are few. */
    readonly breathe?: () => Promise<void>;
  } = {},
): Promise<LoadedWeeks> {
  const lookBackDays = options.hasLookBack === true ? 0 : GUARD_LOOK_BACK_DAYS;
  const span = { from: addDays(datesOf(weeks.from)[0]!, -lookBackDays), to: datesOf(weeks.to)[6]! };
  const past = options.past
    ? { from: datesOf(options.past.from)[0]!, to: datesOf(options.past.to)[6]!, seen: options.past.seen }
    : null;
  const held = options.memory?.get(athleteId, span) ?? null;
  const { change, breathe } = options;
  const read = await stores.weekEvidence.read(athleteId, span, past, held?.revision ?? null);
  await breathe?.();
  if (read === null) throw new AppError('not_found', 'There is no such athlete.');
  const { athlete, maxHeartRates, prescriptions, first, revision } = read;
  const { restingHeartRates, thresholdHeartRates } = read;
  const evidence = read.evidence ?? held!.evidence;
  if (read.evidence !== null) options.memory?.set(athleteId, span, { revision, evidence });
  const { sessions, passiveDays } = evidence;
  const basis = { maxHeartRates, prescriptions, restingHeartRates, thresholdHeartRates };
  const bases = (change === undefined ? [basis] : [basis, change(basis)]).map((each) => ({
    values: { ...each, maxHeartRates: usableMaxHeartRates(each.maxHeartRates, athlete.flags) },
    prescriptions: each.prescriptions,
  }));
  const [edgesOn, triedOn] = bases.map(edgesByDate);
  const [crossings, crossingsChanged = null] = await sessionCrossings(
    stores,
    athleteId,
    sessions,
    bases,
    breathe,
  );
  const wanted = sessions.map((session) => ({
    session,
    edges: edgesOfSession(session, edgesOn!),
    tried: triedOn === undefined ? [] : edgesOfSession(session, triedOn),
  }));
  const { lookup, kept } = await fourByFourResults(stores, athleteId, wanted, evidence.fourByFour, breathe);
  return {
    input: {
      athlete,
      nowMs,
      maxHeartRates,
      prescriptions,
      sessions,
      passiveDays,
      fourByFour: lookup,
      crossings: crossings!,
      firstEvidenceDate: first.any,
      firstStrengthDate: first.strength,
      excusedWeeks: read.excusedWeeks,
      restingHeartRates,
      thresholdHeartRates,
    },
    pastMark: read.pastMark,
    kept,
    crossingsChanged,
  };
}

/** `loadWeeks` where nothing but the input of the weeks is asked for. */
export async function loadWeekInput(
  stores: WeekInputStores,
  athleteId: string,
  weeks: WeekSpan,
  nowMs: number,
): Promise<Omit<WeekInput, 'week'>> {
  const { input, kept } = await loadWeeks(stores, athleteId, weeks, nowMs);
  await kept;
  return input;
}

/** What the intervals of a date are recognised by: under its basis, and under the shifts of its robustness (M6, P4). */
interface DatedEdges {
  readonly own: readonly FourByFourEdges[];
  readonly shifted: readonly FourByFourEdges[];
}

/** Those of its start date. Of the shifted ones only statuses are asked: where a session could earn nothing, none of them. */
function edgesOfSession(
  session: SessionEvidence,
  edgesOn: (date: LocalDate) => DatedEdges,
): readonly FourByFourEdges[] {
  const { own, shifted } = edgesOn(session.localDate);
  return [...own, ...shifted.filter((edges) => couldEarn(session, edges))];
}

/** Most dates of most athletes share their edges, so they are worked out once for each basis and prescription. */
function edgesByDate({ values, prescriptions }: DatedBasis): (date: LocalDate) => DatedEdges {
  const found = new Map<Prescription, Map<HeartBasis, DatedEdges>>();
  const edgesOf = (date: LocalDate): DatedEdges => {
    const basis = chooseBasis(values, date);
    const prescription = choosePrescription(prescriptions, isoWeekOf(date));
    let byBasis = found.get(prescription);
    if (byBasis === undefined) found.set(prescription, (byBasis = new Map<HeartBasis, DatedEdges>()));
    let edges = byBasis.get(basis);
    if (edges === undefined) {
      const edgesUnder = (shift: BasisShift | null): FourByFourEdges[] =>
        allEdgesFor(prescription, shiftBasis(basis, shift));
      edges = { own: edgesUnder(null), shifted: shiftsOf(prescription).flatMap(edgesUnder) };
      byBasis.set(basis, edges);
    }
    return edges;
  };
  const byDate = new Map<LocalDate, DatedEdges>();
  return (date) => {
    let edges = byDate.get(date);
    if (edges === undefined) byDate.set(date, (edges = edgesOf(date)));
    return edges;
  };
}
