import type { Athlete } from '../../domain/athlete.ts';
import { groupRecordings } from '../../domain/timeline/group-recordings.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { RULE_VERSION } from '../../domain/rule-version.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { LocalDate } from '../../domain/units.ts';
import { FIRST_MS, LAST_MS } from '../../domain/units.ts';
import { deriveSession, type DeriveSessionsDeps } from './derive-sessions.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { FileDecoder } from '../ports/file-decoder.ts';
import { AppError } from '../errors.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import { recomputeLogged } from './recompute-logged.ts';
import { recomputePassiveDays } from './recompute-passive-days.ts';
import { rereadUploads, type RereadUploads } from './reread-uploads.ts';
import { sameValue } from './same-value.ts';

export interface RecomputeDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly breathe: () => Promise<void>;
  readonly evaluate: EvaluateSession;
  readonly decoder: FileDecoder;
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
  readonly uploads: RereadUploads;
  readonly ruleVersion: string;
}

export type Recompute = (input: {
  athleteId: string;
  dryRun: boolean;
  /** Whether the originals are read again as well: false where only what is derived is stale. */
  reread: boolean;
}) => Promise<RecomputeOutcome>;

const PAGE = 100;

/**
 * Derives every session and every day of all-day monitoring of an athlete again from the recordings, under the rules of
 * this version, in one transaction; what is the same is not touched. With `reread` the recordings of files come again
 * from their originals before. With `dryRun` nothing stays written: the outcome says what would differ. Memory holds one session or one week of monitoring at a time.
 */
export function recompute(deps: RecomputeDeps): Recompute {
  return async ({ athleteId, dryRun, reread }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const all = async (stores: Stores): Promise<RecomputeOutcome> => {
      const uploads = reread
        ? await rereadUploads({ stores, decoder: deps.decoder }, athlete)
        : { files: 0, changed: [] };
      const facts = await stores.recordings.listFacts(athleteId, FIRST_MS, LAST_MS);
      const groups = groupRecordings(facts);
      const changes = await removeStale(stores, athleteId, new Set(groups.map(([first]) => first!.id)));
      let restamped = 0;
      for (const group of groups) {
        const change = await recomputeSession({ stores, evaluate: deps.evaluate }, athlete, group);
        if (change === 'restamped') restamped++;
        else if (change !== null) changes.push(change);
        await deps.breathe();
      }
      for (const { before, after } of await recomputeLogged(stores, athlete)) {
        changes.push({ sessionId: after.id, before: outlineOf(before), after: outlineOf(after) });
      }
      const passiveDates = await recomputePassiveDays(stores, athlete, facts);
      return {
        sessions: groups.length,
        changes,
        restamped,
        passiveDates,
        uploads,
        ruleVersion: RULE_VERSION,
      };
    };
    return dryRun ? undone(deps.transactions, athleteId, all) : deps.transactions.forAthlete(athleteId, all);
  };
}

/** Does the work and takes it back: its outcome is what would be. */
async function undone<T>(
  transactions: Transactions,
  athleteId: string,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  let outcome: { readonly value: T } | null = null;
  const takeBack = new Error('taken back');
  try {
    await transactions.forAthlete(athleteId, async (stores) => {
      outcome = { value: await work(stores) };
      throw takeBack;
    });
  } catch (error) {
    if (error !== takeBack) throw error;
  }
  // Only the work that has ended throws it.
  return outcome!.value;
}

/** Sessions that no group of recordings forms any more; logged ones stand by themselves. */
async function removeStale(
  stores: Stores,
  athleteId: string,
  standing: ReadonlySet<string>,
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
  if (stale.length > 0) {
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
): Promise<RecomputeChange | 'restamped' | null> {
  const { stores } = deps;
  const { session, aliases } = await deriveSession(deps, athlete, group);
  const stored = await stores.sessions.find(athlete.id, session.evidence.id);
  const isSame =
    stored !== null &&
    sameValue(stored.evidence, session.evidence) &&
    sameValue(stored.recordingIds, session.recordingIds);
  if (isSame && stored.ruleVersion === session.ruleVersion) return null;
  await stores.sessions.replace(athlete.id, [], [session], aliases);
  if (isSame) return 'restamped';
  const before = stored === null ? null : outlineOf(stored.evidence);
  return { sessionId: session.evidence.id, before, after: outlineOf(session.evidence) };
}

function outlineOf({ localDate, startMs, endMs, activeMs }: SessionEvidence): SessionOutline {
  return { localDate, startMs, endMs, activeMs };
}
