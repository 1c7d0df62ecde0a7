import { SECOND_MS } from '../../domain/units.ts';
import type { DecodeOutcome } from '../ports/file-decoder.ts';
import { OWN_DEVICE_NAME } from '../ports/session-encoder.ts';
import type { Stores } from '../ports/stores.ts';

/**
 * The session that this file was made of here (`readSessionFile`), if the athlete still has it: of the same length, to
 * the second that such a file counts in. Null for any other file, and where the session was removed.
 */
export async function handedOutSession(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athleteId: string,
  { recordings }: DecodeOutcome & { ok: true },
): Promise<string | null> {
  const [only, ...others] = recordings.map(({ recording }) => recording.facts);
  if (only === undefined || others.length > 0 || only.device?.name !== OWN_DEVICE_NAME) return null;
  const there = await stores.recordings.listFacts(athleteId, only.startMs, only.endMs);
  const sessions = await stores.sessions.listByRecordings(
    athleteId,
    there.map(({ id }) => id),
  );
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SECOND_MS;
  const found = sessions.find(
    ({ evidence: { startMs, endMs } }) => isSame(startMs, only.startMs) && isSame(endMs, only.endMs),
  );
  return found?.evidence.id ?? null;
}
