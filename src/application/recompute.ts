import { evaluateSession } from '../domain/evaluate-session.ts';
import { groupRecordings } from '../domain/group-recordings.ts';
import { RULE_VERSION } from '../domain/rule-version.ts';
import type { SessionEvidence } from '../domain/session.ts';
import { FIRST_MS, LAST_MS } from '../domain/units.ts';
import { deriveSessions } from './derive-sessions.ts';
import { AppError } from './errors.ts';
import type { Stores, Transactions } from './ports.ts';

export interface RecomputeDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
}

/** One session that the rules of today see otherwise than the stored ones; null where it appears or disappears. */
export interface RecomputeChange {
  readonly sessionId: string;
  readonly before: SessionEvidence | null;
  readonly after: SessionEvidence | null;
}

export interface RecomputeOutcome {
  readonly sessions: number;
  readonly changes: readonly RecomputeChange[];
  readonly ruleVersion: string;
}

export type Recompute = (input: { athleteId: string; dryRun: boolean }) => Promise<RecomputeOutcome>;

/**
 * Derives every session of an athlete anew from its recordings, under the rules of this version. With `dryRun` nothing
 * is written: the outcome says what would differ.
 */
export function recompute(deps: RecomputeDeps): Recompute {
  return async ({ athleteId, dryRun }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    return deps.transactions.forAthlete(athleteId, async (stores) => {
      const facts = await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS);
      const groups = groupRecordings(facts.filter((each) => each.kind !== 'monitoring'));
      const changes: RecomputeChange[] = [];
      const standing = new Set<string>();
      for (const group of groups) {
        const ids = group.map((each) => each.id);
        const { evidence: after } = evaluateSession(
          await stores.recordings.load(athleteId, ids),
          athlete.timeZones,
        );
        standing.add(after.id);
        const before = (await stores.sessions.find(athleteId, after.id))?.evidence ?? null;
        if (!sameEvidence(before, after)) changes.push({ sessionId: after.id, before, after });
        if (!dryRun) await deriveSessions(stores, athlete, [{ fromMs: after.startMs, toMs: after.endMs }]);
        for (const stored of await stores.sessions.listByRecordings(athleteId, ids)) {
          if (dryRun && stored.evidence.id !== after.id && !standing.has(stored.evidence.id)) {
            changes.push({ sessionId: stored.evidence.id, before: stored.evidence, after: null });
          }
        }
      }
      return { sessions: groups.length, changes, ruleVersion: RULE_VERSION };
    });
  };
}

function sameEvidence(before: SessionEvidence | null, after: SessionEvidence): boolean {
  return before !== null && JSON.stringify(comparable(before)) === JSON.stringify(comparable(after));
}

/** In an order of its own: what was stored may come back with its keys in another one. */
function comparable(evidence: SessionEvidence): unknown {
  const { days, sources, ...plain } = evidence;
  return [
    sorted(plain),
    sources.map(sorted),
    days.map(({ date, msPerBpm, unknownMs }) => [date, unknownMs, ...msPerBpm]),
  ];
}

function sorted(facts: object): unknown[] {
  return Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
}
