import { highestBpmOf } from '../../domain/session/running-ms.ts';
import { sessionTimeline } from '../../domain/session/evaluate-session.ts';
import {
  FOUR_BY_FOUR_TIMES,
  findIntervals,
  type FourByFourEdges,
  type FourByFourResult,
  type KnownFourByFour,
} from '../../domain/four-by-four/four-by-four.ts';
import { recogniseFourByFour } from '../../domain/four-by-four/four-by-four-reducer.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
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
  const candidates: { sessionId: string; edges: readonly FourByFourEdges[] }[] = [];
  for (const { session, edges } of wanted) {
    const highestBpm = Math.max(0, ...session.days.map(({ msUpTo }) => highestBpmOf(msUpTo)));
    const none = edges.filter((each) => highestBpm < each.floorBpm);
    results.set(
      session.id,
      none.map((each) => ({ edges: each, result: noneOf(each) })),
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
  const missing: Missing[] = [];
  for (const { sessionId, edges } of candidates) {
    const memory = memoryOf.get(sessionId);
    if (memory === undefined) continue;
    // Of some twenty that are remembered, those that nobody wants are not kept while the others are looked up.
    const unknown: FourByFourEdges[] = [];
    for (const each of edges) {
      const result = findIntervals(memory.known, each);
      if (result === null) unknown.push(each);
      else results.get(sessionId)!.push({ edges: each, result });
    }
    if (unknown.length > 0) missing.push({ memory, edges: unknown, recordingIds: memory.recordingIds });
  }
  const fresh = await recogniseAll(stores, athleteId, missing, breathe);
  for (const { sessionId, edges, result } of fresh) {
    results.get(sessionId)!.push({ edges, result });
    memoryOf.get(sessionId)!.known.push({ edges, result });
  }
  const kept = fresh.length === 0 ? Promise.resolve() : stores.sessions.saveFourByFour(athleteId, fresh);
  // It is waited for in its turn; until then a failure is nobody's.
  kept.catch(() => undefined);
  return { lookup: (sessionId, edges) => findIntervals(results.get(sessionId) ?? [], edges), kept };
}

interface Missing {
  readonly memory: FourByFourMemory;
  readonly recordingIds: readonly string[];
  readonly edges: readonly FourByFourEdges[];
}

type Recognised = KnownFourByFour & { readonly sessionId: string; readonly revision: string };

async function recogniseAll(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  missing: readonly Missing[],
  breathe: () => Promise<void>,
): Promise<Recognised[]> {
  const fresh: Recognised[] = [];
  for await (const { wanted, recordings } of eachRecorded(stores, athleteId, missing, breathe)) {
    if (recordings.length > 0) fresh.push(...recognise(wanted, recordings));
  }
  return fresh;
}

function recognise({ memory, edges }: Missing, recordings: readonly Recording[]): Recognised[] {
  const { sessionId, revision } = memory;
  const timeline = sessionTimeline(recordings);
  return edges.map((each) => ({
    sessionId,
    revision,
    edges: each,
    result: recogniseFourByFour(timeline, each),
  }));
}
