import type { Athlete } from '../../domain/athlete.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { handedOutSession } from './handed-out-session.ts';
import type { PreparedUpload, ReadFile } from './prepare-upload.ts';
import { deriveEvidence } from '../sessions/derive-evidence.ts';
import { withAtHand } from '../sessions/with-at-hand.ts';
import { AppError } from '../errors.ts';
import { OWN_DEVICE_NAME } from '../ports/session-encoder.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { DecodedRecording, DecodeOutcome } from '../ports/file-decoder.ts';
import type { StoredSession } from '../ports/session-store.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { AddedUpload, Upload } from '../ports/upload-store.ts';

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

/** One that may be stored, as it will stand in the log. */
interface ReadUpload extends AddedUpload, ReadFile {}

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
  const repeated = await listRepeated(stores, athlete.id, uploads);
  const read = uploads.flatMap((each): ReadUpload[] => {
    if (each.read === null || repeated.has(each.line.id)) return [];
    return [{ ...each.read, upload: acceptedAs(each.line, each.read.decoded) }];
  });
  const all = withAtHand(stores, athlete.id, recordingsOf(read));
  const [added] = await Promise.all([stores.uploads.add(athlete.id, read), all.readAhead()]);
  const own = read.filter(({ upload }) => added.has(upload.id));
  const recordings = recordingsOf(own);
  const atHand = own.length === read.length ? all : withAtHand(stores, athlete.id, recordings);
  // Of a job each entry is told; an upload alone was answered.
  const told = uploads.filter(({ line }) => !added.has(line.id) && line.jobId !== null);
  const [sessions] = await Promise.all([
    deriveEvidence(
      {
        ...deps,
        stores: {
          ...stores,
          recordings: atHand.recordings,
          sessions: { ...stores.sessions, ...atHand.sessions },
        },
      },
      athlete,
      recordings.map(({ recording }) => recording.facts),
    ),
    putRead(stores, athlete, own),
    stores.uploads.add(
      athlete.id,
      told.map(({ line }) => ({ upload: line, packed: null })),
    ),
  ]);
  const outcomes: UploadOutcome[] = [];
  for (const { line } of uploads) {
    const accepted = own.find(({ upload }) => upload.id === line.id);
    const repeats = repeated.get(line.id);
    if (accepted !== undefined) {
      outcomes.push({ ...withoutSessions(accepted.upload), sessions: sessionsMadeOf(accepted, sessions) });
    } else if (repeats !== undefined) {
      outcomes.push({ ...withoutSessions(line), ...repeats });
    } else {
      // Another request, or an entry before it, was faster with the same bytes.
      outcomes.push(await duplicateOf(stores, athlete.id, line));
    }
  }
  return outcomes;
}

function recordingsOf(uploads: readonly ReadUpload[]): DecodedRecording[] {
  return uploads.flatMap(({ stored }) => stored);
}

function acceptedAs(line: Upload, decoded: DecodeOutcome): Upload {
  if (decoded.ok)
    return { ...line, status: decoded.partial ? 'partial' : 'imported', warnings: decoded.warnings };
  const { code, message } = decoded;
  return { ...line, status: 'rejected', error: { code, message } };
}

/** Uploads that only repeat sessions that are here, by their ids. */
async function listRepeated(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  uploads: readonly PreparedUpload[],
): Promise<ReadonlyMap<string, FirstTime>> {
  const repeated = new Map<string, FirstTime>();
  for (const { line, read } of uploads.filter(mayRepeatSession)) {
    const sessions = await sessionsHere(stores, athleteId, read!.decoded);
    if (sessions !== null) repeated.set(line.id, { id: null, sessions, warnings: [] });
  }
  return repeated;
}

/** Of bytes that were accepted before: the sessions that they are part of today. */
export async function duplicateOf(
  stores: Pick<Stores, 'uploads' | 'recordings' | 'sessions'>,
  athleteId: string,
  line: Upload,
): Promise<UploadOutcome> {
  return { ...withoutSessions(line), ...(await firstTime(stores, athleteId, line.sha256)) };
}

function withoutSessions({ id, fileName, sha256, status, warnings, error }: Upload): UploadOutcome {
  return { id, fileName, sha256, status, sessions: [], warnings, error };
}

function sessionsMadeOf({ stored }: ReadUpload, sessions: readonly StoredSession[]): string[] {
  const ids = new Set(stored.map(({ recording }) => recording.facts.id));
  const own = sessions.filter(({ recordingIds }) => recordingIds.some((each) => ids.has(each)));
  return own.map(({ evidence }) => evidence.id);
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

/** Writes what the files tell, without what is derived of it. */
async function putRead(stores: Stores, athlete: Athlete, uploads: readonly ReadUpload[]): Promise<void> {
  const removals = uploads.filter(({ removed }) => removed.length > 0);
  await Promise.all([
    stores.restingHeartRates.put(
      athlete.id,
      uploads.flatMap(({ upload, decoded }) => {
        const lowest = decoded.ok ? lowestOfDates(decoded.restingHeartRates, athlete) : [];
        return lowest.map(([date, bpm]) => ({ date, bpm, source: 'device' as const, uploadId: upload.id }));
      }),
    ),
    stores.recordings.put(
      athlete.id,
      uploads.flatMap(({ upload, stored }) => stored.map((part) => ({ ...part, uploadId: upload.id }))),
    ),
    ...removals.map(({ upload, removed }) => stores.uploads.noteRemoved(athlete.id, upload.id, removed)),
  ]);
}

/** The lowest of a date counts, here as between uploads. */
function lowestOfDates(
  values: (DecodeOutcome & { ok: true })['restingHeartRates'],
  { timeZones }: Athlete,
): [LocalDate, number][] {
  const lowest = new Map<LocalDate, number>();
  for (const { atMs, bpm } of values) {
    const date = localDateAt(atMs, timeZones);
    lowest.set(date, Math.min(bpm, lowest.get(date) ?? bpm));
  }
  return [...lowest];
}
