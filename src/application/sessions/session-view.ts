import type { Athlete } from '../../domain/athlete.ts';
import { bandRange, bandMs } from '../../domain/bands/band.ts';
import { cellTimes } from '../../domain/bands/cell.ts';
import {
  chooseMaxHeartRate,
  usableMaxHeartRates,
} from '../../domain/max-heart-rate/choose-max-heart-rate.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { edgesFor } from '../../domain/four-by-four/four-by-four-reducer.ts';
import type { FourByFourResult } from '../../domain/four-by-four/four-by-four.ts';
import type { MaxHeartRate } from '../../domain/max-heart-rate/max-heart-rate.ts';
import type { Prescription, TargetId } from '../../domain/prescription/prescription.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { sessionCredits } from '../../domain/week/session-credits.ts';
import { summariseHeartRate } from '../../domain/session/summarise-heart-rate.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { Credit, Refusal } from '../../domain/week/week-report.ts';
import type { BandTime } from '../../domain/bands/band.ts';
import type { CellTime } from '../../domain/bands/cell.ts';
import type { Stores } from '../ports/stores.ts';
import { fourByFourResults } from '../reports/four-by-four-results.ts';
import { sessionSources, type SessionSources } from './session-sources.ts';

/** One session as it is shown: its evidence, and what that means under the max heart rate of its day. */
export interface SessionView extends SessionSources {
  readonly evidence: SessionEvidence;
  /** Null without a max heart rate (M1). */
  readonly cells: readonly CellTime[] | null;
  readonly bands: readonly BandTime[];
  /** known / (known + unknown), null without active time (Z8). */
  readonly coverage: number | null;
  readonly averageBpm: number | null;
  readonly maxBpm: number | null;
  readonly fourByFour: FourByFourResult | null;
  readonly credits: readonly (Credit & { readonly target: TargetId })[];
  readonly refusals: readonly (Refusal & { readonly target: TargetId })[];
  /** What the judgement rests on (M5): the max heart rate of the start date, null without any. */
  readonly basis: {
    readonly maxHeartRate: number | null;
    readonly prescriptionId: string;
    readonly ruleVersion: string;
  };
}

/** The views of these sessions, in their order. `withSources` also reads what each source recorded. */
export async function sessionViews(
  stores: Pick<Stores, 'maxHeartRates' | 'prescriptions' | 'sessions' | 'recordings'>,
  athlete: Athlete,
  sessions: readonly SessionEvidence[],
  withSources = false,
): Promise<SessionView[]> {
  const [maxHeartRates, prescriptions] = await Promise.all([
    stores.maxHeartRates.list(athlete.id),
    stores.prescriptions.list(athlete.id),
  ]);
  const usable = usableMaxHeartRates(maxHeartRates, athlete.flags);
  const judged = sessions.map((session) => judge(session, usable, prescriptions));
  const lookup = await fourByFourResults(
    stores,
    athlete.id,
    judged.map(({ session, max, prescription }) => ({
      session,
      edges: max === null ? [] : [edgesFor(prescription, max)],
    })),
  );
  const views: SessionView[] = [];
  for (const { session, max, prescription } of judged) {
    const fourByFour = max === null ? null : lookup(session.id, edgesFor(prescription, max));
    const view = viewOf(session, max, prescription, fourByFour);
    if (!withSources) {
      views.push(view);
      continue;
    }
    const sources = await sessionSources(stores, athlete, session);
    views.push({ ...view, ...sources, notes: [...view.notes, ...sources.notes] });
  }
  return views;
}

function judge(
  session: SessionEvidence,
  maxHeartRates: readonly MaxHeartRate[],
  prescriptions: readonly Prescription[],
): { session: SessionEvidence; max: number | null; prescription: Prescription } {
  const max = chooseMaxHeartRate(maxHeartRates, session.localDate)?.value.bpm ?? null;
  return { session, max, prescription: choosePrescription(prescriptions, isoWeekOf(session.localDate)) };
}

function viewOf(
  session: SessionEvidence,
  max: number | null,
  prescription: Prescription,
  fourByFour: FourByFourResult | null,
): SessionView {
  const { msUpTo, knownMs, unknownMs, averageBpm, maxBpm } = summariseHeartRate(session.days);
  const judgement = sessionCredits(session, max, prescription, fourByFour);
  return {
    evidence: session,
    cells: max === null || session.logged ? null : cellTimes(msUpTo, unknownMs, prescription, max),
    bands: prescription.bands.map((band) => ({
      id: band.id,
      seconds: max === null ? 0 : Math.floor(bandMs(msUpTo, band, max) / 1000),
      ...(max === null ? { lowBpm: null, highBpm: null } : bandRange(band, max)),
    })),
    coverage: session.logged || knownMs + unknownMs === 0 ? null : knownMs / (knownMs + unknownMs),
    averageBpm,
    maxBpm,
    fourByFour,
    ...judgement,
    recordings: [],
    sets: [],
    laps: [],
    basis: { maxHeartRate: max, prescriptionId: prescription.id, ruleVersion: RULE_VERSION },
  };
}
