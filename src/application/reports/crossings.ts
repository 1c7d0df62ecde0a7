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
import { eachRecorded } from './each-recorded.ts';

/** The crossings of a session's ceiling; null where no ceiling is prescribed, or its basis is missing. */
export type CrossingsLookup = (sessionId: string) => readonly Crossing[] | null;

/** What decides the ceiling of a date. */
export interface DatedBasis {
  readonly values: BasisValues;
  readonly prescriptions: readonly Prescription[];
}

/**
 * What the sessions crossed of the ceiling that is in force on their start date (X2), from their recordings, under each
 * basis. A session whose heart stayed under every ceiling costs nothing. `breathe` lets other work of the process run
 * between sessions.
 */
export async function sessionCrossings(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  sessions: readonly SessionEvidence[],
  bases: readonly DatedBasis[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<CrossingsLookup[]> {
  const found = bases.map(() => new Map<string, readonly Crossing[]>());
  const crossing: { id: string; limits: readonly (CeilingLimits | null)[]; recordingIds: string[] }[] = [];
  for (const session of sessions) {
    const limits = bases.map((basis) => limitsOf(session, basis));
    if (limits.every((each) => each === null)) continue;
    for (const [index, each] of limits.entries()) if (each !== null) found[index]!.set(session.id, []);
    const highestBpm = Math.max(0, ...session.days.map(({ msUpTo }) => highestBpmOf(msUpTo)));
    if (!limits.some((each) => each !== null && highestBpm >= each.aboveBpm)) continue;
    const recordingIds = session.sources.map(({ recordingId }) => recordingId);
    crossing.push({ id: session.id, limits, recordingIds });
  }
  for await (const { wanted, recordings } of eachRecorded(stores, athleteId, crossing, breathe)) {
    for (const [index, limits] of wanted.limits.entries()) {
      if (limits === null) continue;
      const crossings = recordings.flatMap(({ items }) => crossingsOf(items, limits));
      found[index]!.set(wanted.id, joinCrossings(crossings));
    }
  }
  return found.map((crossings) => (sessionId) => crossings.get(sessionId) ?? null);
}

function limitsOf(session: SessionEvidence, { prescriptions, values }: DatedBasis): CeilingLimits | null {
  const { ceiling } = choosePrescription(prescriptions, isoWeekOf(session.localDate));
  return ceiling === null ? null : ceilingLimits(ceiling, chooseBasis(values, session.localDate));
}
