import type { KnownFourByFour } from '../../domain/four-by-four/four-by-four.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { LocalDate } from '../../domain/units.ts';

export interface StoredSession {
  readonly evidence: SessionEvidence;
  readonly recordingIds: readonly string[];
  readonly ruleVersion: string;
}

/** A session without heart rate, as the athlete told it (T6). */
export interface LoggedSession {
  readonly id: string;
  readonly startMs: number;
  readonly activeMs: number;
  readonly sport: string | null;
  readonly subSport: string | null;
  readonly note: string | null;
}

export interface SessionStore {
  /** Replaces the sessions with `removeIds` by `sessions`, and remembers absorbed ids (Z10: 308 to the survivor). */
  replace(
    athleteId: string,
    removeIds: readonly string[],
    sessions: readonly StoredSession[],
    aliases: readonly { absorbedId: string; survivorId: string }[],
  ): Promise<void>;
  find(athleteId: string, id: string): Promise<StoredSession | null>;
  /** Those of `ids` that are there, ascending by start. */
  list(athleteId: string, ids: readonly string[]): Promise<SessionEvidence[]>;
  /** The surviving session of an absorbed id. */
  findSurvivor(athleteId: string, absorbedId: string): Promise<string | null>;
  /** Sessions that were derived from any of these recordings. */
  listByRecordings(athleteId: string, recordingIds: readonly string[]): Promise<StoredSession[]>;
  /** Sessions with any active time on, or starting on, the dates from…to inclusive; ascending by start. */
  listEvidence(athleteId: string, from: LocalDate, to: LocalDate): Promise<SessionEvidence[]>;
  /** Newest first, by local start date from…to inclusive. */
  page(
    athleteId: string,
    query: {
      from: LocalDate | null;
      to: LocalDate | null;
      before: { startMs: number; id: string } | null;
      limit: number;
    },
  ): Promise<SessionEvidence[]>;
  addLogged(athleteId: string, evidence: SessionEvidence, note: string | null): Promise<void>;
  /** Sessions that the athlete logged, ascending by start. */
  listLogged(athleteId: string): Promise<LoggedSession[]>;
  remove(athleteId: string, id: string): Promise<boolean>;
  /** First local date with any evidence (T10) and with strength evidence (T6). */
  firstDates(athleteId: string): Promise<{ any: LocalDate | null; strength: LocalDate | null }>;
  /** What is known of these sessions' 4×4; what is missing is recognised by the verb and saved. */
  listFourByFour(athleteId: string, sessionIds: readonly string[]): Promise<FourByFourMemory[]>;
  /** Keeps results of sessions that still stand at that revision; of any other the results are dropped. */
  saveFourByFour(
    athleteId: string,
    rows: readonly (KnownFourByFour & { readonly sessionId: string; readonly revision: string })[],
  ): Promise<void>;
}

/** What the recogniser has said of a session so far, and what it needs to say more. */
export interface FourByFourMemory {
  readonly sessionId: string;
  /** Another one as soon as the session is derived again: a result of these recordings belongs to this revision. */
  readonly revision: string;
  readonly recordingIds: readonly string[];
  /** Grows by what is recognised for who holds it. */
  readonly known: KnownFourByFour[];
}
