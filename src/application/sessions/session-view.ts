import type { Athlete } from '../../domain/athlete.ts';
import { bandMs, shownRange } from '../../domain/bands/band.ts';
import type { HeartBasis } from '../../domain/bands/heart-basis.ts';
import { chooseBasis, type BasisValues } from '../../domain/basis/choose-basis.ts';
import { cellTimes } from '../../domain/bands/cell.ts';
import { usableMaxHeartRates } from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import {
  allEdgesFor,
  edgesOfIntervals,
  isIntervals,
  type IntervalsTarget,
} from '../../domain/four-by-four/edges-for.ts';
import type { FourByFourResult } from '../../domain/four-by-four/four-by-four.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { sessionCredits } from '../../domain/week/session-credits.ts';
import { summariseHeartRate } from '../../domain/session/summarise-heart-rate.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { Credit, Refusal } from '../../domain/targets/target-week.ts';
import type { BandTime } from '../../domain/bands/band.ts';
import type { CellTime } from '../../domain/bands/cell.ts';
import type { Stores } from '../ports/stores.ts';
import type { Crossing } from '../../domain/ceiling/ceiling-reducer.ts';
import { sessionCrossings } from '../reports/crossings.ts';
import { fourByFourResults, type FourByFourLookup } from '../reports/four-by-four-results.ts';
import { sessionSources, type SessionSources } from './session-sources.ts';

/** One session as it is shown: its evidence, and what that means under the max heart rate of its day. */
export interface SessionView extends SessionSources {
  readonly evidence: SessionEvidence;
  /** Null without a max heart rate (M1). */
  readonly cells: readonly CellTime[] | null;
  /** By which the session was judged; its targets' rules and names. */
  readonly prescription: Prescription;
  readonly bands: readonly BandTime[];
  /** known / (known + unknown), null without active time (Z8). */
  readonly coverage: number | null;
  readonly averageBpm: number | null;
  readonly maxBpm: number | null;
  readonly fourByFour: FourByFourResult | null;
  /** What every target of intervals that has its basis made of the session, in the order of the prescription. */
  readonly intervals: readonly { readonly target: string; readonly result: FourByFourResult }[];
  /** What was crossed of the ceiling (X2); null where none is prescribed. */
  readonly crossings: readonly Crossing[] | null;
  readonly credits: readonly (Credit & { readonly target: string })[];
  readonly refusals: readonly (Refusal & { readonly target: string })[];
  /** What the judgement rests on (M5): the max heart rate of the start date, null without any. */
  readonly basis: {
    readonly maxHeartRate: number | null;
    readonly prescriptionId: string;
    readonly ruleVersion: string;
  };
}

/** The views of these sessions, in their order. `withSources` also reads what each source recorded. */
export async function sessionViews(
  stores: Pick<
    Stores,
    | 'maxHeartRates'
    | 'prescriptions'
    | 'restingHeartRates'
    | 'thresholdHeartRates'
    | 'sessions'
    | 'recordings'
  >,
  athlete: Athlete,
  sessions: readonly SessionEvidence[],
  withSources = false,
): Promise<SessionView[]> {
  const [maxHeartRates, prescriptions, restingHeartRates, thresholdHeartRates] = await Promise.all([
    stores.maxHeartRates.list(athlete.id),
    stores.prescriptions.list(athlete.id),
    stores.restingHeartRates.listAll(athlete.id),
    stores.thresholdHeartRates.list(athlete.id),
  ]);
  const values = {
    maxHeartRates: usableMaxHeartRates(maxHeartRates, athlete.flags),
    restingHeartRates,
    thresholdHeartRates,
  };
  const judged = sessions.map((session) => judge(session, values, prescriptions));
  const { lookup, kept } = await fourByFourResults(
    stores,
    athlete.id,
    judged.map(({ session, basis, prescription }) => ({
      session,
      edges: allEdgesFor(prescription, basis),
    })),
  );
  const [crossings] = await sessionCrossings(stores, athlete.id, sessions, [{ prescriptions, values }]);
  const views: SessionView[] = [];
  for (const each of judged) {
    const view = viewOf(each, lookup, crossings!(each.session.id));
    if (!withSources) {
      views.push(view);
      continue;
    }
    const sources = await sessionSources(stores, athlete, each.session);
    views.push({ ...view, ...sources, notes: [...view.notes, ...sources.notes] });
  }
  await kept;
  return views;
}

interface Judged {
  readonly session: SessionEvidence;
  readonly basis: HeartBasis;
  readonly prescription: Prescription;
}

function judge(
  session: SessionEvidence,
  values: BasisValues,
  prescriptions: readonly Prescription[],
): Judged {
  const basis = chooseBasis(values, session.localDate);
  return { session, basis, prescription: choosePrescription(prescriptions, isoWeekOf(session.localDate)) };
}

function viewOf(
  { session, basis, prescription }: Judged,
  lookup: FourByFourLookup,
  crossings: readonly Crossing[] | null,
): SessionView {
  const { msUpTo, knownMs, unknownMs, averageBpm, maxBpm } = summariseHeartRate(session.days);
  const recognised = (target: IntervalsTarget): FourByFourResult | null => {
    const own = edgesOfIntervals(prescription, target, basis);
    return own === null ? null : lookup(session.id, own);
  };
  const judgement = sessionCredits(session, basis, prescription, recognised);
  const targets = prescription.targets.filter(isIntervals);
  const first = targets[0];
  const bands = prescription.bands.map((band) => ({
    id: band.id,
    seconds: Math.floor(bandMs(msUpTo, band, basis) / 1000),
    ...shownRange(band, basis),
  }));
  const isMeasured = bands.some(({ lowBpm }) => lowBpm !== null);
  return {
    evidence: session,
    prescription,
    cells: !isMeasured || session.logged ? null : cellTimes(msUpTo, unknownMs, prescription, basis),
    bands,
    coverage: session.logged || knownMs + unknownMs === 0 ? null : knownMs / (knownMs + unknownMs),
    averageBpm,
    maxBpm,
    fourByFour: first === undefined ? null : recognised(first),
    intervals: targets.flatMap((target) => {
      const result = recognised(target);
      return result === null ? [] : [{ target: target.id, result }];
    }),
    crossings,
    ...judgement,
    recordings: [],
    sets: [],
    laps: [],
    basis: { maxHeartRate: basis.maxBpm, prescriptionId: prescription.id, ruleVersion: RULE_VERSION },
  };
}
