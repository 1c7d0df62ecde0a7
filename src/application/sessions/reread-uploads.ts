import type { Athlete } from '../../domain/athlete.ts';
import { cutRecording } from '../../domain/timeline/cut-recording.ts';
import type { Recording, RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Span } from '../../domain/timeline/span.ts';
import type { FileDecoder } from '../ports/file-decoder.ts';
import type { RecordingExtra } from '../ports/recording-store.ts';
import type { Stores } from '../ports/stores.ts';
import type { Upload } from '../ports/upload-store.ts';
import { cutExtra } from '../uploads/cut-extra.ts';
import { sameValue } from './same-value.ts';

export interface RereadUploads {
  /** Originals that were read again. */
  readonly files: number;
  /** Uploads whose recordings are otherwise than they are stored. */
  readonly changed: readonly string[];
}

interface Part {
  readonly recording: Recording;
  readonly extra: RecordingExtra | null;
}

const PAGE = 100;
/** Legs that follow one another may share their last and first seconds. */
const LEGS_SHARE_MS = 10_000;
/** A list of sports wins over the file that it names (T6). */
const STRENGTH = 'strength_training';

/**
 * Reads every original again with the decoders of this version, and replaces the recordings that they see otherwise.
 * What the athlete removed of a file stays removed, recordings of runs stay as they are, and nothing goes but for what
 * takes its place: a file that can't be read any more keeps its recordings. Inside the athlete's transaction, before
 * its sessions are derived.
 */
export async function rereadUploads(
  deps: { readonly stores: Stores; readonly decoder: FileDecoder },
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
): Promise<RereadUploads> {
  const { stores } = deps;
  const changed: string[] = [];
  let files = 0;
  let before: { createdAtMs: number; id: string } | null = null;
  for (;;) {
    const page: Upload[] = await stores.uploads.list(athlete.id, { limit: PAGE, before });
    for (const upload of page) {
      if (upload.status !== 'imported' && upload.status !== 'partial') continue;
      files++;
      if (await rereadUpload(deps, athlete, upload)) changed.push(upload.id);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { files, changed };
    before = { createdAtMs: last.createdAtMs, id: last.id };
  }
}

/** Whether anything of it is otherwise now. */
async function rereadUpload(
  { stores, decoder }: { readonly stores: Stores; readonly decoder: FileDecoder },
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  { id: uploadId }: Upload,
): Promise<boolean> {
  const bytes = await stores.uploads.readBytes(athlete.id, uploadId);
  if (bytes === null || bytes.length === 0) return false;
  // A copy: the decoder may take the bytes away, and those of a pool are not ours alone.
  const decoded = await decoder.decode(new Uint8Array(bytes), athlete.timeZones);
  if (!decoded.ok) return false;
  const stored = await stores.recordings.listFactsByUpload(athlete.id, uploadId);
  const removed = await stores.uploads.removedSpans(athlete.id, uploadId);
  const parts = decoded.recordings
    .flatMap(({ recording, extra }): Part[] => {
      const cut = cutRecording(recording);
      const extras = cutExtra(extra, cut);
      return cut.map((part, i) => ({ recording: part, extra: extras[i] ?? null }));
    })
    .filter(({ recording: { facts } }) => facts.kind !== 'live' && mayStand(facts, stored, removed))
    .map((part) => withStoredSport(part, stored));
  const differing: Part[] = [];
  for (const part of parts) {
    if (!(await isStored(stores, athlete.id, part, stored))) differing.push(part);
  }
  const outdated = stored.filter(
    ({ id, startMs, endMs }) =>
      !parts.some(({ recording }) => recording.facts.id === id) &&
      parts.some(({ recording: { facts } }) => facts.startMs < endMs && facts.endMs > startMs),
  );
  if (differing.length + outdated.length === 0) return false;
  await stores.recordings.remove(
    athlete.id,
    outdated.map(({ id }) => id),
  );
  await stores.recordings.put(
    athlete.id,
    differing.map((part) => ({ ...part, uploadId })),
  );
  const { partial, warnings } = decoded;
  await stores.uploads.setOutcome(athlete.id, uploadId, {
    status: partial ? 'partial' : 'imported',
    warnings,
  });
  return true;
}

/**
 * A recording that is new must not be one that was removed. Where removals were not kept yet, it must lie where there is
 * one of the file: there, what was one may be several now.
 */
function mayStand(
  { id, startMs, endMs }: RecordingFacts,
  stored: readonly RecordingFacts[],
  removed: readonly Span[] | null,
): boolean {
  const touches = ({ fromMs, toMs }: Span): boolean =>
    Math.min(toMs, endMs) - Math.max(fromMs, startMs) > LEGS_SHARE_MS;
  if (removed !== null) return !removed.some(touches);
  if (stored.length === 0 || stored.some((each) => each.id === id)) return true;
  return stored.some((each) => touches({ fromMs: each.startMs, toMs: each.endMs }));
}

/** The sport that a vendor's list gave stays where the file does not say it. */
function withStoredSport(part: Part, stored: readonly RecordingFacts[]): Part {
  const { facts, items } = part.recording;
  const known = stored.find(({ id }) => id === facts.id)?.sport ?? null;
  const isKept = known !== null && (facts.sport === null || known === STRENGTH);
  return isKept ? { ...part, recording: { facts: { ...facts, sport: known }, items } } : part;
}

async function isStored(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  { recording: { facts }, extra }: Part,
  stored: readonly RecordingFacts[],
): Promise<boolean> {
  const known = stored.find(({ id }) => id === facts.id);
  if (known === undefined || !sameValue(known, facts)) return false;
  const kept = await stores.recordings.loadExtra(athleteId, facts.id);
  return sameValue(readByRules(kept), readByRules(extra));
}

/** RR intervals come with the values that the content hash stands for. */
function readByRules(extra: RecordingExtra | null): Omit<RecordingExtra, 'rr'> {
  return { laps: extra?.laps ?? [], movement: extra?.movement ?? [] };
}
