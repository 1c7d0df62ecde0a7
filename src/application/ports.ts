/**
 * What the verbs need from the outside world, and nothing more. Every call that touches an athlete's data names the
 * athlete first: a store never answers across athletes.
 */
import type { Athlete, AthleteFlag, Locale } from '../domain/athlete.ts';
import type { FourByFourEdges, FourByFourResult } from '../domain/four-by-four.ts';
import type { MaxHeartRate, MaxHeartRateSource } from '../domain/max-heart-rate.ts';
import type { Movement } from '../domain/movement.ts';
import type { Prescription } from '../domain/prescription.ts';
import type { Recording, RecordingFacts } from '../domain/recording.ts';
import type { PassiveDay, SessionEvidence } from '../domain/session.ts';
import type { IsoWeek, LocalDate } from '../domain/units.ts';
import type { ImportJobStore } from './jobs/import-job-store.ts';

export interface Clock {
  nowMs(): number;
}

export interface AthleteStore {
  create(athlete: {
    id: string;
    name: string;
    timeZone: string;
    locale: Locale;
    birthDate: LocalDate | null;
    flags: readonly AthleteFlag[];
    ownerUserId: string | null;
  }): Promise<void>;
  find(athleteId: string): Promise<Athlete | null>;
  /** Every athlete of the installation: for the operator's own commands only, never behind a route. */
  listIds(): Promise<string[]>;
  /** The athlete that a signed-in user owns. */
  findIdByOwner(userId: string): Promise<string | null>;
  /** Gives the installation's only athlete, where nobody owns it, to this user; answers its id when that happened. */
  adoptOnly(userId: string): Promise<string | null>;
  update(
    athleteId: string,
    changes: { name?: string; locale?: Locale; birthDate?: LocalDate | null; flags?: readonly AthleteFlag[] },
  ): Promise<void>;
  /** Replaces a value of the same date. */
  putTimeZone(athleteId: string, validFrom: LocalDate, timeZone: string): Promise<void>;
  /** Removes the athlete and every row of theirs in every table. */
  erase(athleteId: string): Promise<void>;
}

export interface MaxHeartRateStore {
  list(athleteId: string): Promise<MaxHeartRate[]>;
  add(
    athleteId: string,
    value: {
      id: string;
      bpm: number;
      source: MaxHeartRateSource;
      validFrom: LocalDate;
      method: string | null;
      createdAtMs: number;
    },
  ): Promise<void>;
  /** True when it existed. */
  remove(athleteId: string, id: string): Promise<boolean>;
}

export interface PrescriptionStore {
  /** Ascending by validFrom. The built-in default is not stored. */
  list(athleteId: string): Promise<Prescription[]>;
  add(athleteId: string, prescription: Prescription, createdAtMs: number): Promise<void>;
}

export interface ExcusedWeekStore {
  list(athleteId: string): Promise<{ week: IsoWeek; reason: string | null }[]>;
  put(athleteId: string, week: IsoWeek, reason: string | null): Promise<void>;
  remove(athleteId: string, week: IsoWeek): Promise<boolean>;
}

export type RestingSource = 'device' | 'monitoring' | 'guided' | 'entered';

export interface RestingHeartRateStore {
  list(
    athleteId: string,
    from: LocalDate,
    to: LocalDate,
  ): Promise<{ date: LocalDate; bpm: number; source: RestingSource }[]>;
  put(
    athleteId: string,
    date: LocalDate,
    bpm: number,
    source: RestingSource,
    uploadId: string | null,
  ): Promise<void>;
  /** Values that nothing but a person brought: entered, or measured in a guided test. Ascending by date. */
  listEntered(athleteId: string): Promise<{ date: LocalDate; bpm: number; source: 'guided' | 'entered' }[]>;
  /** Replaces what all-day monitoring says of these dates by `values`. */
  replaceMonitored(
    athleteId: string,
    dates: readonly LocalDate[],
    values: readonly { date: LocalDate; bpm: number }[],
  ): Promise<void>;
}

export type UploadStatus = 'imported' | 'partial' | 'rejected';

export interface Upload {
  id: string;
  fileName: string;
  /** Of the decompressed file, hex. */
  sha256: string;
  sizeBytes: number;
  status: UploadStatus;
  warnings: readonly { code: string; message: string }[];
  error: { code: string; message: string } | null;
  createdAtMs: number;
  jobId: string | null;
}

export interface UploadStore {
  /** Stores the bytes (compressed) and the outcome. Returns false when (athlete, sha256) is already there (accepted before). */
  add(athleteId: string, upload: Upload, bytes: Uint8Array): Promise<boolean>;
  /** The accepted upload with these bytes, if any. Rejected files are logged but never known. */
  findBySha256(athleteId: string, sha256: string): Promise<Upload | null>;
  find(athleteId: string, id: string): Promise<Upload | null>;
  /** Newest first; with `jobId` only those of one import job. */
  list(
    athleteId: string,
    page: { limit: number; before: { createdAtMs: number; id: string } | null; jobId?: string | null },
  ): Promise<Upload[]>;
  readBytes(athleteId: string, id: string): Promise<Uint8Array | null>;
  remove(athleteId: string, id: string): Promise<boolean>;
}

export interface RecordingStore {
  /** Packs and stores. A recording is immutable: adding an id again replaces it whole (live reopened by late items). */
  put(
    athleteId: string,
    recording: Recording,
    uploadId: string | null,
    extra: RecordingExtra | null,
  ): Promise<void>;
  /** Recordings whose [startMs, endMs] touches the window, monitoring apart by kind. */
  listFacts(athleteId: string, fromMs: number, toMs: number): Promise<RecordingFacts[]>;
  load(athleteId: string, ids: readonly string[]): Promise<Recording[]>;
  listFactsByUpload(athleteId: string, uploadId: string): Promise<RecordingFacts[]>;
  /** Null when the recording is not there or came with nothing but heart rate. */
  loadExtra(athleteId: string, id: string): Promise<RecordingExtra | null>;
  /** The uploads that these recordings came from; live recordings have none. */
  listUploadIds(athleteId: string, ids: readonly string[]): Promise<string[]>;
  remove(athleteId: string, ids: readonly string[]): Promise<void>;
}

/** What a source knows besides heart rate, kept for the reader and for re-decoding, never used by a rule. */
export interface RecordingExtra {
  readonly laps?: readonly { startMs: number; endMs: number }[];
  /** RR intervals in 1/1024 s, per item index. */
  readonly rr?: readonly (readonly number[] | null)[];
  /** What an all-day source saw of movement, ascending (Z11). The one part of this that a rule reads. */
  readonly movement?: readonly Movement[];
}

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

export interface KnownFourByFour {
  readonly edges: FourByFourEdges;
  readonly result: FourByFourResult;
}

/** What the recogniser has said of a session so far, and what it needs to say more. */
export interface FourByFourMemory {
  readonly sessionId: string;
  /** Another one as soon as the session is derived anew: a result of these recordings belongs to this revision. */
  readonly revision: string;
  readonly recordingIds: readonly string[];
  readonly known: readonly KnownFourByFour[];
}

/** Everything stored that the verdicts on a span of local dates rest on, as it stood at one instant. */
export interface WeekEvidence {
  readonly athlete: Athlete;
  readonly maxHeartRates: readonly MaxHeartRate[];
  readonly prescriptions: readonly Prescription[];
  readonly excusedWeeks: readonly IsoWeek[];
  /** From `RESTING_LOOK_BACK_DAYS` before the span, and the very first. */
  readonly restingHeartRates: readonly { date: LocalDate; bpm: number; source: RestingSource }[];
  /** With any active time on, or starting on, a date of the span; ascending by start. */
  readonly sessions: readonly SessionEvidence[];
  readonly fourByFour: readonly FourByFourMemory[];
  readonly passiveDays: readonly PassiveDay[];
  readonly first: { readonly any: LocalDate | null; readonly strength: LocalDate | null };
  /**
   * Names everything that verdicts on the weeks of the `past` asked for rest on: equal only while none of it has
   * changed. Null when no past was asked for.
   */
  readonly pastFingerprint: string | null;
}

export interface WeekEvidenceStore {
  /** In one snapshot. Null when there is no such athlete. */
  read(
    athleteId: string,
    span: { readonly from: LocalDate; readonly to: LocalDate },
    past: { readonly from: LocalDate; readonly to: LocalDate } | null,
  ): Promise<WeekEvidence | null>;
}

export interface PassiveStore {
  replaceDays(athleteId: string, dates: readonly LocalDate[], days: readonly PassiveDay[]): Promise<void>;
  list(athleteId: string, from: LocalDate, to: LocalDate): Promise<PassiveDay[]>;
  /** Every date that has one, ascending. */
  listDates(athleteId: string): Promise<LocalDate[]>;
}

export type Scope = 'live' | 'upload' | 'read' | 'manage';

export interface DeviceToken {
  id: string;
  name: string;
  scopes: readonly Scope[];
  createdAtMs: number;
  lastSeenAtMs: number | null;
  revokedAtMs: number | null;
}

export interface DeviceTokenStore {
  add(athleteId: string, token: DeviceToken, tokenHash: Uint8Array): Promise<void>;
  list(athleteId: string): Promise<DeviceToken[]>;
  /** An unrevoked token by its hash. */
  findByHash(athleteId: string, tokenHash: Uint8Array): Promise<DeviceToken | null>;
  touch(athleteId: string, id: string, atMs: number): Promise<void>;
  revoke(athleteId: string, id: string, atMs: number): Promise<boolean>;
}

/** All stores of one database handle: the pool, or one transaction. */
export interface Stores {
  readonly athletes: AthleteStore;
  readonly maxHeartRates: MaxHeartRateStore;
  readonly prescriptions: PrescriptionStore;
  readonly excusedWeeks: ExcusedWeekStore;
  readonly restingHeartRates: RestingHeartRateStore;
  readonly uploads: UploadStore;
  readonly recordings: RecordingStore;
  readonly sessions: SessionStore;
  readonly weekEvidence: WeekEvidenceStore;
  readonly passive: PassiveStore;
  readonly deviceTokens: DeviceTokenStore;
  readonly importJobs: ImportJobStore;
}

/** Runs `work` in one transaction that holds the athlete's lock: whatever changes derived data is serial per athlete. */
export interface Transactions {
  forAthlete<T>(athleteId: string, work: (stores: Stores) => Promise<T>): Promise<T>;
}

/** What a decoder makes of a file's bytes. Runs off the event loop; never throws for bad content. */
export type DecodeOutcome =
  | {
      readonly ok: true;
      readonly recordings: readonly {
        readonly recording: Recording;
        readonly extra: RecordingExtra | null;
      }[];
      readonly restingHeartRates: readonly { readonly atMs: number; readonly bpm: number }[];
      /** True when a part could not be read and the rest was kept. */
      readonly partial: boolean;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface FileDecoder {
  /** Takes a gzip layer off, within the decoder's bounds; other bytes are answered as they are. */
  unpack(
    bytes: Uint8Array,
  ): Promise<
    | { readonly ok: true; readonly bytes: Uint8Array }
    | { readonly ok: false; readonly code: string; readonly message: string }
  >;
  /** `bytes` may be transferred to a worker: the caller must not use it afterwards. */
  decode(fileName: string, bytes: Uint8Array): Promise<DecodeOutcome>;
}
