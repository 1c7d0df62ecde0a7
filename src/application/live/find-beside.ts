import { groupRecordings, JOIN_GAP_MS } from '../../domain/timeline/group-recordings.ts';
import type { Recording, RecordingFacts } from '../../domain/timeline/recording.ts';
import type { SessionEvidence } from '../../domain/session/session.ts';
import type { Stores } from '../ports/stores.ts';
import { isOfStream } from './is-of-stream.ts';

/**
 * Recordings of other sources that a running stream is one session with so far (Z10): of a watch whose file arrived
 * before the strap's run was over. `sessions` are those stored around it.
 */
export async function findBeside(
  stores: Pick<Stores, 'recordings'>,
  athleteId: string,
  running: RecordingFacts,
  sessions: readonly SessionEvidence[],
): Promise<readonly Recording[]> {
  const near = sessions.filter(
    ({ logged, startMs, endMs }) =>
      !logged && startMs <= running.endMs + JOIN_GAP_MS && endMs >= running.startMs - JOIN_GAP_MS,
  );
  if (near.length === 0) return [];
  const fromMs = Math.min(...near.map(({ startMs }) => startMs));
  const toMs = Math.max(...near.map(({ endMs }) => endMs));
  const others = (await stores.recordings.listFacts(athleteId, fromMs, toMs)).filter(
    ({ id }) => !isOfStream(id, running.id),
  );
  const groups = groupRecordings([...others, running]);
  const ids = groups.find((group) => group.includes(running))?.map(({ id }) => id) ?? [];
  const beside = ids.filter((id) => id !== running.id);
  return beside.length === 0 ? [] : stores.recordings.load(athleteId, beside);
}
