import type { Athlete } from '../../domain/athlete.ts';
import { cutRecording } from '../../domain/timeline/cut-recording.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { Recording, RecordingFacts } from '../../domain/timeline/recording.ts';
import { cutExtra } from './cut-extra.ts';
import { handedOutSession } from './handed-out-session.ts';
import type { PreparedUpload } from './prepare-upload.ts';
import { deriveEvidence } from '../sessions/derive-evidence.ts';
import { withAtHand } from '../sessions/with-at-hand.ts';
import { AppError } from '../errors.ts';
import { OWN_DEVICE_NAME } from '../ports/session-encoder.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { DecodeOutcome } from '../ports/file-decoder.ts';
import type { StoredSession } from '../ports/session-store.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';

export interface UploadOutcome {
  /** Null for what an archive holds besides files, and for a recording that was here before. */
  readonly id: string | null;
  readonly fileName: string;
  /** Of the decompressed file, hex. */
  readonly sha256: string | null;
  readonly status: 'imported' | 'partial' | 'duplicate' | 'rejected';
  readonly sessions: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface StoreUploadsDeps {
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
}

/** Of an upload that has been written: its outcome once the sessions are derived. */
type Written =
  | { readonly line: Upload; readonly recordings: readonly Recording[] }
  | { readonly line: Upload; readonly first: FirstTime | null };

/**
 * Stores prepared uploads in one transaction: their recordings one after another, then the sessions of all of them at
 * once, then what `alsoNote` writes of their outcomes. All of it is there, or nothing. An upload that may only repeat a
 * session of ours is stored by itself, after those before it.
 */
export function storeUploads(
  { transactions, evaluate }: StoreUploadsDeps,
  athlete: Athlete,
  uploads: readonly PreparedUpload[],
  alsoNote: (stores: Stores, outcomes: readonly UploadOutcome[]) => Promise<void> = () => Promise.resolve(),
): Promise<UploadOutcome[]> {
  return transactions.forAthlete(athlete.id, async (stores) => {
    const outcomes: UploadOutcome[] = [];
    for (const together of runsOf(uploads)) {
      outcomes.push(...(await storeTogether({ stores, evaluate }, athlete, together)));
    }
    await alsoNote(stores, outcomes);
    return outcomes;
  });
}

function runsOf(uploads: readonly PreparedUpload[]): PreparedUpload[][] {
  const runs: PreparedUpload[][] = [];
  let isOpen = false;
  for (const upload of uploads) {
    const isAlone = mayRepeatSession(upload);
    if (isOpen && !isAlone) runs.at(-1)!.push(upload);
    else runs.push([upload]);
    isOpen = !isAlone;
  }
  return runs;
}

async function storeTogether(
  deps: { readonly stores: Stores; readonly evaluate: EvaluateSession },
  athlete: Athlete,
  uploads: readonly PreparedUpload[],
): Promise<UploadOutcome[]> {
  const { stores } = deps;
  const written: Written[] = [];
  for (const upload of uploads) written.push(await write(stores, athlete, upload));
  const recordings = written.flatMap((each) => ('recordings' in each ? each.recordings : []));
  const sessions = await deriveEvidence(
    { ...deps, stores: { ...stores, recordings: withAtHand(stores.recordings, recordings) } },
    athlete,
    recordings.map(({ facts }) => facts),
  );
  const outcomes: UploadOutcome[] = [];
  for (const each of written) outcomes.push(await outcomeOf(stores, athlete.id, each, sessions));
  return outcomes;
}

async function write(stores: Stores, athlete: Athlete, upload: PreparedUpload): Promise<Written> {
  const { line, read } = upload;
  const asDuplicate = async (first: FirstTime | null): Promise<Written> => {
    // Of a job each entry is told; an upload alone was answered.
    if (line.jobId !== null) await stores.uploads.add(athlete.id, line, null);
    return { line, first };
  };
  if (read === null) return asDuplicate(null);
  const { packed, decoded } = read;
  const here = await sessionsHere(stores, athlete.id, decoded);
  if (here !== null) return asDuplicate({ id: null, sessions: here, warnings: [] });
  const status = !decoded.ok ? 'rejected' : decoded.partial ? 'partial' : 'imported';
  const warnings = decoded.ok ? decoded.warnings : [];
  const error = decoded.ok ? null : { code: decoded.code, message: decoded.message };
  const accepted: Upload = { ...line, status, warnings, error };
  // Another request, or an entry before it, was faster with the same bytes.
  if (!(await stores.uploads.add(athlete.id, accepted, packed))) return asDuplicate(null);
  const recordings = decoded.ok ? await putDecoded(stores, athlete, line.id, decoded, upload.keep) : [];
  return { line: accepted, recordings };
}

/** Of bytes that were accepted before: the sessions that they are part of today. */
export function duplicateOf(
  stores: Pick<Stores, 'uploads' | 'recordings' | 'sessions'>,
  athleteId: string,
  line: Upload,
): Promise<UploadOutcome> {
  return outcomeOf(stores, athleteId, { line, first: null }, []);
}

async function outcomeOf(
  stores: Pick<Stores, 'uploads' | 'recordings' | 'sessions'>,
  athleteId: string,
  written: Written,
  sessions: readonly StoredSession[],
): Promise<UploadOutcome> {
  const { id, fileName, sha256, status, warnings, error } = written.line;
  const line = { id, fileName, sha256, status, warnings, error };
  if ('first' in written) {
    return { ...line, ...(written.first ?? (await firstTime(stores, athleteId, sha256))) };
  }
  const ids = new Set(written.recordings.map(({ facts }) => facts.id));
  const own = sessions.filter(({ recordingIds }) => recordingIds.some((each) => ids.has(each)));
  return { ...line, sessions: own.map(({ evidence }) => evidence.id) };
}

type FirstTime = Pick<UploadOutcome, 'id' | 'sessions' | 'warnings'>;

/** What the upload of the same bytes became. */
async function firstTime(
  stores: Pick<Stores, 'uploads' | 'recordings' | 'sessions'>,
  athleteId: string,
  sha256: string,
): Promise<FirstTime> {
  const known = await stores.uploads.findBySha256(athleteId, sha256);
  if (known === null) {
    throw new AppError('conflict', 'The file was removed by another request at the same time.');
  }
  const facts = await stores.recordings.listFactsByUpload(athleteId, known.id);
  return { id: known.id, sessions: await sessionsOf(stores, athleteId, facts), warnings: known.warnings };
}

/** The sessions that this file only repeats: of live recordings of an export, or the one that it was made of. */
async function sessionsHere(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  decoded: DecodeOutcome,
): Promise<readonly string[] | null> {
  if (!decoded.ok) return null;
  const live = await liveRecordingsHere(stores, athleteId, decoded);
  if (live !== null) return live;
  const handedOut = await handedOutSession(stores, athleteId, decoded);
  return handedOut === null ? null : [handedOut];
}

/** Whether an upload may hold what `sessionsHere` finds. */
function mayRepeatSession({ read }: PreparedUpload): boolean {
  if (read === null || !read.decoded.ok) return false;
  return read.decoded.recordings.some(
    ({ recording: { facts } }) => facts.kind === 'live' || facts.device?.name === OWN_DEVICE_NAME,
  );
}

/** The sessions of live recordings that an export brings back to where they still are; null for anything else. */
async function liveRecordingsHere(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  { recordings }: DecodeOutcome & { ok: true },
): Promise<string[] | null> {
  const live = recordings.map(({ recording }) => recording.facts).filter(({ kind }) => kind === 'live');
  if (live.length === 0) return null;
  const here = await stores.recordings.load(
    athleteId,
    live.map((facts) => facts.id),
  );
  return here.length === 0 ? null : sessionsOf(stores, athleteId, live);
}

async function sessionsOf(
  stores: Pick<Stores, 'sessions'>,
  athleteId: string,
  facts: readonly RecordingFacts[],
): Promise<string[]> {
  if (facts.length === 0) return [];
  const sessions = await stores.sessions.listByRecordings(
    athleteId,
    facts.map((each) => each.id),
  );
  return sessions.map((each) => each.evidence.id);
}

/** Writes what the file tells, without what is derived of it; answers the recordings it has now. */
async function putDecoded(
  stores: Stores,
  athlete: Athlete,
  uploadId: string,
  decoded: DecodeOutcome & { ok: true },
  keep: readonly string[] | null,
): Promise<Recording[]> {
  // The lowest of a date counts, here as between uploads.
  const resting = new Map<LocalDate, number>();
  for (const { atMs, bpm } of decoded.restingHeartRates) {
    const date = localDateAt(atMs, athlete.timeZones);
    resting.set(date, Math.min(bpm, resting.get(date) ?? bpm));
  }
  for (const [date, bpm] of resting) {
    await stores.restingHeartRates.put(athlete.id, date, bpm, 'device', uploadId);
  }
  const cut = decoded.recordings.flatMap(({ recording, extra }) => {
    const parts = cutRecording(recording);
    const extras = cutExtra(extra, parts);
    return parts.map((part, i) => ({ part, extra: extras[i] ?? null }));
  });
  const kept = cut.filter(({ part }) => keep?.includes(part.facts.id) ?? true);
  // A later version may name recordings otherwise: then nothing can be told to have been removed.
  const stored = kept.length === 0 && keep?.length !== 0 ? cut : kept;
  for (const { part, extra } of stored) await stores.recordings.put(athlete.id, part, uploadId, extra);
  const removed = cut.filter((each) => !stored.includes(each));
  if (removed.length > 0) {
    const spans = removed.map(({ part: { facts } }) => ({ fromMs: facts.startMs, toMs: facts.endMs }));
    await stores.uploads.noteRemoved(athlete.id, uploadId, spans);
  }
  return stored.map(({ part }) => part);
}
