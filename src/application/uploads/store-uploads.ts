import type { Athlete } from '../../domain/athlete.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { PreparedUpload, ReadFile } from './prepare-upload.ts';
import { listRepeated, mayRepeatSession, sessionsOf } from './repeated-sessions.ts';
import { deriveEvidence } from '../sessions/derive-evidence.ts';
import { type AtHand, withAtHand } from '../sessions/with-at-hand.ts';
import { AppError } from '../errors.ts';
import type { EvaluateEvidence, EvaluateSession } from '../ports/evaluate-session.ts';
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

/** What is here of the bytes and the hours of uploads before they are stored; `accepted` where it was asked. */
interface Around {
  readonly repeated: ReadonlyMap<string, readonly string[]>;
  readonly accepted: ReadonlySet<string>;
  readonly atHand: AtHand;
}

/**
 * Stores prepared uploads in one transaction: their recordings one after another, then the sessions of all of them at
 * once, then what `alsoNote` writes of their outcomes. All of it is there, or nothing. An upload that may only repeat a
 * session of ours is stored by itself, after those before it.
 */
export async function storeUploads(
  deps: StoreUploadsDeps,
  athlete: Athlete,
  uploads: readonly PreparedUpload[],
  alsoNote: AlsoNote = () => Promise.resolve(),
): Promise<UploadOutcome[]> {
  try {
    return await storeOnce(deps, athlete, uploads, alsoNote, false);
  } catch (fault) {
    if (!(fault instanceof Overtaken)) throw fault;
    return storeOnce(deps, athlete, uploads, alsoNote, true);
  }
}

type AlsoNote = (stores: Stores, outcomes: readonly UploadOutcome[]) => Promise<void>;

/** Bytes that were looked for when they came have been accepted since. */
class Overtaken extends Error {}

/** With `looksAgain` bytes are looked for once more, now that nobody else can store any. */
function storeOnce(
  { transactions, evaluate }: StoreUploadsDeps,
  athlete: Athlete,
  uploads: readonly PreparedUpload[],
  alsoNote: AlsoNote,
  looksAgain: boolean,
): Promise<UploadOutcome[]> {
  const [first = [], ...others] = runsOf(uploads);
  const look = (stores: Stores, together: readonly PreparedUpload[]): Promise<Around> =>
    lookAround(stores, athlete.id, together, looksAgain);
  return transactions.forAthleteReading(
    athlete.id,
    (stores) => look(stores, first),
    async (stores, around) => {
      const deps = { stores, evaluate: evaluateOnce(evaluate, athlete.timeZones, uploads) };
      const outcomes = await storeTogether(deps, athlete, first, around);
      for (const together of others) {
        outcomes.push(...(await storeTogether(deps, athlete, together, await look(stores, together))));
      }
      await alsoNote(stores, outcomes);
      return outcomes;
    },
  );
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

/** Reads only. */
async function lookAround(
  stores: Stores,
  athleteId: string,
  uploads: readonly PreparedUpload[],
  looksAgain: boolean,
): Promise<Around> {
  const recordings = uploads.flatMap(({ read }) => read?.stored ?? []);
  const sha256s = looksAgain ? uploads.map(({ line }) => line.sha256) : [];
  const atHand = withAtHand(stores, athleteId, recordings);
  const [repeated, accepted] = await Promise.all([
    listRepeated(stores, athleteId, uploads),
    stores.uploads.listAccepted(athleteId, sha256s),
    atHand.readAhead(),
  ]);
  return { repeated, accepted, atHand };
}

async function storeTogether(
  deps: { readonly stores: Stores; readonly evaluate: EvaluateEvidence },
  athlete: Athlete,
  uploads: readonly PreparedUpload[],
  around: Around,
): Promise<UploadOutcome[]> {
  const { stores } = deps;
  const { repeated } = around;
  const own = listNew(uploads, around);
  const recordings = recordingsOf(own);
  const isAll = own.length === uploads.filter(({ read }) => read !== null).length;
  const atHand = isAll ? around.atHand : withAtHand(stores, athlete.id, recordings);
  // Of a job each entry is told; an upload alone was answered.
  const told = uploads.filter(
    ({ line }) => line.jobId !== null && !own.some(({ upload }) => upload.id === line.id),
  );
  // In this order on their way, for recordings refer to their upload.
  const adding = stores.uploads.add(athlete.id, [
    ...own,
    ...told.map(({ line }) => ({ upload: line, packed: null })),
  ]);
  const writing = Promise.all([
    putRead(stores, athlete, own),
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
  ]);
  // Fails too where an upload was not added, and says less.
  writing.catch(() => undefined);
  if ((await adding).size < own.length + told.length) throw new Overtaken();
  const [, sessions] = await writing;
  const outcomes: UploadOutcome[] = [];
  for (const { line } of uploads) {
    const accepted = own.find(({ upload }) => upload.id === line.id);
    const repeats = repeated.get(line.id);
    if (accepted !== undefined) {
      outcomes.push({ ...withoutSessions(accepted.upload), sessions: sessionsMadeOf(accepted, sessions) });
    } else if (repeats !== undefined) {
      outcomes.push({ ...withoutSessions(line), id: null, sessions: repeats });
    } else {
      // Another request, or an entry before it, was faster with the same bytes.
      outcomes.push(await duplicateOf(stores, athlete.id, line));
    }
  }
  return outcomes;
}

/** Those whose bytes are not here yet: of the same among them the first. */
function listNew(uploads: readonly PreparedUpload[], { repeated, accepted }: Around): ReadUpload[] {
  const here = new Set(accepted);
  return uploads.flatMap(({ line, read }): ReadUpload[] => {
    if (read === null || repeated.has(line.id)) return [];
    const upload = acceptedAs(line, read.decoded);
    if (upload.status === 'rejected') return [{ ...read, upload }];
    if (here.has(line.sha256)) return [];
    here.add(line.sha256);
    return [{ ...read, upload }];
  });
}

/** Answers what was evaluated before of recordings that turn out to be sessions by themselves. */
function evaluateOnce(
  evaluate: EvaluateSession,
  timeZones: Athlete['timeZones'],
  uploads: readonly PreparedUpload[],
): EvaluateEvidence {
  const stored = uploads.flatMap(({ read }) => read?.stored ?? []);
  const known = new Map(stored.map(({ recording, alone }) => [recording, alone]));
  return (recordings, zones) => {
    const [only] = recordings;
    const alone =
      recordings.length === 1 && only !== undefined && zones === timeZones ? known.get(only) : null;
    return alone ?? evaluate(recordings, zones);
  };
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
