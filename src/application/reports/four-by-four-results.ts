import { highestBpmOf } from '../../domain/session/running-ms.ts';
import { sessionTimeline } from '../../domain/session/evaluate-session.ts';
import {
  FOUR_BY_FOUR_TIMES,
  findIntervals,
  isSameEdges,
  type FourByFourEdges,
  type FourByFourResult,
  type KnownFourByFour,
} from '../../domain/four-by-four/four-by-four.ts';
import { recogniseFourByFour } from '../../domain/four-by-four/four-by-four-reducer.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { FourByFourMemory } from '../ports/session-store.ts';
import type { Stores } from '../ports/stores.ts';
import { eachRecorded } from './each-recorded.ts';

/** Looks up a session's 4×4 result under some edges; null where the session is not among those prepared. */
export type FourByFourLookup = (sessionId: string, edges: FourByFourEdges) => FourByFourResult | null;

export interface FourByFourResults {
  readonly lookup: FourByFourLookup;
  /** Settles when what was recognised is kept. To be waited for after the results are used: Postgres takes its time. */
  readonly kept: Promise<void>;
}

/** A session and the edges under which its result is wanted. */
export interface WantedFourByFour {
  readonly session: SessionEvidence;
  readonly edges: readonly FourByFourEdges[];
  /** Edges of a basis that is only tried out: what is recognised under them alone is not kept. */
  readonly tried?: readonly FourByFourEdges[];
}

function noneOf({ times = FOUR_BY_FOUR_TIMES }: FourByFourEdges): FourByFourResult {
  return { credited: 0, of: times.reps, aboveMs: 0, bouts: [] };
}

/**
 * Makes the 4×4 results of these sessions available under every edge asked for: from what is remembered, recognised
 * from the recordings (and kept) where nothing is. A session whose heart never reached the floor has no bout and costs
 * nothing. A session that is derived again meanwhile keeps no result of before. `breathe` lets other work of the process
 * run between sessions.
 */
export async function fourByFourResults(
  stores: Pick<Stores, 'sessions' | 'recordings'>,
  athleteId: string,
  wanted: readonly WantedFourByFour[],
  memories?: readonly FourByFourMemory[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<FourByFourResults> {
  const results = new Map<string, KnownFourByFour[]>();
  const candidates: { sessionId: string; edges: FourByFourEdges[]; tried: FourByFourEdges[] }[] = [];
  for (const { session, edges, tried = [] } of wanted) {
    const highestBpm = Math.max(0, ...session.days.map(({ msUpTo }) => highestBpmOf(msUpTo)));
    const own: KnownFourByFour[] = [];
    const reached = (each: FourByFourEdges): boolean => {
      if (highestBpm >= each.floorBpm) return true;
      own.push({ edges: each, result: noneOf(each) });
      return false;
    };
    results.set(session.id, own);
    const candidate = { sessionId: session.id, edges: edges.filter(reached), tried: tried.filter(reached) };
    if (candidate.edges.length + candidate.tried.length > 0) candidates.push(candidate);
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
  const missing: Missing[] = [];
  for (const { sessionId, edges, tried } of candidates) {
    const memory = memoryOf.get(sessionId);
    if (memory === undefined) continue;
    // Of some twenty that are remembered, those that nobody wants are not kept while the others are looked up.
    const own = results.get(sessionId)!;
    const isUnknown = (each: FourByFourEdges): boolean => {
      const result = findIntervals(memory.known, each);
      if (result !== null) own.push({ edges: each, result });
      return result === null;
    };
    const unknown = edges.filter(isUnknown);
    const alsoUnknown = tried.filter(
      (each) => !edges.some((kept) => isSameEdges(kept, each)) && isUnknown(each),
    );
    if (unknown.length + alsoUnknown.length === 0) continue;
    missing.push({ memory, edges: unknown, tried: alsoUnknown, recordingIds: memory.recordingIds });
  }
  const fresh = await recogniseAll(stores, athleteId, missing, results, breathe);
  const kept = fresh.length === 0 ? Promise.resolve() : stores.sessions.saveFourByFour(athleteId, fresh);
  // It is waited for in its turn; until then a failure is nobody's.
  kept.catch(() => undefined);
  return { lookup: (sessionId, edges) => findIntervals(results.get(sessionId) ?? [], edges), kept };
}

interface Missing {
  readonly memory: FourByFourMemory;
  readonly recordingIds: readonly string[];
  readonly edges: readonly FourByFourEdges[];
  readonly tried: readonly FourByFourEdges[];
}

type FreshFourByFour = KnownFourByFour & { readonly sessionId: string; readonly revision: string };

/** Adds what is recognised to `results` and to what is remembered; answers what is to be kept. */
async function recogniseAll(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  missing: readonly Missing[],
  results: ReadonlyMap<string, KnownFourByFour[]>,
  breathe: () => Promise<void>,
): Promise<FreshFourByFour[]> {
  const fresh: FreshFourByFour[] = [];
  for await (const { wanted: each, recordings } of eachRecorded(stores, athleteId, missing, breathe)) {
    if (recordings.length === 0) continue;
    const { sessionId, revision, known: remembered } = each.memory;
    const timeline = sessionTimeline(recordings);
    const recognise = (edges: FourByFourEdges): KnownFourByFour => ({
      edges,
      result: recogniseFourByFour(timeline, edges),
    });
    const own = each.edges.map(recognise);
    results.get(sessionId)!.push(...own, ...each.tried.map(recognise));
    remembered.push(...own);
    for (const one of own) fresh.push({ sessionId, revision, ...one });
  }
  return fresh;
}
