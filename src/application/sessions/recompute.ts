import type { Athlete } from '../../domain/athlete.ts';
import { groupRecordings } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { LocalDate } from '../../domain/units.ts';
import { FIRST_MS, LAST_MS } from '../../domain/units.ts';
import { deriveSession, type DeriveSessionsDeps } from './derive-sessions.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import { AppError } from '../errors.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import { recomputePassiveDays } from './recompute-passive-days.ts';
import { sameValue } from './same-value.ts';

export interface RecomputeDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly breathe: () => Promise<void>;
  readonly evaluate: EvaluateSession;
}

/** What a person compares of a session; its histograms would fill the memory. */
export type SessionOutline = Pick<SessionEvidence, 'localDate' | 'startMs' | 'endMs' | 'activeMs'>;

/** One session that the rules of today see otherwise than the stored ones; null where it appears or disappears. */
export interface RecomputeChange {
  readonly sessionId: string;
  readonly before: SessionOutline | null;
  readonly after: SessionOutline | null;
}

export interface RecomputeOutcome {
  readonly sessions: number;
  readonly changes: readonly RecomputeChange[];
  /** Sessions that stay as they are, but were derived under another version of the rules. */
  readonly restamped: number;
  /** Local dates whose all-day monitoring or resting heart rate differs. */
  readonly passiveDates: readonly LocalDate[];
  readonly ruleVersion: string;
}

export type Recompute = (input: { athleteId: string; dryRun: boolean }) => Promise<RecomputeOutcome>;

const PAGE = 100;

/**
 * Derives every session and every day of all-day monitoring of an athlete anew from the recordings, under the rules of
 * this version, in one transaction; what is the same is not touched. With `dryRun` nothing is written: the outcome says
 * what would differ. Memory holds one session or one week of monitoring at a time.
 */
export function recompute(deps: RecomputeDeps): Recompute {
  return async ({ athleteId, dryRun }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    return deps.transactions.forAthlete(athleteId, async (stores) => {
      const facts = await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS);
      const groups = groupRecordings(facts);
      const changes = await removeStale(
        stores,
        athleteId,
        new Set(groups.map(([first]) => first!.id)),
        dryRun,
      );
      let restamped = 0;
      for (const group of groups) {
        const change = await recomputeSession({ stores, evaluate: deps.evaluate }, athlete, group, dryRun);
        if (change === 'restamped') restamped++;
        else if (change !== null) changes.push(change);
        await deps.breathe();
      }
      const passiveDates = await recomputePassiveDays(stores, athlete, facts, dryRun);
      return { sessions: groups.length, changes, restamped, passiveDates, ruleVersion: RULE_VERSION };
    });
  };
}

/** Sessions that no group of recordings forms any more; logged ones stand by themselves. */
async function removeStale(
  stores: Stores,
  athleteId: string,
  standing: ReadonlySet<string>,
  dryRun: boolean,
): Promise<RecomputeChange[]> {
  const stale: RecomputeChange[] = [];
  let before: { startMs: number; id: string } | null = null;
  for (;;) {
    const page: SessionEvidence[] = await stores.sessions.page(athleteId, {
      from: null,
      to: null,
      before,
      limit: PAGE,
    });
    for (const session of page) {
      if (session.logged || standing.has(session.id)) continue;
      stale.push({ sessionId: session.id, before: outlineOf(session), after: null });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = { startMs: last.startMs, id: last.id };
  }
  if (!dryRun && stale.length > 0) {
    await stores.sessions.replace(
      athleteId,
      stale.map(({ sessionId }) => sessionId),
      [],
      [],
    );
  }
  return stale;
}

async function recomputeSession(
  deps: DeriveSessionsDeps,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  group: readonly RecordingFacts[],
  dryRun: boolean,
): Promise<RecomputeChange | 'restamped' | null> {
  const { stores } = deps;
  const { session, aliases } = await deriveSession(deps, athlete, group);
  const stored = await stores.sessions.find(athlete.id, session.evidence.id);
  const isSame =
    stored !== null &&
    sameValue(stored.evidence, session.evidence) &&
    sameValue(stored.recordingIds, session.recordingIds);
  if (isSame && stored.ruleVersion === session.ruleVersion) return null;
  if (!dryRun) await stores.sessions.replace(athlete.id, [], [session], aliases);
  if (isSame) return 'restamped';
  const before = stored === null ? null : outlineOf(stored.evidence);
  return { sessionId: session.evidence.id, before, after: outlineOf(session.evidence) };
}

function outlineOf({ localDate, startMs, endMs, activeMs }: SessionEvidence): SessionOutline {
  return { localDate, startMs, endMs, activeMs };
}
