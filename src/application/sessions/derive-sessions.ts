import type { Athlete } from '../../domain/athlete.ts';
import { groupRecordings, JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import { DAY_MS } from '../../domain/units.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { EvaluateEvidence } from '../ports/evaluate-session.ts';
import type { StoredSession } from '../ports/session-store.ts';
import type { Stores } from '../ports/stores.ts';

/** Several days: what is asked for in between costs less than asking once more. */
const NEARBY_MS = 7 * DAY_MS;

export interface DeriveSessionsDeps {
  readonly stores: Pick<Stores, 'sessions'> & {
    readonly recordings: Pick<Stores['recordings'], 'listFacts' | 'load'>;
  };
  readonly evaluate: EvaluateEvidence;
}

export interface DerivedSession {
  readonly session: StoredSession;
  /** The ids that it absorbs (Z10). */
  readonly aliases: readonly { readonly absorbedId: string; readonly survivorId: string }[];
}

/**
 * Re-derives every session that a change of recordings within these spans can affect (Z10). Call it inside the athlete's
 * transaction, after the recordings were written; pass the sessions of removed recordings in `orphanedIds`. Answers the
 * sessions that were there before and those that are there now.
 *
 * The result depends only on which recordings exist, never on the order in which they came.
 */
export async function deriveSessions(
  deps: DeriveSessionsDeps,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  spans: readonly Span[],
  orphanedIds: readonly string[] = [],
): Promise<{ readonly before: readonly StoredSession[]; readonly after: StoredSession[] }> {
  if (spans.length === 0) return { before: [], after: [] };
  const { stores } = deps;
  const found = new Map<string, RecordingFacts>();
  for (const near of spansNearby(spans)) {
    for (const each of await neighbourhood(stores, athlete.id, near)) found.set(each.id, each);
  }
  const facts = [...found.values()];
  const before = await stores.sessions.listByRecordings(
    athlete.id,
    facts.map((each) => each.id),
  );
  const derived: DerivedSession[] = [];
  for (const group of groupRecordings(facts)) derived.push(await deriveSession(deps, athlete, group));
  const replaced = new Set([...before.map((each) => each.evidence.id), ...orphanedIds]);
  const sessions = derived.map(({ session }) => session);
  await stores.sessions.replace(
    athlete.id,
    [...replaced],
    sessions,
    derived.flatMap(({ aliases }) => aliases),
  );
  return { before, after: sessions };
}

/** The session of one group of recordings, under the rules of this version; nothing is written. */
export async function deriveSession(
  { stores, evaluate }: DeriveSessionsDeps,
  { id: athleteId, timeZones }: Pick<Athlete, 'id' | 'timeZones'>,
  group: readonly RecordingFacts[],
): Promise<DerivedSession> {
  const ids = group.map((each) => each.id);
  const { evidence } = await evaluate(await stores.recordings.load(athleteId, ids), timeZones);
  return {
    session: { evidence, recordingIds: ids, ruleVersion: RULE_VERSION },
    aliases: ids
      .filter((id) => id !== evidence.id)
      .map((absorbedId) => ({ absorbedId, survivorId: evidence.id })),
  };
}

/** Spans that are asked for together, in order of time: days of little data lie between those of an import. */
export function spansNearby(spans: readonly Span[]): Span[][] {
  const nearby: Span[][] = [];
  let endMs = -Infinity;
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs - endMs > NEARBY_MS) nearby.push([]);
    nearby.at(-1)!.push(span);
    endMs = Math.max(endMs, span.toMs);
  }
  return nearby;
}

/** The recordings that can share a session with something in the spans: grown until no neighbour is within a join's reach. */
async function neighbourhood(
  stores: Pick<DeriveSessionsDeps['stores'], 'recordings'>,
  athleteId: string,
  spans: readonly Span[],
): Promise<RecordingFacts[]> {
  let fromMs = Math.min(...spans.map((span) => span.fromMs));
  let toMs = Math.max(...spans.map((span) => span.toMs));
  for (;;) {
    const found = await stores.recordings.listFacts(athleteId, fromMs - JOIN_GAP_MS, toMs + JOIN_GAP_MS);
    const facts = withinReach(
      found.filter((each) => each.kind !== 'monitoring'),
      spans,
    );
    const first = Math.min(fromMs, ...facts.map((each) => each.startMs));
    const last = Math.max(toMs, ...facts.map((each) => each.endMs));
    if (first === fromMs && last === toMs) return facts;
    fromMs = first;
    toMs = last;
  }
}

/** Those of `facts` that a join reaches from the spans, over one another too: one pass in order of time. */
function withinReach(facts: readonly RecordingFacts[], spans: readonly Span[]): RecordingFacts[] {
  const inOrder = [
    ...spans.map((span) => ({ ...span, fact: null })),
    ...facts.map((fact) => ({ fromMs: fact.startMs, toMs: fact.endMs, fact })),
  ].sort((a, b) => a.fromMs - b.fromMs);
  const near: RecordingFacts[] = [];
  let chain: RecordingFacts[] = [];
  let holdsSpan = false;
  let endMs = -Infinity;
  for (const { fromMs, toMs, fact } of inOrder) {
    if (fromMs - endMs > JOIN_GAP_MS) {
      if (holdsSpan) near.push(...chain);
      [chain, holdsSpan] = [[], false];
    }
    if (fact === null) holdsSpan = true;
    else chain.push(fact);
    endMs = Math.max(endMs, toMs);
  }
  return holdsSpan ? [...near, ...chain] : near;
}
