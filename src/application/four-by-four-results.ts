import type { Athlete } from '../domain/athlete.ts';
import { evaluateSession } from '../domain/evaluate-session.ts';
import type { FourByFourEdges, FourByFourResult } from '../domain/four-by-four.ts';
import { recogniseFourByFour } from '../domain/four-by-four-reducer.ts';
import type { SessionEvidence } from '../domain/session.ts';
import type { Stores } from './ports.ts';

/** Looks up a session's 4×4 result under some edges; null where the session is not among those prepared. */
export type FourByFourLookup = (sessionId: string, edges: FourByFourEdges) => FourByFourResult | null;

const NONE: FourByFourResult = { credited: 0, of: 4, aboveMs: 0, bouts: [] };

/**
 * Makes the 4×4 results of these sessions available under every edge asked for: from the cache where they are known,
 * recognised from the recordings (and cached) where they are not. A session whose heart never reached the floor has no
 * bout and costs nothing.
 */
export async function fourByFourResults(
  stores: Pick<Stores, 'sessions' | 'recordings'>,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  wanted: readonly { readonly session: SessionEvidence; readonly edges: readonly FourByFourEdges[] }[],
): Promise<FourByFourLookup> {
  const results = new Map<string, FourByFourResult>();
  const candidates = wanted
    .map(({ session, edges }) => {
      const highestBpm = highestBpmOf(session);
      for (const each of edges) if (highestBpm < each.floorBpm) results.set(keyOf(session.id, each), NONE);
      return { session, edges: edges.filter((each) => highestBpm >= each.floorBpm) };
    })
    .filter(({ edges }) => edges.length > 0);

  const ids = candidates.map(({ session }) => session.id);
  const cached = ids.length === 0 ? [] : await stores.sessions.listFourByFour(athlete.id, ids);
  for (const { sessionId, edges, result } of cached) results.set(keyOf(sessionId, edges), result);

  const fresh: { sessionId: string; edges: FourByFourEdges; result: FourByFourResult }[] = [];
  for (const { session, edges } of candidates) {
    const missing = edges.filter((each) => !results.has(keyOf(session.id, each)));
    if (missing.length === 0) continue;
    const recordings = await stores.recordings.load(
      athlete.id,
      session.sources.map((each) => each.recordingId),
    );
    if (recordings.length === 0) continue;
    const { timeline } = evaluateSession(recordings, athlete.timeZones);
    for (const each of missing) {
      const result = recogniseFourByFour(timeline, each);
      results.set(keyOf(session.id, each), result);
      fresh.push({ sessionId: session.id, edges: each, result });
    }
  }
  if (fresh.length > 0) await stores.sessions.saveFourByFour(athlete.id, fresh);
  return (sessionId, edges) => results.get(keyOf(sessionId, edges)) ?? null;
}

function keyOf(sessionId: string, edges: FourByFourEdges): string {
  return `${sessionId} ${edges.workBpm} ${edges.floorBpm} ${edges.aboveBpm}`;
}

function highestBpmOf(session: SessionEvidence): number {
  let highest = 0;
  for (const { msPerBpm } of session.days) {
    for (let bpm = msPerBpm.length - 1; bpm > highest; bpm--) if (msPerBpm[bpm]! > 0) highest = bpm;
  }
  return highest;
}
