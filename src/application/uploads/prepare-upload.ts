import type { Athlete } from '../../domain/athlete.ts';
import type { Recording } from '../../domain/timeline/recording.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvaluateEvidence, EvaluateSession } from '../ports/evaluate-session.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { DecodedRecording, DecodeOutcome, FileDecoder, UnpackedFile } from '../ports/file-decoder.ts';
import type { PackedRecording, RecordingStore } from '../ports/recording-store.ts';
import { cutDecoded } from './cut-decoded.ts';
import type { PackedBytes, Upload, UploadStore } from '../ports/upload-store.ts';

export interface PrepareUploadDeps {
  readonly stores: {
    readonly uploads: Pick<UploadStore, 'listAccepted' | 'pack'>;
    readonly recordings: Pick<RecordingStore, 'pack'>;
  };
  readonly decoder: FileDecoder;
  readonly evaluate: EvaluateSession;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface UploadFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The same, compressed as it came: kept instead of being compressed here. */
  readonly gzip?: Uint8Array | null;
  /** Of the import job that it is an entry of. */
  readonly jobId?: string;
  /** Of an export: the recordings that the athlete had not removed. Null or absent: all. */
  readonly keep?: readonly string[] | null;
  /** The sport by a vendor's list, for a file that does not say it. */
  readonly sport?: string | null;
}

/** A file that has been read and can be stored, more than once if storing it failed. */
export interface PreparedUpload {
  /** As a duplicate. */
  readonly line: Upload;
  /** Null for bytes that were accepted before. */
  readonly read: ReadFile | null;
}

export interface ReadFile {
  readonly packed: PackedBytes | null;
  readonly decoded: DecodeOutcome;
  readonly stored: readonly ReadRecording[];
  /** Hours of recordings that the athlete had removed. */
  readonly removed: readonly Span[];
}

export interface ReadRecording extends DecodedRecording {
  readonly packed: PackedRecording;
  /** The session that it is by itself, as nearly every one is; null of all-day monitoring. */
  readonly alone: ReturnType<EvaluateEvidence> | null;
}

const STRENGTH = 'strength_training';

/** One whose bytes can be looked for. */
export interface UnpackedUpload {
  readonly file: UploadFile;
  readonly line: Upload;
  readonly unpacked: UnpackedFile;
}

/** The first step, which needs nothing of the athlete but who it is. */
export async function unpackUpload(
  deps: Pick<PrepareUploadDeps, 'decoder' | 'clock' | 'newId'>,
  file: UploadFile,
): Promise<UnpackedUpload> {
  const unpacked = await deps.decoder.unpack(file.bytes, file.gzip ?? null);
  const line: Upload = {
    id: deps.newId(),
    fileName: file.fileName,
    sha256: unpacked.sha256,
    sizeBytes: (unpacked.ok ? unpacked.bytes : file.bytes).byteLength,
    status: 'duplicate',
    warnings: [],
    error: null,
    createdAtMs: deps.clock.nowMs(),
    jobId: file.jobId ?? null,
  };
  return { file, line, unpacked };
}

/** Decodes, compresses and evaluates a file, before any transaction: nobody waits for it. */
export async function readUpload(
  deps: PrepareUploadDeps,
  timeZones: Athlete['timeZones'],
  { file, line, unpacked }: UnpackedUpload,
  accepted: ReadonlySet<string>,
): Promise<PreparedUpload> {
  if (accepted.has(line.sha256)) return { line, read: null };
  const content = unpacked.ok ? unpacked.bytes : file.bytes;
  const compressed = unpacked.ok ? unpacked.gzip : null;
  const [packed, read] = await Promise.all([
    // A copy in any case: `slice` of a Buffer is a view, and the decoder may take the bytes away.
    compressed === null ? deps.stores.uploads.pack(new Uint8Array(content)) : { gzip: compressed },
    readContent(deps, timeZones, unpacked, file),
  ]);
  return { line, read: { packed, ...read } };
}

async function readContent(
  { decoder, evaluate, stores }: PrepareUploadDeps,
  timeZones: Athlete['timeZones'],
  unpacked: UnpackedFile,
  { keep = null, sport = null }: UploadFile,
): Promise<Omit<ReadFile, 'packed'>> {
  const decoded = withSport(unpacked.ok ? await decoder.decode(unpacked.bytes, timeZones) : unpacked, sport);
  const { stored, removed } = cutDecoded(decoded, keep);
  const packed = await stores.recordings.pack(stored);
  const read = stored.map((each, i) => ({
    ...each,
    packed: packed[i]!,
    alone: sessionAlone(evaluate, each.recording, timeZones),
  }));
  return { decoded, stored: read, removed };
}

/** Not waited for: a transaction that opens meanwhile looks for others of its hours first. */
function sessionAlone(
  evaluate: EvaluateSession,
  recording: Recording,
  timeZones: Athlete['timeZones'],
): ReadRecording['alone'] {
  if (recording.facts.kind === 'monitoring') return null;
  // Without its timeline, as it waits until it is stored.
  const alone = evaluate([recording], timeZones).then(({ evidence }) => ({ evidence }));
  // Of one that is no session by itself nobody asks.
  alone.catch(() => undefined);
  return alone;
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
