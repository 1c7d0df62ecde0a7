import type { Athlete } from '../../domain/athlete.ts';
import type { RecordingFacts } from '../../domain/timeline/recording.ts';
import type { Stores } from '../ports/stores.ts';
import { deriveEvidence, type DeriveEvidenceDeps } from './derive-evidence.ts';

/** Takes recordings away and gives back what the other sources of the same hours know (Z10). Inside a transaction. */
export async function removeRecordings(
  deps: DeriveEvidenceDeps & { readonly stores: Pick<Stores, 'recordings'> },
  athlete: Pick<Athlete, 'id' | 'timeZones'>,
  facts: readonly RecordingFacts[],
): Promise<void> {
  const { stores } = deps;
  const ids = facts.map((each) => each.id);
  const orphaned = await stores.sessions.listByRecordings(athlete.id, ids);
  await stores.recordings.remove(athlete.id, ids);
  await deriveEvidence(
    deps,
    athlete,
    facts,
    orphaned.map((each) => each.evidence),
  );
}
