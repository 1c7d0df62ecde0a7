import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import { handedOutSession } from './handed-out-session.ts';
import type { PreparedUpload } from './prepare-upload.ts';
import { OWN_DEVICE_NAME } from '../ports/session-encoder.ts';
import type { DecodeOutcome } from '../ports/file-decoder.ts';
import type { Stores } from '../ports/stores.ts';

/** Of uploads that only repeat sessions that are here: those sessions, by the upload. */
export async function listRepeated(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  uploads: readonly PreparedUpload[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const repeated = new Map<string, readonly string[]>();
  for (const { line, read } of uploads.filter(mayRepeatSession)) {
    const sessions = await sessionsHere(stores, athleteId, read!.decoded);
    if (sessions !== null) repeated.set(line.id, sessions);
  }
  return repeated;
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
export function mayRepeatSession({ read }: PreparedUpload): boolean {
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

/** The sessions that recordings are part of today. */
export async function sessionsOf(
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
