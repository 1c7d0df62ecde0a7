import type { Athlete } from '../../domain/athlete.ts';
import { cutRecording } from '../../domain/timeline/cut-recording.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { cutExtra } from './cut-extra.ts';
import { handedOutSession } from './handed-out-session.ts';
import { deriveEvidence } from '../sessions/derive-evidence.ts';
import { withAtHand } from '../sessions/with-at-hand.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import type { DecodeOutcome, FileDecoder } from '../ports/file-decoder.ts';
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

export interface IngestUploadDeps {
  readonly stores: Pick<Stores, 'athletes' | 'uploads' | 'recordings' | 'sessions'>;
  readonly transactions: Transactions;
  readonly decoder: FileDecoder;
  readonly evaluate: EvaluateSession;
  readonly clock: Clock;
  readonly newId: () => string;
}

const STRENGTH = 'strength_training';

/** As an entry of an import job: done again under the same id, it answers what was done. */
export interface JobEntry {
  readonly jobId: string;
  readonly uploadId: string;
}

export type IngestUpload = (input: {
  athleteId: string;
  fileName: string;
  bytes: Uint8Array;
  job?: JobEntry;
  /** Of an export: the recordings that the athlete had not removed. Null or absent: all. */
  keep?: readonly string[] | null;
  /** The sport by a vendor's list, for a file that does not say it. */
  sport?: string | null;
}) => Promise<UploadOutcome>;

/**
 * One uploaded file becomes recordings and sessions, whole or not at all. It is known by its decompressed bytes: the
 * same ride again, gzipped or out of an archive, is a `duplicate` that names the sessions of the first time. A file that
 * can't be read is logged as `rejected` with a reason and stores nothing else.
 *
 * @throws AppError `invalid_state` when its job was cancelled or undone meanwhile.
 */
export function ingestUpload(deps: IngestUploadDeps): IngestUpload {
  return async ({ athleteId, fileName, bytes, job, keep = null, sport = null }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const done = job === undefined ? null : await deps.stores.uploads.find(athleteId, job.uploadId);
    if (done !== null) return outcomeOf(deps.stores, athleteId, fileName, done, done.status);

    const unpacked = await deps.decoder.unpack(bytes);
    const content = unpacked.ok ? unpacked.bytes : bytes;
    const { sha256 } = unpacked;
    const known = await deps.stores.uploads.findBySha256(athleteId, sha256);
    if (known !== null && job === undefined) {
      return outcomeOf(deps.stores, athleteId, fileName, known, 'duplicate');
    }
    // A copy in any case: `slice` of a Buffer is a view, and the decoder may take the bytes away.
    const original = new Uint8Array(content);
    const read =
      known !== null
        ? null
        : await Promise.all([
            deps.stores.uploads.pack(original),
            unpacked.ok ? deps.decoder.decode(content, athlete.timeZones) : unpacked,
          ]);
    const line: Upload = {
      id: job?.uploadId ?? deps.newId(),
      fileName,
      sha256,
      sizeBytes: original.byteLength,
      status: 'duplicate',
      warnings: [],
      error: null,
      createdAtMs: deps.clock.nowMs(),
      jobId: job?.jobId ?? null,
    };
    return deps.transactions.forAthlete(athleteId, async (stores) => {
      if (job !== undefined && !(await stores.importJobs.isRunning(athleteId, job.jobId))) {
        throw new AppError('invalid_state', 'The import was stopped.');
      }
      // A runner that was taken for dead may have come this far.
      const done = job === undefined ? null : await stores.uploads.find(athleteId, job.uploadId);
      if (done !== null) return outcomeOf(stores, athleteId, fileName, done, done.status);
      const asDuplicate = async (first: FirstTime): Promise<UploadOutcome> => {
        if (job !== undefined) await stores.uploads.add(athleteId, line, null);
        return { ...line, ...first };
      };
      if (read === null) return asDuplicate(await firstTime(stores, athleteId, sha256));
      const packed = read[0];
      const decoded = withSport(read[1], sport);
      const here = await sessionsHere(stores, athleteId, decoded);
      if (here !== null) return asDuplicate({ id: null, sessions: here, warnings: [] });
      const status = !decoded.ok ? 'rejected' : decoded.partial ? 'partial' : 'imported';
      const warnings = decoded.ok ? decoded.warnings : [];
      const error = decoded.ok ? null : { code: decoded.code, message: decoded.message };
      const isNew = await stores.uploads.add(athleteId, { ...line, status, warnings, error }, packed);
      // Another request was faster with the same bytes.
      if (!isNew) return asDuplicate(await firstTime(stores, athleteId, sha256));
      const sessions = decoded.ok
        ? await storeDecoded({ stores, evaluate: deps.evaluate }, athlete, line.id, decoded, keep)
        : [];
      return { id: line.id, fileName, sha256, status, sessions, warnings, error };
    });
  };
}

/** A list's sport is taken where the file has none, and strength in any case: platforms write it as something else (T6). */
function withSport(decoded: DecodeOutcome, sport: string | null): DecodeOutcome {
  if (!decoded.ok || sport === null) return decoded;
  const recordings = decoded.recordings.map(({ recording, extra }) => {
    const { facts, items } = recording;
    const isKept = facts.kind !== 'file' || (facts.sport !== null && sport !== STRENGTH);
    return { recording: isKept ? recording : { facts: { ...facts, sport }, items }, extra };
  });
  return { ...decoded, recordings };
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

/** What was stored at an earlier time, with the sessions that its recordings are part of today. */
async function outcomeOf(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  fileName: string,
  { id, sha256, warnings, error }: Upload,
  status: UploadOutcome['status'],
): Promise<UploadOutcome> {
  const facts = await stores.recordings.listFactsByUpload(athleteId, id);
  const sessions = await sessionsOf(stores, athleteId, facts);
  return { id, fileName, sha256, status, sessions, warnings, error };
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

async function storeDecoded(
  deps: { readonly stores: Stores; readonly evaluate: EvaluateSession },
  athlete: Athlete,
  uploadId: string,
  decoded: DecodeOutcome & { ok: true },
  keep: readonly string[] | null,
): Promise<string[]> {
  const { stores } = deps;
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
  const parts = stored.map(({ part }) => part);
  const sessions = await deriveEvidence(
    { ...deps, stores: { ...stores, recordings: withAtHand(stores.recordings, parts) } },
    athlete,
    parts.map(({ facts }) => facts),
  );
  const ids = new Set(parts.map(({ facts }) => facts.id));
  return sessions
    .filter(({ recordingIds }) => recordingIds.some((id) => ids.has(id)))
    .map(({ evidence }) => evidence.id);
}
