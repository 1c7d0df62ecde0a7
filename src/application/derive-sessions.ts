import type { Athlete } from '../domain/athlete.ts';
import { evaluateSession } from '../domain/evaluate-session.ts';
import { groupRecordings, JOIN_GAP_MS } from '../domain/group-recordings.ts';
import type { RecordingFacts } from '../domain/recording.ts';
import { RULE_VERSION } from '../domain/rule-version.ts';
import type { StoredSession, Stores } from './ports.ts';

/** A stretch of time whose recordings changed. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Re-derives every session that a change of recordings within these spans can affect (Z10). Call it inside the athlete's
 * transaction, after the recordings were written; pass the sessions of removed recordings in `orphanedIds`.
 *
 * The result depends only on which recordings exist, never on the order in which they came.
 */
export async function deriveSessions(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  spans: readonly Span[],
  orphanedIds: readonly string[] = [],
): Promise<void> {
  const found = new Map<string, RecordingFacts>();
  for (const span of spans) {
    for (const each of await neighbourhood(stores, athlete.id, span)) found.set(each.id, each);
  }
  const facts = [...found.values()];
  const before = await stores.sessions.listByRecordings(
    athlete.id,
    facts.map((each) => each.id),
  );
  const sessions: StoredSession[] = [];
  const aliases: { absorbedId: string; survivorId: string }[] = [];
  for (const group of groupRecordings(facts)) {
    const ids = group.map((each) => each.id);
    const recordings = await stores.recordings.load(athlete.id, ids);
    const { evidence } = evaluateSession(recordings, athlete.timeZones);
    sessions.push({ evidence, recordingIds: ids, ruleVersion: RULE_VERSION });
    for (const id of ids) if (id !== evidence.id) aliases.push({ absorbedId: id, survivorId: evidence.id });
  }
  const replaced = new Set([...before.map((each) => each.evidence.id), ...orphanedIds]);
  await stores.sessions.replace(athlete.id, [...replaced], sessions, aliases);
}

/** The recordings that can share a session with something in the window: grown until no neighbour is within a join's reach. */
async function neighbourhood(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  span: Span,
): Promise<RecordingFacts[]> {
  let { fromMs, toMs } = span;
  for (;;) {
    const found = await stores.recordings.listFacts(athleteId, fromMs - JOIN_GAP_MS, toMs + JOIN_GAP_MS);
    const facts = found.filter((each) => each.kind !== 'monitoring');
    const first = Math.min(fromMs, ...facts.map((each) => each.startMs));
    const last = Math.max(toMs, ...facts.map((each) => each.endMs));
    if (first === fromMs && last === toMs) return facts;
    fromMs = first;
    toMs = last;
  }
}
