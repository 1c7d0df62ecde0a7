import type { Athlete } from '../domain/athlete.ts';
import { cutRecording } from '../domain/cut-recording.ts';
import { localDateAt } from '../domain/local-time.ts';
import type { RecordingFacts } from '../domain/recording.ts';
import { cutExtra } from './cut-extra.ts';
import { deriveEvidence } from './derive-evidence.ts';
import { AppError } from './errors.ts';
import type { Clock, DecodeOutcome, FileDecoder, Stores, Transactions, Upload } from './ports.ts';

export interface UploadOutcome {
  readonly id: string;
  readonly fileName: string;
  /** Of the decompressed file, hex. */
  readonly sha256: string;
  readonly status: 'imported' | 'partial' | 'duplicate' | 'rejected';
  readonly sessions: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface IngestUploadDeps {
  readonly stores: Pick<Stores, 'athletes' | 'uploads' | 'recordings' | 'sessions'>;
  readonly transactions: Transactions;
  readonly decoder: FileDecoder;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sha256Hex: (data: Uint8Array) => string;
}

export type IngestUpload = (input: {
  athleteId: string;
  fileName: string;
  bytes: Uint8Array;
  jobId?: string;
}) => Promise<UploadOutcome>;

const NOTHING = new Uint8Array(0);

/**
 * One uploaded file becomes recordings and sessions, whole or not at all. The same bytes again are a `duplicate` that
 * names the sessions of the first time. A file that can't be read is logged as `rejected` with a reason and stores
 * nothing else.
 */
export function ingestUpload(deps: IngestUploadDeps): IngestUpload {
  return async ({ athleteId, fileName, bytes, jobId }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    const sha256 = deps.sha256Hex(bytes);
    const known = await deps.stores.uploads.findBySha256(athleteId, sha256);
    if (known !== null) return duplicateOf(deps.stores, athleteId, fileName, known);

    const original = bytes.slice();
    const decoded = await deps.decoder.decode(fileName, bytes);
    const upload: Upload = {
      id: deps.newId(),
      fileName,
      sha256,
      sizeBytes: original.byteLength,
      status: !decoded.ok ? 'rejected' : decoded.partial ? 'partial' : 'imported',
      warnings: decoded.ok ? decoded.warnings : [],
      error: decoded.ok ? null : { code: decoded.code, message: decoded.message },
      createdAtMs: deps.clock.nowMs(),
      jobId: jobId ?? null,
    };
    return deps.transactions.forAthlete(athleteId, async (stores) => {
      if (!(await stores.uploads.add(athleteId, upload, decoded.ok ? original : NOTHING))) {
        const first = await stores.uploads.findBySha256(athleteId, sha256);
        if (first !== null) return duplicateOf(stores, athleteId, fileName, first);
        throw new AppError('conflict', 'The file was changed by another request at the same time.');
      }
      const sessions = decoded.ok ? await storeDecoded(stores, athlete, upload.id, decoded) : [];
      const { id, status, warnings, error } = upload;
      return { id, fileName, sha256, status, sessions, warnings, error };
    });
  };
}

async function duplicateOf(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  fileName: string,
  known: Upload,
): Promise<UploadOutcome> {
  const facts = await stores.recordings.listFactsByUpload(athleteId, known.id);
  const sessions = await stores.sessions.listByRecordings(
    athleteId,
    facts.map((each) => each.id),
  );
  return {
    id: known.id,
    fileName,
    sha256: known.sha256,
    status: 'duplicate',
    sessions: sessions.map((each) => each.evidence.id),
    warnings: known.warnings,
    error: null,
  };
}

async function storeDecoded(
  stores: Stores,
  athlete: Athlete,
  uploadId: string,
  decoded: DecodeOutcome & { ok: true },
): Promise<string[]> {
  for (const each of decoded.restingHeartRates) {
    const date = localDateAt(each.atMs, athlete.timeZones);
    await stores.restingHeartRates.put(athlete.id, date, each.bpm, 'device', uploadId);
  }
  const stored: RecordingFacts[] = [];
  for (const { recording, extra } of decoded.recordings) {
    const parts = cutRecording(recording);
    const extras = cutExtra(extra, parts);
    for (const [i, part] of parts.entries()) {
      await stores.recordings.put(athlete.id, part, uploadId, extras[i] ?? null);
      stored.push(part.facts);
    }
  }
  await deriveEvidence(stores, athlete, stored);
  const sessions = await stores.sessions.listByRecordings(
    athlete.id,
    stored.map((facts) => facts.id),
  );
  return sessions.map((each) => each.evidence.id);
}
