import { chooseBasis, type BasisValues } from '../../domain/basis/choose-basis.ts';
import {
  ceilingLimits,
  crossingsOf,
  joinCrossings,
  type CeilingLimits,
  type Crossing,
} from '../../domain/ceiling/ceiling-reducer.ts';
import { choosePrescription } from '../../domain/prescription/choose-prescription.ts';
import { isoWeekOf } from '../../domain/calendar/week.ts';
import type { Prescription } from '../../domain/prescription/prescription.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import { highestBpmOf } from '../../domain/session/running-ms.ts';
import type { Stores } from '../ports/stores.ts';

/** The crossings of a session's ceiling; null where no ceiling is prescribed, or its basis is missing. */
export type CrossingsLookup = (sessionId: string) => readonly Crossing[] | null;

/**
 * What the sessions crossed of the ceiling that is in force on their start date (X2), from their recordings. A session
 * whose heart stayed under it costs nothing.
 */
export async function sessionCrossings(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  sessions: readonly SessionEvidence[],
  prescriptions: readonly Prescription[],
  values: BasisValues,
): Promise<CrossingsLookup> {
  const found = new Map<string, readonly Crossing[]>();
  for (const session of sessions) {
    const limits = limitsOf(session, prescriptions, values);
    if (limits === null) continue;
    const highestBpm = Math.max(0, ...session.days.map(({ msUpTo }) => highestBpmOf(msUpTo)));
    found.set(
      session.id,
      highestBpm < limits.aboveBpm ? [] : await recognise(stores, athleteId, session, limits),
    );
  }
  return (sessionId) => found.get(sessionId) ?? null;
}

function limitsOf(
  session: SessionEvidence,
  prescriptions: readonly Prescription[],
  values: BasisValues,
): CeilingLimits | null {
  const { ceiling } = choosePrescription(prescriptions, isoWeekOf(session.localDate));
  return ceiling === null ? null : ceilingLimits(ceiling, chooseBasis(values, session.localDate));
}

async function recognise(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  { sources }: SessionEvidence,
  limits: CeilingLimits,
): Promise<readonly Crossing[]> {
  const ids = sources.map(({ recordingId }) => recordingId);
  const recordings = await stores.recordings.load(athleteId, ids);
  return joinCrossings(recordings.flatMap(({ items }) => crossingsOf(items, limits)));
}
