import type { Athlete } from '../domain/athlete.ts';
import type { RecordingFacts } from '../domain/recording.ts';
import { deriveSessions } from './derive-sessions.ts';
import type { Stores } from './ports.ts';

/** Takes recordings away and gives back what the other sources of the same hours know (Z10). Inside a transaction. */
export async function removeRecordings(
  stores: Pick<Stores, 'recordings' | 'sessions'>,
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  facts: readonly RecordingFacts[],
): Promise<void> {
  const ids = facts.map((each) => each.id);
  const orphaned = await stores.sessions.listByRecordings(athlete.id, ids);
  await stores.recordings.remove(athlete.id, ids);
  const sessions = orphaned.map((each) => each.evidence);
  await deriveSessions(
    stores,
    athlete,
    sessions.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs })),
    sessions.map((each) => each.id),
  );
}
