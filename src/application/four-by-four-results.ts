import { sessionTimeline } from '../domain/evaluate-session.ts';
import type { FourByFourEdges, FourByFourResult } from '../domain/four-by-four.ts';
import { recogniseFourByFour } from '../domain/four-by-four-reducer.ts';
import type { SessionEvidence } from '../domain/session.ts';
import type { FourByFourMemory, KnownFourByFour, Stores } from './ports.ts';

/** Looks up a session's 4×4 result under some edges; null where the session is not among those prepared. */
export type FourByFourLookup = (sessionId: string, edges: FourByFourEdges) => FourByFourResult | null;

/** A session and the edges under which its result is wanted. */
export interface WantedFourByFour {
  readonly session: SessionEvidence;
  readonly edges: readonly FourByFourEdges[];
}

const NONE: FourByFourResult = { credited: 0, of: 4, aboveMs: 0, bouts: [] };

/** Sessions whose recordings are read and judged at a time: bounds the memory, and how long others wait for a turn. */
const SESSIONS_AT_A_TIME = 8;

/**
 * Makes the 4×4 results of these sessions available under every edge asked for: from what is remembered, recognised
 * from the recordings (and kept) where nothing is. A session whose heart never reached the floor has no bout and costs
 * nothing. A session that is derived anew meanwhile keeps no result of before.
 */
export async function fourByFourResults(
  stores: Pick<Stores, 'sessions' | 'recordings'>,
  athleteId: string,
  wanted: readonly WantedFourByFour[],
  memories?: readonly FourByFourMemory[],
): Promise<FourByFourLookup> {
  const results = new Map<string, KnownFourByFour[]>();
  const candidates: { sessionId: string; edges: readonly FourByFourEdges[] }[] = [];
  for (const { session, edges } of wanted) {
    const highestBpm = highestBpmOf(session);
    const none = edges.filter((each) => highestBpm < each.floorBpm);
    results.set(
      session.id,
      none.map((each) => ({ edges: each, result: NONE })),
    );
    if (none.length < edges.length) {
      candidates.push({ sessionId: session.id, edges: edges.filter((each) => highestBpm >= each.floorBpm) });
    }
  }
  const known =
    memories ??
    (candidates.length === 0
      ? []
      : await stores.sessions.listFourByFour(
          athleteId,
          candidates.map(({ sessionId }) => sessionId),
        ));
  const memoryOf = new Map(known.map((memory) => [memory.sessionId, memory]));
  const missing: { memory: FourByFourMemory; edges: FourByFourEdges[] }[] = [];
  for (const { sessionId, edges } of candidates) {
    const memory = memoryOf.get(sessionId);
    if (memory === undefined) continue;
    results.get(sessionId)!.push(...memory.known);
    const unknown = edges.filter((each) => findResult(memory.known, each) === null);
    if (unknown.length > 0) missing.push({ memory, edges: unknown });
  }
  for (let from = 0; from < missing.length; from += SESSIONS_AT_A_TIME) {
    const fresh = await recognise(stores, athleteId, missing.slice(from, from + SESSIONS_AT_A_TIME));
    for (const each of fresh) results.get(each.sessionId)!.push(each);
    if (fresh.length > 0) await stores.sessions.saveFourByFour(athleteId, fresh);
  }
  return (sessionId, edges) => findResult(results.get(sessionId) ?? [], edges);
}

async function recognise(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  missing: readonly { readonly memory: FourByFourMemory; readonly edges: readonly FourByFourEdges[] }[],
): Promise<(KnownFourByFour & { sessionId: string; revision: string })[]> {
  const ids = missing.flatMap(({ memory }) => memory.recordingIds);
  const recordings = new Map(
    (await stores.recordings.load(athleteId, ids)).map((recording) => [recording.facts.id, recording]),
  );
  return missing.flatMap(({ memory: { sessionId, revision, recordingIds }, edges }) => {
    const own = recordingIds.flatMap((id) => recordings.get(id) ?? []);
    if (own.length === 0) return [];
    const timeline = sessionTimeline(own);
    return edges.map((each) => ({
      sessionId,
      revision,
      edges: each,
      result: recogniseFourByFour(timeline, each),
    }));
  });
}

function findResult(known: readonly KnownFourByFour[], edges: FourByFourEdges): FourByFourResult | null {
  for (const { edges: each, result } of known) {
    if (
      each.workBpm === edges.workBpm &&
      each.floorBpm === edges.floorBpm &&
      each.aboveBpm === edges.aboveBpm
    ) {
      return result;
    }
  }
  return null;
}

function highestBpmOf(session: SessionEvidence): number {
  let highest = 0;
  for (const { msPerBpm } of session.days) {
    for (let bpm = msPerBpm.length - 1; bpm > highest; bpm--) if (msPerBpm[bpm]! > 0) highest = bpm;
  }
  return highest;
}
