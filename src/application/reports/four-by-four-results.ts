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

/** Looks up a session's 4×4 result under some edges; null where the session is not among those prepared. */
export type FourByFourLookup = (sessionId: string, edges: FourByFourEdges) => FourByFourResult | null;

/** A session and the edges under which its result is wanted. */
export interface WantedFourByFour {
  readonly session: SessionEvidence;
  readonly edges: readonly FourByFourEdges[];
}

function noneOf({ times = FOUR_BY_FOUR_TIMES }: FourByFourEdges): FourByFourResult {
  return { credited: 0, of: times.reps, aboveMs: 0, bouts: [] };
}

/** Sessions whose recordings are read and judged at a time: bounds the memory, and how long others wait for a turn. */
const SESSIONS_AT_A_TIME = 12;

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
): Promise<FourByFourLookup> {
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
    results.get(sessionId)!.push(...memory.known);
    const unknown = edges.filter((each) => findIntervals(memory.known, each) === null);
    if (unknown.length > 0) missing.push({ memory, edges: unknown });
  }
  const fresh = await recogniseAll(stores, athleteId, missing, breathe);
  for (const { sessionId, edges, result } of fresh) {
    results.get(sessionId)!.push({ edges, result });
    memoryOf.get(sessionId)!.known.push({ edges, result });
  }
  if (fresh.length > 0) await stores.sessions.saveFourByFour(athleteId, fresh);
  return (sessionId, edges) => findIntervals(results.get(sessionId) ?? [], edges);
}

interface Missing {
  readonly memory: FourByFourMemory;
  readonly edges: readonly FourByFourEdges[];
}

type Recognised = KnownFourByFour & { readonly sessionId: string; readonly revision: string };

/** While one handful of sessions is judged, the recordings of the next are on their way. */
async function recogniseAll(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  missing: readonly Missing[],
  breathe: () => Promise<void>,
): Promise<Recognised[]> {
  const fresh: Recognised[] = [];
  const handfulAt = (from: number): readonly Missing[] => missing.slice(from, from + SESSIONS_AT_A_TIME);
  const load = (handful: readonly Missing[]): Promise<Recording[]> => {
    const ids = handful.flatMap(({ memory }) => memory.recordingIds);
    const loading = stores.recordings.load(athleteId, ids);
    // It is waited for in its turn; until then a failure is nobody's.
    loading.catch(() => undefined);
    return loading;
  };
  let next = missing.length === 0 ? null : load(handfulAt(0));
  for (let from = 0; next !== null; from += SESSIONS_AT_A_TIME) {
    const recordings = await next;
    const following = handfulAt(from + SESSIONS_AT_A_TIME);
    next = following.length === 0 ? null : load(following);
    const byId = new Map(recordings.map((recording) => [recording.facts.id, recording]));
    for (const each of handfulAt(from)) {
      await breathe();
      fresh.push(...recognise(each, byId));
    }
  }
  return fresh;
}

function recognise({ memory, edges }: Missing, recordings: ReadonlyMap<string, Recording>): Recognised[] {
  const own = memory.recordingIds.flatMap((id) => recordings.get(id) ?? []);
  if (own.length === 0) return [];
  const { sessionId, revision } = memory;
  const timeline = sessionTimeline(own);
  return edges.map((each) => ({
    sessionId,
    revision,
    edges: each,
    result: recogniseFourByFour(timeline, each),
  }));
}
